import { Button, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { codeOf, dataOf, rpc, sentenceOf } from '../../lib/rpc/index.ts'
import { Section } from '../../ui/index.ts'

type Problems = { current?: string; password?: string }

/** One's own password: the one there is, and a new one. This session goes on. */
export function OwnPassword() {
  const words = text.settings.ownPassword
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [problems, setProblems] = useState<Problems>({})
  const { busy, run } = useWork()
  const change = (event: FormEvent) => {
    event.preventDefault()
    setProblems({})
    void run(() =>
      rpc.desk.changePassword({ current, password }).then(
        () => {
          setCurrent('')
          setPassword('')
          tell('success', words.changed)
        },
        (error: unknown) => {
          const { field } = dataOf<{ field: string }>(error)
          if (field === 'current') setProblems({ current: words.wrong })
          else if (field === 'password') setProblems({ password: codeOf(error) === 'INVALID' ? words.help : sentenceOf(error) })
          else throw error
        },
      ),
    )
  }
  const visibility = { 'aria-label': text.common.view }
  return (
    <Section title={words.title}>
      <form onSubmit={change}>
        <Stack gap="sm" maw={460} p="md">
          <PasswordInput
            label={words.current}
            autoComplete="current-password"
            value={current}
            error={problems.current}
            visibilityToggleButtonProps={visibility}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.next}
            description={words.help}
            autoComplete="new-password"
            value={password}
            error={problems.password}
            visibilityToggleButtonProps={visibility}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={busy}
            disabled={!current || password.length < 10}
            style={{ alignSelf: 'start' }}
          >
            {words.change}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
