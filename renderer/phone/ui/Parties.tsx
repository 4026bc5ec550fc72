import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { announce, tell, useWork } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import type { LineView } from '../sip/line.ts'
import classes from './phone.module.css'

type Party = NonNullable<LiveCall['parties']>[number]
type PartyProps = { call: LiveCall; party: Party; own: Party | undefined }

function Marks({ party, mine }: { party: Party; mine: boolean }) {
  const words = text.phone.threeWay
  const marks = [
    mine && words.you,
    party.role === 'supervisor' && words.supervisor,
    party.onHold && words.onHold,
    party.muted && words.muted,
    party.aside && words.aside,
  ].filter((mark) => mark !== false)
  return marks.map((mark) => (
    <Badge key={mark} size="sm" variant="light" tt="none">
      {mark}
    </Badge>
  ))
}

function PartyRow({ call, party, own }: PartyProps) {
  const words = text.phone.threeWay
  const { busy, run } = useWork()
  const who = useCallerName()(party.number, party.name)
  const number = showNumber(party.number)
  const mine = party === own
  const decides = own !== undefined && !own.third && !mine
  const one = { callId: call.id, channelId: party.channelId }
  const alone = async () => {
    await rpc.phone.talkAlone(one)
    announce(words.alone({ who }))
  }
  return (
    <li className={classes.party}>
      <Group justify="space-between" gap={4} wrap="wrap">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} truncate>
            {who}
          </Text>
          {number !== who && (
            <Text size="xs" c="dimmed" truncate>
              {number}
            </Text>
          )}
        </div>
        <Group gap={4}>
          <Marks party={party} mine={mine} />
        </Group>
      </Group>
      {decides && (
        <Group gap={6} mt={4}>
          <Button
            size="compact-xs"
            variant="default"
            loading={busy}
            aria-label={`${words.talkAlone}: ${who}`}
            onClick={() => void run(alone)}
          >
            {words.talkAlone}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            loading={busy}
            aria-label={`${words.drop}: ${who}`}
            onClick={() => void run(() => rpc.phone.sendAway(one))}
          >
            {words.drop}
          </Button>
        </Group>
      )}
    </li>
  )
}

/** Everybody on a call of three or more: who holds, who is muted; whoever has the call drops one of them or talks to one alone. */
export function Parties({ call, line }: { call: LiveCall; line: LineView }) {
  const words = text.phone.threeWay
  const { busy, run } = useWork()
  const parties = call.parties ?? []
  if (parties.length === 0) return null
  const own = parties.find(({ sipCallId }) => sipCallId === line.sipCallId)
  const together = async () => {
    await rpc.phone.talkTogether({ callId: call.id })
    announce(words.all)
  }
  return (
    <Stack gap={4} mt={8}>
      <Text size="xs" c="dimmed">
        {words.title({ count: parties.length })}
      </Text>
      <ul className={classes.parties} aria-label={words.title({ count: parties.length })}>
        {parties.map((party) => (
          <PartyRow key={party.channelId} call={call} party={party} own={own} />
        ))}
      </ul>
      {own && !own.third && parties.some(({ aside }) => aside) && (
        <Button size="compact-sm" loading={busy} onClick={() => void run(together)}>
          {words.together}
        </Button>
      )}
    </Stack>
  )
}

/** Says who left a call of several, and by whom. */
export function useDepartures(call: LiveCall | null, line: LineView): void {
  const callerName = useCallerName()
  const departed = call?.departed
  const seen = useRef(departed?.at(-1)?.channelId)
  const last = departed?.at(-1)
  useEffect(() => {
    if (!last || last.channelId === seen.current) return
    seen.current = last.channelId
    if (last.sipCallId === line.sipCallId) return
    const words = text.phone.threeWay
    const who = callerName(last.number, last.name)
    tell('info', last.by === null ? words.left({ who }) : words.sentAway({ who, by: last.by }))
  }, [last, line.sipCallId, callerName])
}
