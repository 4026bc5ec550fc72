import { Group, Text, Timeline, Title } from '@mantine/core'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { clock, timeOfDaySeconds } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useOperatorName, useQueueName } from '../lib/session.ts'
import { storyOf } from './story.ts'

/** What happened, leg by leg and node by node, with the time since the call began. */
export function Story({
  trace,
  labels,
  startedAt,
}: {
  trace: readonly TraceEvent[]
  labels: Record<string, string>
  startedAt: number
}) {
  const queue = useQueueName()
  const operator = useOperatorName()
  const lines = storyOf(trace, labels, { queue, operator })
  return (
    <section aria-label={text.calls.story}>
      <Title order={3} mb="sm">
        {text.calls.story}
      </Title>
      <Timeline bulletSize={12} lineWidth={2} active={lines.length}>
        {lines.map((line) => (
          <Timeline.Item
            key={line.seq}
            color={line.weight === 'detail' ? 'gray' : 'cord'}
            lineVariant="solid"
            mt={line.weight === 'detail' ? 8 : 12}
          >
            <Group justify="space-between" wrap="nowrap" gap="sm" align="baseline">
              <Text size="sm" fw={line.weight === 'detail' ? 400 : 600}>
                {line.title}
              </Text>
              <Text size="xs" c="dimmed" ff="monospace" title={timeOfDaySeconds(line.at)}>
                {clock(line.at - startedAt)}
              </Text>
            </Group>
            {line.detail && (
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {line.detail}
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  )
}
