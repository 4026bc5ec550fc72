import { Alert, Anchor, Badge, Button, Divider, Group, Kbd, List, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Callback, CallbackOutcome } from '../../shared/domain/calls.ts'
import { hostNow, useHostNow } from '../lib/clock.ts'
import { useWork } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { roughly, shortMoment, timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe, useOperatorName, useQueueName } from '../lib/session.ts'
import { useTyped } from '../lib/view/useTyped.ts'
import { keysInHand } from '../phone/index.ts'
import { isOpen } from './order.ts'
import { Preview } from './Preview.tsx'

const results: CallbackOutcome[] = ['reached', 'noAnswer', 'busy', 'wrongNumber', 'cancelled']
const minute = 60_000

function Head({ item }: { item: Callback }) {
  const now = useHostNow()
  const queueName = useQueueName()
  const words = text.callbacks
  return (
    <div>
      <Group gap="sm">
        <Title order={2} fz="xl">
          {showNumber(item.number)}
        </Title>
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

/** How it went, or when to try again; the note goes with either. */
function Outcome({ item }: { item: Callback }) {
  const { text: note, type } = useTyped(item.note ?? '')
  const { busy, run } = useWork()
  const words = text.callbacks
  const withNote = note ? { note } : {}
  const retry = (at: number) => run(() => rpc.callbacks.retry({ id: item.id, at, ...withNote }))
  return (
    <Stack gap="sm">
      <Title order={3}>{words.outcomeTitle}</Title>
      <Textarea
        label={text.common.note}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Group gap="xs" role="group" aria-label={words.outcomeTitle}>
        {results.map((outcome) => (
          <Button
            key={outcome}
            size="xs"
            variant={outcome === 'reached' ? 'filled' : 'default'}
            loading={busy}
            onClick={() => run(() => rpc.callbacks.finish({ id: item.id, outcome, ...withNote }))}
          >
            {words.outcome[outcome]}
          </Button>
        ))}
      </Group>
      <Group gap="xs" role="group" aria-label={words.tryAgain}>
        <Text size="sm" c="dimmed">
          {words.tryAgain}
        </Text>
        <Button size="xs" variant="default" onClick={() => retry(hostNow() + 15 * minute)}>
          {words.tryIn.m15}
        </Button>
        <Button size="xs" variant="default" onClick={() => retry(hostNow() + 60 * minute)}>
          {words.tryIn.h1}
        </Button>
        <Button size="xs" variant="default" onClick={() => retry(hostNow() + 24 * 60 * minute)}>
          {words.tryIn.tomorrow}
        </Button>
      </Group>
    </Stack>
  )
}

function Attempts({ item }: { item: Callback }) {
  const now = useHostNow()
  const nameOf = useOperatorName()
  const outcomes: Partial<Record<string, string>> = text.callbacks.outcome
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
            {shortMoment(attempt.at, now)} · {nameOf(attempt.operatorId)} · {outcomes[attempt.result] ?? attempt.result}
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
          {mine && <Divider />}
          {mine && <Outcome item={item} />}
        </>
      )}
      {!mine && item.note && <Text size="sm">{item.note}</Text>}
      <Divider />
      <Preview key={item.id} item={item} />
      <Divider />
      <Attempts item={item} />
    </Stack>
  )
}
