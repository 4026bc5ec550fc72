import { Anchor, Table, Text } from '@mantine/core'
import { IconHistory, IconPhoneOutgoing } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { CallRecord, OperatorLive } from '../../shared/domain/calls.ts'

import { hostNow } from '../lib/clock.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { clock, startOfDay, timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { isOutgoing, usePartyName } from '../lib/party.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { EmptyState, Section } from '../ui/index.ts'
import { useShortened } from './useShortened.tsx'

function CallRow({ call }: { call: CallRecord }) {
  const nameOf = usePartyName()
  return (
    <Table.Tr>
      <Table.Td>{timeOfDay(call.startedAt)}</Table.Td>
      <Table.Td w="100%" maw={0}>
        <Anchor component={Link} to={`/calls/${encodeURIComponent(call.id)}`} size="md" truncate display="block">
          {isOutgoing(call) && <IconPhoneOutgoing size={14} role="img" aria-label={text.phone.recent.out} />} {nameOf(call)}
        </Anchor>
        {(call.disposition || call.note) && (
          <Text size="xs" c="dimmed" truncate>
            {[call.disposition, call.note].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{text.outcomes[call.outcome]}</Table.Td>
      <Table.Td ta="right" ff="monospace">
        {call.talkMs > 0 ? clock(call.talkMs) : '–'}
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
            <EmptyState icon={<IconHistory size={20} />} title={text.desk.noCalls} help={text.desk.noCallsHelp} />
          ) : (
            <CallTable calls={calls} />
          )
        }
      </Loaded>
    </Section>
  )
}
