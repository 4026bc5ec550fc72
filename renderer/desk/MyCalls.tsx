import { Anchor, Table, Text } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { CallRecord, OperatorLive } from '../../shared/domain/calls.ts'
import { isTestCall } from '../../shared/domain/outcome.ts'
import { hostNow, useHostNow } from '../lib/clock.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { clock, startOfDay, timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { partMs, useTransferName } from '../lib/parts.ts'
import { isOutgoing, usePartyName } from '../lib/party.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { EmptyState, Section } from '../ui/index.ts'
import { useShortened } from './useShortened.tsx'

/** My part of a call: how long I spoke, and from whom I had it or to whom I gave it. */
function useMyPart(call: CallRecord) {
  const { operatorId } = useMe()
  const now = useHostNow()
  const transferName = useTransferName()
  const mine = call.parts.filter((part) => part.operatorId === operatorId)
  const by = mine.find(({ transferredBy }) => transferredBy)?.transferredBy
  const to = mine.findLast(({ transferredTo }) => transferredTo)?.transferredTo
  return {
    ms: call.parts.length === 0 ? call.talkMs : mine.reduce((sum, part) => sum + partMs(part, now), 0),
    how: [
      ...(by ? [text.calls.transferredBy({ name: transferName(by) })] : []),
      ...(to ? [text.calls.transferredTo({ name: transferName(to) })] : []),
    ],
  }
}

function CallRow({ call }: { call: CallRecord }) {
  const nameOf = usePartyName()
  const { ms, how } = useMyPart(call)
  const about = [...(isTestCall(call) ? [text.calls.test] : []), ...how, call.disposition, call.note].filter(Boolean).join(' · ')
  return (
    <Table.Tr>
      <Table.Td>{timeOfDay(call.startedAt)}</Table.Td>
      <Table.Td w="100%" maw={0}>
        <Anchor component={Link} to={`/calls/${encodeURIComponent(call.id)}`} size="md" truncate display="block">
          {isOutgoing(call) && <IconPhoneOutgoing size={14} role="img" aria-label={text.phone.recent.out} />} {nameOf(call)}
        </Anchor>
        {about && (
          <Text size="xs" c="dimmed" truncate>
            {about}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{text.outcomes[call.outcome]}</Table.Td>
      <Table.Td ta="right" ff="monospace">
        {ms > 0 ? clock(ms) : '–'}
      </Table.Td>
    </Table.Tr>
  )
}

function CallTable({ calls }: { calls: readonly CallRecord[] }) {
  const words = text.calls.columns
  const { shown, more } = useShortened(calls, 10)
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.time}</Table.Th>
            <Table.Th>{words.caller}</Table.Th>
            <Table.Th>{words.outcome}</Table.Th>
            <Table.Th ta="right">{words.talk}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </Table.Tbody>
      </Table>
      {more}
    </>
  )
}

/** What I took today, newest first; loaded again when a call of mine ends. */
export function MyCalls({ operator }: { operator: OperatorLive | null }) {
  const { operatorId } = useMe()
  const load = useLoad(
    async () => (operatorId ? (await rpc.calls.list({ operatorId, from: startOfDay(hostNow()), limit: 100 })).calls : []),
    `${operatorId} ${operator?.callsToday ?? 0} ${operator?.state === 'busy'}`,
  )
  return (
    <Section title={text.desk.myCalls}>
      <Loaded load={load} rows={4}>
        {(calls) =>
          calls.length === 0 ? (
            <EmptyState art="calls" title={text.desk.noCalls} help={text.desk.noCallsHelp} />
          ) : (
            <CallTable calls={calls} />
          )
        }
      </Loaded>
    </Section>
  )
}
