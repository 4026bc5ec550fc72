import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { loginFor } from '../../shared/domain/person.ts'
import { spoken, text } from '../lib/i18n/index.ts'
import { sentenceOf, setUp, signIn } from '../lib/rpc/index.ts'
import { SplashScreen } from './SplashScreen.tsx'

const nobody: ReadonlySet<string> = new Set()

/** The first administrator, by the one-time link that the host prints: `#/setup?token=…`. */
export function SetupPage() {
  const [query] = useSearchParams()
  const navigate = useNavigate()
  const token = query.get('token') ?? ''
  const [form, setForm] = useState({ name: '', login: '', password: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const words = text.app.setup
  const put = (field: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setForm((before) => ({ ...before, [field]: value }))
  }
  /** Until another one is typed, the login follows the name. */
  const putName = (event: { currentTarget: { value: string } }) => {
    const name = event.currentTarget.value
    setForm((before) => {
      const follows = before.login === loginFor(before.name, nobody)
      return { ...before, name, login: follows ? loginFor(name, nobody) : before.login }
    })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      await setUp({ token, ...form, timeZone, language: spoken.getState().language })
      await signIn(form.login, form.password)
      await navigate('/')
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (!token) return <SplashScreen title={words.title} help={words.noToken} />
  return (
    <SplashScreen title={words.title} help={words.intro}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={words.name}
            autoComplete="name"
            autoFocus
            required
            withAsterisk={false}
            value={form.name}
            onChange={putName}
          />
          <TextInput
            label={words.user}
            autoComplete="username"
            required
            withAsterisk={false}
            value={form.login}
            onChange={put('login')}
          />
          <PasswordInput
            label={words.password}
            description={words.passwordHint}
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ tabIndex: 0, 'aria-label': text.common.view }}
            value={form.password}
            onChange={put('password')}
          />
          {problem && (
            <Alert color="red" role="alert" p="xs">
              <Text size="sm">{problem}</Text>
            </Alert>
          )}
          <Button type="submit" loading={busy}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </SplashScreen>
  )
}
