import { Table, Text, Title } from '@mantine/core'
import type { CallPart } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { clock, timeOfDaySeconds } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { partMs, usePartName, useTransferName } from '../lib/parts.ts'

function PartRow({ part }: { part: CallPart }) {
  const now = useHostNow()
  const name = usePartName()
  const transferName = useTransferName()
  const { transferredBy, transferredTo, joinedAt, leftAt } = part
  const how = [
    ...(transferredBy ? [text.calls.transferredBy({ name: transferName(transferredBy) })] : []),
    ...(transferredTo ? [text.calls.transferredTo({ name: transferName(transferredTo) })] : []),
  ]
  return (
    <Table.Tr>
      <Table.Td>
        {name(part)}
        {how.length > 0 && (
          <Text size="xs" c="dimmed">
            {how.join(' · ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {timeOfDaySeconds(joinedAt)} – {leftAt === null ? '' : timeOfDaySeconds(leftAt)}
      </Table.Td>
      <Table.Td ff="monospace" ta="right">
        {clock(partMs(part, now))}
      </Table.Td>
    </Table.Tr>
  )
}

/** Who of the office spoke, from when to when, and from whom they had the call. */
export function Parts({ parts }: { parts: readonly CallPart[] }) {
  const words = text.calls
  if (parts.length === 0) return null
  return (
    <section aria-label={words.parts}>
      <Title order={3} mb={6}>
        {words.parts}
      </Title>
      <Table horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.common.name}</Table.Th>
            <Table.Th>{words.columns.time}</Table.Th>
            <Table.Th ta="right">{words.columns.talk}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <PartRow key={`${part.extension} ${part.joinedAt}`} part={part} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
