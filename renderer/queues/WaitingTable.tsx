import { Badge, Group, Menu, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowsShuffle, IconUserPlus } from '@tabler/icons-react'
import { memo } from 'react'
import { useCallerName } from '../lib/contacts.ts'
import { tellError } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay, useMe, useQueueName } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { EmptyState, RowMenu, Section } from '../ui/index.ts'
import { TakeCaller } from './TakeCaller.tsx'

const attempt = (work: Promise<unknown>) => void work.catch(tellError)

/** What the open menu holds; a closed one follows nobody. */
function CallerMenu({ callId, queueId }: { callId: string; queueId: string }) {
  const me = useMe()
  const queues = useLiveList((state) => Object.values(state.queues).filter((queue) => queue.queueId !== queueId))
  const free = useLiveList((state) =>
    Object.values(state.operators).filter((operator) => operator.state === 'available' && operator.operatorId !== me.operatorId),
  )
  return (
    <>
      <Menu.Label>{text.queues.takeFor}</Menu.Label>
      {free.length === 0 && <Menu.Item disabled>{text.common.nobody}</Menu.Item>}
      {free.map((operator) => (
        <Menu.Item
          key={operator.operatorId}
          leftSection={<IconUserPlus size={15} />}
          onClick={() => give(callId, operator.operatorId)}
        >
          {operator.name}
        </Menu.Item>
      ))}
      {queues.length > 0 && <Menu.Label>{text.queues.moveTo}</Menu.Label>}
      {queues.map((queue) => (
        <Menu.Item
          key={queue.queueId}
          leftSection={<IconArrowsShuffle size={15} />}
          onClick={() => attempt(rpc.supervise.moveCaller({ callId, queueId: queue.queueId }))}
        >
          {queue.name}
        </Menu.Item>
      ))}
    </>
  )
}

const give = (callId: string, operatorId: string) => attempt(rpc.supervise.takeCaller({ callId, operatorId }))

const CallerActions = memo(function CallerActions({ callId, queueId, name }: { callId: string; queueId: string; name: string }) {
  const { operatorId } = useMe()
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {operatorId && <TakeCaller callId={callId} operatorId={operatorId} />}
      <RowMenu label={text.queues.actionsFor({ name })}>
        <CallerMenu callId={callId} queueId={queueId} />
      </RowMenu>
    </Group>
  )
})

const CallerRow = memo(function CallerRow({ callId }: { callId: string }) {
  const callerName = useCallerName()
  const caller = useLive((state) => state.waiting[callId])
  const nameOf = useQueueName()
  const supervisor = useMay('supervisor')
  if (!caller) return null
  const name = callerName(caller.from, caller.fromName)
  const number = showNumber(caller.from)
  return (
    <Table.Tr className="cord-arrives">
      <Table.Td w={50} ff="monospace">
        {caller.position}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Text fw={500} title={caller.path.join(' › ')}>
          {name}
        </Text>
        {number && number !== name && (
          <Text size="xs" c="dimmed">
            {number}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {nameOf(caller.queueId)}
        {caller.status !== 'waiting' && (
          <Badge size="sm" display="block" w="max-content">
            {text.queues.status[caller.status]}
          </Badge>
        )}
      </Table.Td>
      <Table.Td visibleFrom="lg">
        <Text size="xs" c="dimmed" maw={140} truncate title={caller.path.join(' › ')}>
          {caller.path.join(' › ')}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Elapsed since={caller.since} fw={600} />
      </Table.Td>
      {supervisor && (
        <Table.Td>
          <CallerActions callId={callId} queueId={caller.queueId} name={name} />
        </Table.Td>
      )}
    </Table.Tr>
  )
})

/** The rows follow the feed by themselves: the table around them stays as it is. */
function CallerRows({ queueId }: { queueId: string | null }) {
  const ids = useLiveList((state) =>
    Object.values(state.waiting)
      .filter((caller) => !queueId || caller.queueId === queueId)
      .sort((a, b) => b.priority - a.priority || a.since - b.since)
      .map((caller) => caller.callId),
  )
  return ids.map((id) => <CallerRow key={id} callId={id} />)
}

/** Who waits, in the order they will be served. */
export function WaitingTable({ queueId }: { queueId: string | null }) {
  const supervisor = useMay('supervisor')
  const nobody = useLive((state) => !Object.values(state.waiting).some((caller) => !queueId || caller.queueId === queueId))
  const words = text.queues
  return (
    <Section title={words.waiting}>
      {nobody ? (
        <EmptyState art="waiting" title={words.noWaiting} help={words.noWaitingHelp} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.position}</Table.Th>
                <Table.Th>{words.caller}</Table.Th>
                <Table.Th>{text.common.queue}</Table.Th>
                <Table.Th visibleFrom="lg">{words.path}</Table.Th>
                <Table.Th ta="right">{words.waits}</Table.Th>
                {supervisor && (
                  <Table.Th>
                    <VisuallyHidden>{text.common.actions}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <CallerRows queueId={queueId} />
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  )
}
