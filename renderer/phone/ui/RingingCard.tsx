import { Button, Group, Text, Tooltip } from '@mantine/core'
import { IconBellRinging, IconPhone, IconPhoneX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { useCallerName, useContact } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { shownKeys } from '../../lib/keys.ts'
import { Elapsed } from '../../lib/view/Elapsed.tsx'
import { answer, reject } from '../actions.ts'
import type { LineView } from '../sip/line.ts'
import { usePhone } from '../store.ts'
import { CallerCard } from './CallerCard.tsx'
import classes from './phone.module.css'
import { farParty, useLineCall } from './useLineCall.ts'

/** Where a call was handed on from, or why it is back. */
function HandedOn({ transfer: { to, by, reason, seconds, note } }: { transfer: NonNullable<LiveCall['transfer']> }) {
  const words = text.phone
  const why = reason === 'noAnswer' ? words.noAnswerAfter({ seconds }) : reason && words.transferReasons[reason]
  const said = why ? words.transferCameBack({ to, reason: why }) : by ? words.transferredBy({ by }) : ''
  return (
    <>
      {said && (
        <Text size="sm" fw={600} mt={4}>
          {said}
        </Text>
      )}
      {note && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      )}
    </>
  )
}

/** A call that rings here: who, from which queue, how long they waited, the way they came. */
export function RingingCard({ line }: { line: LineView }) {
  const callerName = useCallerName()
  const { call, caller, queueName } = useLineCall(line)
  const { busy, run } = useWork()
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const handed = call?.transfer
  const onPage = usePhone((state) => state.noteOnPage)
  const party = farParty(call, line)
  const from = party.number
  const name = callerName(from, party.name)
  const number = showNumber(from)
  const company = useContact(from)?.company
  return (
    <section ref={card} className={classes.ringing} aria-label={text.phone.announce.ringing({ who: name })}>
      <Group gap={6} c="var(--cord-good)">
        <IconBellRinging size={15} aria-hidden />
        <Text size="xs" fw={600} c="inherit">
          {text.phone.lineState.ringing}
          {queueName ? ` ${text.phone.ringsFrom({ queue: queueName })}` : ''}
        </Text>
      </Group>
      {call?.parked && (
        <Text size="sm" fw={600} mt={4}>
          {text.phone.parkReturned({ slot: call.parked.slot })}
        </Text>
      )}
      {handed && <HandedOn transfer={handed} />}
      <Text fw={600} size="lg" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      {company && (
        <Text size="sm" truncate>
          {company}
        </Text>
      )}
      <Group gap="xs">
        {number && number !== name && (
          <Text size="sm" c="dimmed">
            {number}
          </Text>
        )}
        {caller && (
          <Text size="sm" c="dimmed">
            {text.phone.waited({ time: '' })}
            <Elapsed since={caller.since} size="sm" c="dimmed" />
          </Text>
        )}
      </Group>
      {call && call.kind !== 'phone' && onPage !== call.id && <CallerCard callId={call.id} />}
      <Group grow mt="sm" gap="xs">
        <Tooltip label={shownKeys('alt+A')}>
          <Button
            px="xs"
            color="teal.9"
            leftSection={<IconPhone size={17} />}
            loading={busy}
            onClick={() => run(() => answer(line.id))}
          >
            {text.phone.answer}
          </Button>
        </Tooltip>
        <Tooltip label={shownKeys('alt+R')}>
          <Button px="xs" variant="default" leftSection={<IconPhoneX size={17} />} onClick={() => run(() => reject(line.id))}>
            {text.phone.reject}
          </Button>
        </Tooltip>
      </Group>
    </section>
  )
}
