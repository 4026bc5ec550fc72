import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { type AuthState, inDesktopApp, SignInRefused, sentenceOf, signIn } from '../lib/rpc/index.ts'
import { OwnerEntry } from './OwnerEntry.tsx'
import { SplashScreen } from './SplashScreen.tsx'

function sentence(error: unknown): string {
  if (!(error instanceof SignInRefused)) return sentenceOf(error)
  if (error.until) return text.app.signIn.lockedUntil({ time: timeOfDay(error.until) })
  return error.code === 'UNAUTHENTICATED' || error.code === 'UNKNOWN' ? text.app.signIn.wrong : error.message
}

/** User name and password. */
export function SignInPage({ auth, onDone }: { auth: AuthState; onDone(): void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const words = text.app.signIn
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await signIn(login, password)
      onDone()
    } catch (error) {
      setProblem(sentence(error))
    } finally {
      setBusy(false)
    }
  }
  if (auth.needsSetup) return <SplashScreen title={words.needsSetup} help={words.needsSetupHelp} />
  return (
    <SplashScreen title={auth.officeName || text.app.name}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={words.user}
            name="username"
            autoComplete="username"
            data-autofocus
            autoFocus
            required
            withAsterisk={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.password}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ tabIndex: 0, 'aria-label': text.common.view }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {problem && (
            <Alert color="red" role="alert" p="xs">
              {problem}
            </Alert>
          )}
          <Button type="submit" loading={busy}>
            {words.submit}
          </Button>
          {inDesktopApp && <OwnerEntry onDone={onDone} />}
        </Stack>
      </form>
    </SplashScreen>
  )
}
