import { Alert, Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { rpc, sentenceOf } from '../lib/rpc/index.ts'
import { refreshMe, useMe, useSession } from '../lib/session.ts'
import { Section } from '../ui/index.ts'

/** The queues of the operator this user is; all of the office's while that is unknown. */
function useMyQueues(): { id: string; name: string }[] {
  const { operatorId } = useMe()
  const operators = useSession((state) => state.operators)
  const queues = useSession((state) => state.queues)
  const mine = operators.find((operator) => operator.id === operatorId)
  return queues.filter((queue) => !mine || mine.queues.some((entry) => entry.queueId === queue.id))
}

/**
 * PIN login. One field instead of a box a digit: it takes a paste, a password manager's fill and a screen reader's
 * whole word (WCAG 3.3.8), and it is spaced to look like the boxes.
 */
export function LoginCard() {
  const { office, operatorId } = useMe()
  const loggedOut = useLive((state) => state.operators[operatorId ?? '']?.loggedOut ?? null)
  const queues = useMyQueues()
  const [pin, setPin] = useState('')
  const [left, setLeft] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // Whoever is busy elsewhere on the page stays there.
  useEffect(() => {
    if (document.activeElement === document.body) field.current?.focus()
  }, [])
  const words = text.desk
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const chosen = queues.map((queue) => queue.id).filter((id) => !left.includes(id))
      await rpc.desk.login({ pin, ...(left.length > 0 ? { queues: chosen } : {}) })
      setProblem(null)
      await refreshMe()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setPin('')
      setBusy(false)
    }
  }
  const toggle = (id: string) =>
    setLeft((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]))
  return (
    <Section title={words.logInTitle}>
      <form onSubmit={submit}>
        <Stack gap="md" p="md">
          <Text size="sm" c="dimmed">
            {words.logInHelp({ digits: office.pinLength })}
          </Text>
          {loggedOut && (
            <Alert color="yellow" p="xs">
              {words.loggedOutBy({ by: loggedOut.by, time: timeOfDay(loggedOut.at) })} {loggedOut.reason}
            </Alert>
          )}
          {queues.length === 0 && <Text size="sm">{words.noQueues}</Text>}
          <Group gap="md" role="group" aria-label={words.queues}>
            {queues.map((queue) => (
              <Checkbox key={queue.id} label={queue.name} checked={!left.includes(queue.id)} onChange={() => toggle(queue.id)} />
            ))}
          </Group>
          <Group align="flex-end" gap="xs">
            <PasswordInput
              aria-label={words.pin}
              label={words.pin}
              w={190}
              ref={field}
              inputMode="numeric"
              autoComplete="off"
              pattern="[0-9]*"
              maxLength={8}
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
              visible={false}
              rightSection={<span />}
              styles={{ innerInput: { letterSpacing: '0.5em', fontFamily: 'var(--mantine-font-family-monospace)' } }}
            />
            <Button type="submit" loading={busy} disabled={pin.length < office.pinLength}>
              {words.logIn}
            </Button>
          </Group>
          {problem && (
            <Alert color="red" p="xs" role="alert">
              {problem}
            </Alert>
          )}
        </Stack>
      </form>
    </Section>
  )
}
