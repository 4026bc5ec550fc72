import { Alert, Badge, Button, CloseButton, Group, Menu, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconLogout, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { pauseReasons } from '../../shared/domain/pauseReason.ts'
import { useCallerName } from '../lib/contacts.ts'
import { useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useQueueName } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { Section, StateBadge } from '../ui/index.ts'
import { WrapUp } from './WrapUp.tsx'

function PauseMenu() {
  const { run } = useWork()
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlayerPause size={16} />} rightSection={<IconChevronDown size={14} />}>
          {text.desk.pause}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {pauseReasons.map((reason) => (
          <Menu.Item key={reason} onClick={() => run(() => rpc.desk.pause({ reason }))}>
            {reasonOf(reason)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Queues({ operator }: { operator: OperatorLive }) {
  const nameOf = useQueueName()
  const { run } = useWork()
  return (
    <Group gap={6} role="group" aria-label={text.desk.loggedInTo}>
      {operator.queues.map((id) => (
        <Badge
          key={id}
          size="lg"
          color="gray"
          rightSection={
            <CloseButton
              size="xs"
              aria-label={text.desk.logOutOf({ queue: nameOf(id) })}
              onClick={() => run(() => rpc.desk.logout({ queues: [id] }))}
            />
          }
        >
          {nameOf(id)}
        </Badge>
      ))}
    </Group>
  )
}

/** My state with its timer, the wrap-up when there is one, and the ways out of it. */
export function StateCard({ operator }: { operator: OperatorLive }) {
  const { busy, run } = useWork()
  const { state, reason, peer, since } = operator
  const callerName = useCallerName()
  const resting = state === 'paused' || state === 'unreachable'
  return (
    <Section
      title={text.common.state}
      beside={
        <Text size="sm" c="dimmed">
          {text.desk.callsToday({ count: operator.callsToday })}
        </Text>
      }
    >
      <Stack gap="md" p="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="sm">
            <StateBadge state={state} label={text.states[state]} size="md" />
            <Text size="sm" c="dimmed">
              {peer ? text.desk.with({ who: callerName(peer, '') }) : state === 'unreachable' ? '' : reasonOf(reason)}
            </Text>
          </Group>
          <Elapsed since={since} size="xl" fw={600} />
        </Group>
        {state === 'unreachable' && (
          <Alert color="red" p="xs">
            {reasonOf(reason)} {text.desk.unreachableHelp}
          </Alert>
        )}
        {state === 'wrapUp' && <WrapUp operator={operator} />}
        <Queues operator={operator} />
        <Group gap="xs">
          {resting ? (
            <Button leftSection={<IconPlayerPlay size={16} />} loading={busy} onClick={() => run(() => rpc.desk.resume())}>
              {text.desk.resume}
            </Button>
          ) : (
            <PauseMenu />
          )}
          <Button
            variant="default"
            leftSection={<IconLogout size={16} />}
            loading={busy}
            onClick={() => run(() => rpc.desk.logout({}))}
          >
            {text.desk.logOut}
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}
