import { Alert, Anchor, Badge, Button, Divider, Group, Kbd, List, Stack, Text, Title } from '@mantine/core'
import { IconPhone, IconRotateClockwise } from '@tabler/icons-react'
import { Link } from 'react-router'
import { type Callback, owesOutcome } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { useWork } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { roughly, shortMoment, timeOfDay } from '../lib/format/time.ts'
import { QueueHours } from '../lib/hours/QueueHours.tsx'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe, useOperatorName, useQueueName } from '../lib/session.ts'
import { keysInHand, OutcomeForm, useOutcomeOnPage } from '../phone/index.ts'
import { isOpen } from './order.ts'
import { Preview } from './Preview.tsx'

function Head({ item }: { item: Callback }) {
  const now = useHostNow()
  const queueName = useQueueName()
  const number = showNumber(item.number)
  const name = useCallerName()(item.number, '')
  const words = text.callbacks
  return (
    <div>
      <Group gap="sm">
        <Title order={2} fz="xl">
          {name}
        </Title>
        {name !== number && <Text c="dimmed">{number}</Text>}
        {item.keys && (
          <Text size="sm" c="dimmed">
            {words.keysAfter({ keys: keysInHand(item.keys) })}
          </Text>
        )}
        <Badge color={item.status === 'pending' ? 'cord' : 'gray'}>
          {item.outcome ? words.outcome[item.outcome] : words.status[item.status]}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {queueName(item.queueId)} · {words.asked} {shortMoment(item.createdAt, now)} ·{' '}
        {words.age({ time: roughly(now - item.createdAt) })}
      </Text>
      {item.callId && (
        <Anchor component={Link} to={`/calls/${encodeURIComponent(item.callId)}`} size="sm">
          {words.story}
        </Anchor>
      )}
    </div>
  )
}

/** How it went, or when to try again; asked here rather than at the telephone while this page shows it. */
function Outcome({ item }: { item: Callback }) {
  useOutcomeOnPage(item.id)
  return <OutcomeForm key={item.attempts.length} item={item} />
}

function Attempts({ item }: { item: Callback }) {
  const now = useHostNow()
  const nameOf = useOperatorName()
  const { outcome, status } = text.callbacks
  const results: Partial<Record<string, string>> = { ...outcome, dialing: status.dialing, failed: text.outcomes.failed }
  return (
    <Stack gap={4}>
      <Title order={3}>{text.callbacks.attempts}</Title>
      {item.attempts.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.callbacks.noAttempts}
        </Text>
      )}
      <List size="sm" spacing={2}>
        {item.attempts.map((attempt) => (
          <List.Item key={attempt.at}>
            {shortMoment(attempt.at, now)} · {nameOf(attempt.operatorId)} · {results[attempt.result] ?? attempt.result}
            {attempt.outcomeDue ? ` · ${text.callbacks.outcomeDue}` : ''}
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

/** One callback: what it is about, and every way to deal with it. */
export function CallbackDetail({ item, onReturn }: { item: Callback; onReturn(): Promise<unknown> }) {
  const { operatorId } = useMe()
  const { busy, run } = useWork()
  const operatorName = useOperatorName()
  const mine = item.claimedBy !== null && item.claimedBy === operatorId
  const owed = owesOutcome(item, operatorId)
  const free = item.claimedBy === null
  const words = text.callbacks
  return (
    <Stack gap="lg" p="lg" maw={680}>
      <Head item={item} />
      {isOpen(item) && (
        <>
          {!free && (
            <Alert p="xs" color={mine ? 'cord' : 'yellow'}>
              {words.claimedBy({ name: mine ? words.you : operatorName(item.claimedBy) })}
              {item.leaseUntil ? ` · ${words.leaseEnds({ time: timeOfDay(item.leaseUntil) })}` : ''}
            </Alert>
          )}
          <Group gap="xs">
            {(free || mine) && (
              <Button
                leftSection={<IconPhone size={17} />}
                rightSection={
                  <Kbd size="xs" aria-hidden>
                    R
                  </Kbd>
                }
                loading={busy}
                onClick={() => run(onReturn)}
              >
                {words.returnCall}
              </Button>
            )}
            {free && (
              <Button variant="default" loading={busy} onClick={() => run(() => rpc.callbacks.claim({ id: item.id }))}>
                {words.claim}
              </Button>
            )}
            {mine && (
              <Button variant="default" loading={busy} onClick={() => run(() => rpc.callbacks.release({ id: item.id }))}>
                {words.release}
              </Button>
            )}
            <Text size="xs" c="dimmed">
              {words.returnHint}
            </Text>
          </Group>
          <QueueHours queueId={item.queueId} at={null} />
          {(mine || owed) && item.status !== 'dialing' && (
            <>
              <Divider />
              <Outcome item={item} />
            </>
          )}
        </>
      )}
      {!isOpen(item) && (
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconRotateClockwise size={17} />}
            loading={busy}
            onClick={() => run(() => rpc.callbacks.reopen({ id: item.id }))}
          >
            {words.reopen}
          </Button>
        </Group>
      )}
      {!mine && !owed && item.note && (
        <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
          {item.note}
        </Text>
      )}
      <Divider />
      <Preview key={item.id} item={item} />
      <Divider />
      <Attempts item={item} />
    </Stack>
  )
}
