import { Button, Collapse, Group, SimpleGrid, Text, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconArrowForwardUp,
  IconArrowsExchange,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconParkingCircle,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { clock } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { shownKeys } from '../../lib/keys.ts'
import {
  canComplete,
  completeTransfer,
  hangUp,
  keysInHand,
  merge,
  park,
  partnerOf,
  sendKeys,
  sendRest,
  setMute,
  toggleHold,
  waitingFor,
} from '../actions.ts'
import { QualityMark } from '../quality/QualityMark.tsx'
import type { LineView } from '../sip/line.ts'
import { usePhone } from '../store.ts'
import { CallerCard } from './CallerCard.tsx'
import { CallKeypad } from './CallKeypad.tsx'
import { CallNote } from './CallNote.tsx'
import { LineTimer } from './LineTimer.tsx'
import { Parties, useDepartures } from './Parties.tsx'
import classes from './phone.module.css'
import { RecordingMark } from './RecordingMark.tsx'
import { TransferPicker } from './TransferPicker.tsx'
import { useLineCall, useParty, useSentAwayBy } from './useLineCall.ts'

type VerbProps = { label: string; keys?: string; icon: ReactNode; pressed?: boolean; disabled?: boolean; onClick(): void }

function Verb({ label, keys, icon, pressed, disabled = false, onClick }: VerbProps) {
  const button = (
    <UnstyledButton className={classes.verb} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      <span aria-hidden>{icon}</span>
      {label}
    </UnstyledButton>
  )
  return keys ? <Tooltip label={shownKeys(keys)}>{button}</Tooltip> : button
}

/** Why a line ended, in words. */
function endSentence(line: LineView): string {
  const words = text.phone.ended
  if (!line.end) return words.failed
  if (line.end.by !== 'refused') return words[line.end.by]
  const byStatus: Record<number, string> = {
    403: words.notAllowed,
    404: words.unknown,
    408: words.noAnswer,
    480: words.noAnswer,
    484: words.incomplete,
    486: words.busy,
    503: words.congestion,
    600: words.busy,
    603: words.declined,
    604: words.unknown,
  }
  return line.direction === 'in' ? words.refused : (byStatus[line.end.status ?? 0] ?? words.failed)
}

function Who({ line }: { line: LineView }) {
  const { queueName } = useLineCall(line)
  const { from, name } = useParty(line)
  const number = showNumber(from)
  const extra = [number !== name ? number : '', queueName].filter(Boolean).join(' · ')
  return (
    <div style={{ minWidth: 0 }}>
      <Text fw={600} truncate>
        {name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {line.recovering ? text.phone.recovering : extra}
      </Text>
    </div>
  )
}

function Verbs({ line }: { line: LineView }) {
  const [open, setOpen] = useState<'keypad' | 'transfer' | null>(null)
  const { busy, run } = useWork()
  const asked = usePhone((state) => (state.transferRequest.lineId === line.id ? state.transferRequest.count : 0))
  useEffect(() => {
    if (asked > 0) setOpen('transfer')
  }, [asked])
  const speaking = line.state === 'talking' || line.state === 'held'
  const toggle = (what: 'keypad' | 'transfer') => setOpen((now) => (now === what ? null : what))
  const held = line.state === 'held'
  const other = usePhone((state) => waitingFor(line.id, state) !== null)
  return (
    <>
      <SimpleGrid cols={3} spacing={6} mt="sm">
        <Verb
          label={held ? text.phone.resume : other ? text.phone.swap : text.phone.hold}
          keys="alt+H"
          icon={held ? <IconPlayerPlay size={18} /> : other ? <IconArrowsExchange size={18} /> : <IconPlayerPause size={18} />}
          pressed={held}
          disabled={!speaking || busy}
          onClick={() => run(() => toggleHold(line))}
        />
        <Verb
          label={line.muted ? text.phone.unmute : text.phone.mute}
          keys="alt+M"
          icon={line.muted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
          pressed={line.muted}
          disabled={!speaking}
          onClick={() => setMute(line.id, !line.muted)}
        />
        <Verb
          label={text.phone.keypad}
          icon={<IconDialpad size={18} />}
          pressed={open === 'keypad'}
          disabled={!speaking}
          onClick={() => toggle('keypad')}
        />
        <Verb
          label={text.phone.transfer}
          keys="alt+T"
          icon={<IconArrowForwardUp size={18} />}
          pressed={open === 'transfer'}
          disabled={!speaking}
          onClick={() => toggle('transfer')}
        />
        <Verb
          label={text.phone.park}
          keys="alt+P"
          icon={<IconParkingCircle size={18} />}
          disabled={!speaking || busy}
          onClick={() => run(async () => tell('success', text.phone.parkedIn({ slot: await park(line) })))}
        />
      </SimpleGrid>
      <Collapse expanded={open === 'keypad'}>
        {open === 'keypad' && <CallKeypad onKeys={(keys) => run(() => sendKeys(line.id, keys))} />}
      </Collapse>
      {open === 'transfer' && <TransferPicker key={asked} line={line} onDone={() => setOpen(null)} />}
    </>
  )
}

/** What stood behind the dialled number, an extension or a conference's code: sent when the far side asks for it. */
function KeysToSend({ line }: { line: LineView }) {
  const keys = usePhone((state) => state.keysToSend[line.id] ?? '')
  const { busy, run } = useWork()
  const { call } = useLineCall(line)
  // Who returns a call is connected to the office before the customer answers.
  const answered = line.callbackId === null || call?.legs.some((leg) => leg.sipCallId !== line.sipCallId && leg.state === 'up')
  if (!keys || !answered) return null
  return (
    <Button fullWidth mt="xs" variant="light" loading={busy} onClick={() => run(() => sendRest(line.id))}>
      {text.phone.sendKeys({ keys: keysInHand(keys) })}
    </Button>
  )
}

/** The call whose note is written at this line: one that somebody speaks on, and not as a supervisor who listens. */
function useNotedCall(line: LineView, call: LiveCall | null): string | null {
  const onPage = usePhone((state) => state.noteOnPage)
  const leg = call?.legs.find(({ sipCallId }) => sipCallId === line.sipCallId)
  const speaks = line.state === 'talking' || line.state === 'held'
  return call && speaks && leg?.role !== 'supervisor' && onPage !== call.id ? call.id : null
}

/** What can be done with this call and my other one; nothing while there is no other. */
function OtherCall({ line }: { line: LineView }) {
  const { busy, run } = useWork()
  const other = usePhone((state) => partnerOf(line.id, state))
  const asks = usePhone((state) => state.consults[line.id] !== undefined)
  if (!other || !canComplete(line)) return null
  const complete = () =>
    run(
      () => completeTransfer(line.id),
      () => tell('success', text.outcomes.transferred),
    )
  const join = () =>
    run(
      () => merge(line.id),
      () => tell('success', text.phone.merged),
    )
  return (
    <Group grow gap="xs" mt="xs">
      <Tooltip label={text.phone.connectBothHelp}>
        <Button px="xs" loading={busy} onClick={complete}>
          {asks ? text.phone.completeTransfer : text.phone.connectBoth}
        </Button>
      </Tooltip>
      {line.state === 'talking' && (
        <Button px="xs" variant="default" loading={busy} onClick={join}>
          {text.phone.merge}
        </Button>
      )}
    </Group>
  )
}

/** A line that is being dialled, spoken on, held, or has just ended. */
export function LineCard({ line, active }: { line: LineView; active: boolean }) {
  const { run } = useWork()
  const { call } = useLineCall(line)
  useDepartures(call, line)
  const sentAwayBy = useSentAwayBy(line)
  const ended = line.state === 'ended'
  const { name, dialled } = useParty(line)
  const noted = useNotedCall(line, call)
  const onPage = usePhone((state) => state.noteOnPage)
  return (
    <section
      className={classes.card}
      data-active={(active && !ended) || undefined}
      data-ended={ended || undefined}
      // A call that is over is no place to go to, and the same caller may be there again.
      role={ended ? 'group' : undefined}
      aria-label={name}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Who line={line} />
        {ended ? (
          <Text size="xs" c="dimmed" ta="right">
            {sentAwayBy ? text.phone.threeWay.sentAwayBy({ by: sentAwayBy }) : endSentence(line)}
            {line.answeredAt ? ` · ${clock((line.endedAt ?? Date.now()) - line.answeredAt)}` : ''}
          </Text>
        ) : (
          <div style={{ textAlign: 'right' }}>
            <LineTimer line={line} />
            <Text size="xs" c="dimmed">
              {text.phone.lineState[line.state]}
            </Text>
          </div>
        )}
      </Group>
      {line.state === 'talking' && <QualityMark lineId={line.id} />}
      {call && !ended && !dialled && call.kind !== 'phone' && onPage !== call.id && <CallerCard callId={call.id} />}
      {call && !ended && <Parties call={call} line={line} />}
      {call && !ended && <RecordingMark call={call} />}
      {line.state === 'talking' && <KeysToSend line={line} />}
      {noted && <CallNote key={noted} callId={noted} rows={1} />}
      {!ended && <Verbs line={line} />}
      {active && <OtherCall line={line} />}
      {!ended && (
        <Tooltip label={shownKeys('alt+X')}>
          <Button
            fullWidth
            mt="xs"
            // One red button: that of the call in hand.
            {...(active ? { color: 'red.9' } : { variant: 'default' })}
            leftSection={<IconPhoneOff size={17} />}
            onClick={() => run(() => hangUp(line.id))}
          >
            {text.phone.hangUp}
          </Button>
        </Tooltip>
      )}
    </section>
  )
}
