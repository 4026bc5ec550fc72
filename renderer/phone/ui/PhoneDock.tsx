import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core'
import { IconBellRinging, IconPhone, IconPhoneOff, IconPhoneX } from '@tabler/icons-react'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { answer, hangUp, reject } from '../actions.ts'
import type { LineView } from '../sip/line.ts'
import { activeLine, isLive, phone, ringingLine, usePhone } from '../store.ts'
import { FoldPhone } from './FoldPhone.tsx'
import { LineTimer } from './LineTimer.tsx'
import { Registration } from './Registration.tsx'
import { useParty } from './useLineCall.ts'

function Name({ line }: { line: LineView }) {
  const { name } = useParty(line)
  return (
    <Text size="sm" fw={600} truncate miw={0} flex={1}>
      {name}
    </Text>
  )
}

function Ringing({ line }: { line: LineView }) {
  const { busy, run } = useWork()
  return (
    <>
      <IconBellRinging size={16} color="var(--cord-good)" aria-hidden style={{ flexShrink: 0 }} />
      <Name line={line} />
      <Button
        size="xs"
        px="xs"
        color="teal.9"
        leftSection={<IconPhone size={16} />}
        loading={busy}
        onClick={() => run(() => answer(line.id))}
      >
        {text.phone.answer}
      </Button>
      <ActionIcon size={30} variant="default" aria-label={text.phone.reject} onClick={() => run(() => reject(line.id))}>
        <IconPhoneX size={16} />
      </ActionIcon>
    </>
  )
}

function Running({ line }: { line: LineView }) {
  const { run } = useWork()
  return (
    <>
      <Name line={line} />
      <LineTimer line={line} />
      <Button size="xs" px="xs" color="red.9" leftSection={<IconPhoneOff size={16} />} onClick={() => run(() => hangUp(line.id))}>
        {text.phone.hangUp}
      </Button>
    </>
  )
}

function Call() {
  const ringing = usePhone(ringingLine)
  const active = usePhone(activeLine)
  if (ringing) return <Ringing line={ringing} />
  return active && active.state !== 'ringing' ? <Running line={active} /> : null
}

/** A call over a page that covers the telephone: who it is, answer, hang up. Nothing while there is none. */
export function CallOver() {
  const calls = usePhone((state) => state.lines.some(isLive))
  if (!calls) return null
  return (
    <Paper
      role="toolbar"
      aria-label={text.phone.title}
      shadow="lg"
      p="sm"
      w={380}
      style={{ position: 'fixed', right: 24, bottom: 24, zIndex: 160 }}
    >
      <Group gap="xs" wrap="nowrap">
        <Call />
      </Group>
    </Paper>
  )
}

/**
 * The telephone where there is no room for it beside the page (a small window, a large zoom): one row at the bottom that says
 * who rings or talks, answers and hangs up, and opens the rest over the page.
 */
export function PhoneDock({ height }: { height: number }) {
  const calls = usePhone((state) => state.lines.some(isLive))
  const open = usePhone((state) => state.panelOpen)
  const has = usePhone((state) => state.extension !== null)
  return (
    <Group
      role="toolbar"
      aria-label={text.phone.title}
      h={height}
      px="xs"
      gap="xs"
      wrap="nowrap"
      justify="flex-end"
      bg="var(--cord-surface)"
      style={{ borderTop: '1px solid var(--cord-line)' }}
    >
      {calls ? <Call /> : <div style={{ flex: 1, minWidth: 0 }}>{has && <Registration />}</div>}
      <Button
        size="xs"
        px="xs"
        variant={open ? 'light' : 'default'}
        aria-expanded={open}
        onClick={() => phone.setState({ panelOpen: !open })}
      >
        {text.phone.title}
      </Button>
      <FoldPhone />
    </Group>
  )
}
