import { Group, Text } from '@mantine/core'
import type { Callback } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { roughly, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useOperatorName, useQueueName } from '../lib/session.ts'
import { ChoiceRow } from '../ui/index.ts'

/** One callback in the list: name or number, queue, how old, who has it. */
export function CallbackRow({ item, selected, onSelect }: { item: Callback; selected: boolean; onSelect(): void }) {
  const now = useHostNow()
  const queueName = useQueueName()
  const operatorName = useOperatorName()
  const callerName = useCallerName()
  const words = text.callbacks
  const late = item.retryAt !== null && item.retryAt > now
  const mark = item.refused ? text.callSettings.callbackRefused : item.unconfirmed ? text.callSettings.callbackUnconfirmed : ''
  const status =
    item.attempts.at(-1)?.outcomeDue && item.status !== 'done'
      ? words.outcomeDue
      : item.outcome
        ? words.outcome[item.outcome]
        : item.claimedBy
          ? words.claimedBy({ name: operatorName(item.claimedBy) })
          : late
            ? words.notBefore({ time: shortMoment(item.retryAt ?? 0, now) })
            : words.status[item.status]
  return (
    <ChoiceRow id={`callback-${item.id}`} selected={selected} onSelect={onSelect}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} truncate>
          {callerName(item.number, '')}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {roughly(now - item.createdAt)}
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed" truncate>
          {queueName(item.queueId)}
        </Text>
        {mark && (
          <Text size="xs" fw={500} c="var(--cord-warn)" style={{ whiteSpace: 'nowrap' }}>
            {mark}
          </Text>
        )}
        <Text size="xs" c={item.claimedBy ? 'var(--cord-busy)' : 'dimmed'} truncate>
          {status}
        </Text>
      </Group>
    </ChoiceRow>
  )
}
