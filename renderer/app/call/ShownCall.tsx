import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPhone, IconPhoneOff, IconPhoneX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallAct, ShellCommand, ShellState, ShownCall as Shown } from '../../../shared/contract/shell.ts'
import { clock } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import classes from './call.module.css'
import { DockAgain } from './DockAgain.tsx'
import { Problem } from './Problem.tsx'
import { TransferTo } from './TransferTo.tsx'

type CallProps = { call: Shown; state: ShellState; act(what: CallAct): void }

/** So long after the last key a note is saved, ms. */
const typingMs = 400

/** The console's own keys. */
const keys: Record<string, ShellCommand> = { KeyA: 'answer', KeyR: 'reject', KeyX: 'hangUp', KeyH: 'hold', KeyM: 'mute' }

function Since({ call }: { call: Shown }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return (
    <Text ff="monospace" size="sm" fw={600} role="timer" className={classes.since}>
      {clock(Math.max(0, now - call.since))}
    </Text>
  )
}

function Who({ call }: { call: Shown }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div className={classes.who}>
        <Text size="xs" c={call.state === 'ringing' ? 'var(--cord-good)' : 'dimmed'} fw={600}>
          {text.app.callWindow.states[call.state]}
        </Text>
        <Text fw={600} size="lg" lineClamp={2}>
          {call.who}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {[call.number === call.who ? '' : call.number, call.detail].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Since call={call} />
    </Group>
  )
}

function Note({ call, act }: Omit<CallProps, 'state'>) {
  const known = call.note ?? ''
  // Typed here and not known to the console yet.
  const [typed, setTyped] = useState<string | null>(null)
  const unsaved = useRef<string | null>(null)
  const save = useCallback(() => {
    if (unsaved.current !== null) act({ do: 'note', callId: call.id, note: unsaved.current })
    unsaved.current = null
  }, [act, call.id])
  // As it is typed, and what was typed last when the call is over.
  useEffect(() => {
    if (typed === known) setTyped(null)
    unsaved.current = typed === known ? null : typed
    const timer = setTimeout(save, typingMs)
    return () => clearTimeout(timer)
  }, [typed, known, save])
  useEffect(() => save, [save])
  return (
    <Textarea
      label={text.common.note}
      placeholder={text.desk.notePlaceholder}
      maxLength={4000}
      autosize
      minRows={2}
      maxRows={5}
      value={typed ?? known}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
    />
  )
}

/** Who it is, and what can be done now. The verbs are those of the console, in its words. */
export function ShownCall({ call, state, act }: CallProps) {
  const [transfers, setTransfers] = useState(false)
  const command = (id: ShellCommand) => act({ do: 'command', command: id })
  const labels = new Map(state.commands.map(({ id, label }) => [id, label]))
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const id = event.altKey ? keys[event.code] : undefined
      if (id) act({ do: 'command', command: id })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [act])
  const speaking = call.state === 'talking' || call.state === 'held'
  return (
    <Stack component="main" gap="xs" p="sm" className={classes.window}>
      <Who call={call} />
      {call.state === 'ringing' && (
        <Group grow gap="xs">
          <Button color="teal.9" leftSection={<IconPhone size={17} />} onClick={() => command('answer')}>
            {labels.get('answer') ?? text.phone.answer}
          </Button>
          <Button variant="default" leftSection={<IconPhoneX size={17} />} onClick={() => command('reject')}>
            {labels.get('reject') ?? text.phone.reject}
          </Button>
        </Group>
      )}
      {speaking && (
        <Group grow gap="xs">
          <Button variant="default" px={6} aria-pressed={call.state === 'held'} onClick={() => command('hold')}>
            {labels.get('hold') ?? text.phone.hold}
          </Button>
          <Button variant="default" px={6} aria-pressed={call.muted} onClick={() => command('mute')}>
            {labels.get('mute') ?? text.phone.mute}
          </Button>
          <Button variant="default" px={6} aria-expanded={transfers} onClick={() => setTransfers(!transfers)}>
            {text.phone.transfer}
          </Button>
        </Group>
      )}
      {speaking && transfers && <TransferTo call={call} targets={state.targets} act={act} />}
      {speaking && !transfers && call.note !== null && <Note call={call} act={act} />}
      <Problem state={state} />
      <Group grow gap="xs" className={classes.last}>
        {call.state !== 'ringing' && (
          <Button color="red.9" leftSection={<IconPhoneOff size={17} />} onClick={() => command('hangUp')}>
            {text.phone.hangUp}
          </Button>
        )}
        {state.undocked ? (
          <DockAgain act={act} />
        ) : (
          <Button variant="subtle" onClick={() => act({ do: 'open' })}>
            {text.app.callWindow.open}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
