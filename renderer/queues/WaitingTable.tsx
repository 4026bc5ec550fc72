import { ActionIcon, Badge, Button, Group, Menu, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowsShuffle, IconDots, IconMoodSmile, IconUserPlus } from '@tabler/icons-react'
import { useCallerName } from '../lib/contacts.ts'
import { tellError } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay, useMe, useQueueName } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { Nothing, Section } from '../ui/index.ts'

const attempt = (work: Promise<unknown>) => void work.catch(tellError)

function CallerActions({ callId, queueId, name }: { callId: string; queueId: string; name: string }) {
  const me = useMe()
  const queues = useLiveList((state) => Object.values(state.queues).filter((queue) => queue.queueId !== queueId))
  const free = useLiveList((state) =>
    Object.values(state.operators).filter((operator) => operator.state === 'available' && operator.operatorId !== me.operatorId),
  )
  const mine = useLive((state) => (me.operatorId ? (state.operators[me.operatorId]?.state ?? 'offline') : 'offline'))
  const give = (operatorId: string) => attempt(rpc.supervise.takeCaller({ callId, operatorId }))
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {me.operatorId && mine !== 'offline' && mine !== 'busy' && (
        <Button size="compact-xs" variant="default" onClick={() => give(me.operatorId ?? '')}>
          {text.queues.takeMyself}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.queues.actionsFor(name)}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{text.queues.takeFor}</Menu.Label>
          {free.length === 0 && <Menu.Item disabled>{text.common.nobody}</Menu.Item>}
          {free.map((operator) => (
            <Menu.Item
              key={operator.operatorId}
              leftSection={<IconUserPlus size={15} />}
              onClick={() => give(operator.operatorId)}
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
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

function CallerRow({ callId }: { callId: string }) {
  const callerName = useCallerName()
  const caller = useLive((state) => state.waiting[callId])
  const nameOf = useQueueName()
  const supervisor = useMay('supervisor')
  if (!caller) return null
  const name = callerName(caller.from, caller.fromName)
  const number = showNumber(caller.from)
  return (
    <Table.Tr>
      <Table.Td w={50} ff="monospace">
        {caller.position}
      </Table.Td>
      <Table.Td>
        <Text fw={500}>{name}</Text>
        {number && number !== name && (
          <Text size="xs" c="dimmed">
            {number}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {nameOf(caller.queueId)}
        {caller.status !== 'waiting' && (
          <Badge ml={8} size="sm">
            {text.queues.status[caller.status]}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="xs" c="dimmed" maw={260} truncate title={caller.path.join(' › ')}>
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
}

/** Who waits, in the order they will be served. */
export function WaitingTable({ queueId }: { queueId: string | null }) {
  const supervisor = useMay('supervisor')
  const ids = useLiveList((state) =>
    Object.values(state.waiting)
      .filter((caller) => !queueId || caller.queueId === queueId)
      .sort((a, b) => b.priority - a.priority || a.since - b.since)
      .map((caller) => caller.callId),
  )
  const words = text.queues
  return (
    <Section title={words.waiting}>
      {ids.length === 0 ? (
        <Nothing icon={<IconMoodSmile size={20} />} title={words.noWaiting} help={words.noWaitingHelp} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.position}</Table.Th>
                <Table.Th>{words.caller}</Table.Th>
                <Table.Th>{text.common.queue}</Table.Th>
                <Table.Th>{words.path}</Table.Th>
                <Table.Th ta="right">{words.waits}</Table.Th>
                {supervisor && (
                  <Table.Th>
                    <VisuallyHidden>{text.common.actions}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {ids.map((id) => (
                <CallerRow key={id} callId={id} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  )
}
