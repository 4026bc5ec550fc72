import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { text } from '../lib/i18n/index.ts'
import { sentenceOf, setUp, signIn } from '../lib/rpc/index.ts'
import { SplashScreen } from './SplashScreen.tsx'

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
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await setUp({ token, ...form })
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
            onChange={put('name')}
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
