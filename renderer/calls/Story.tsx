import { Button, Group, Text, Timeline, Title } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { clock, timeOfDaySeconds } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useOperatorName, useQueueName } from '../lib/session.ts'
import { CallLanes } from './CallLanes.tsx'
import { type StoryLine, storyOf } from './story.ts'

type StoryProps = { call: CallRecord; trace: readonly TraceEvent[]; labels: Record<string, string> }

/** What happened: who was in the call when, and on asking every step, leg by leg and node by node. */
export function Story({ call, trace, labels }: StoryProps) {
  const [unfolded, setUnfolded] = useState(false)
  const queue = useQueueName()
  const operator = useOperatorName()
  const lines = storyOf(trace, labels, { queue, operator })
  return (
    <section aria-label={text.calls.story}>
      <Title order={3} mb="sm">
        {text.calls.story}
      </Title>
      <CallLanes call={call} trace={trace} parts={call.parts} labels={labels} />
      <Button
        mt="sm"
        size="compact-sm"
        variant="subtle"
        aria-expanded={unfolded}
        rightSection={unfolded ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
        onClick={() => setUnfolded(!unfolded)}
      >
        {text.calls.lanes.steps({ count: lines.length })}
      </Button>
      {unfolded && <Steps lines={lines} startedAt={call.startedAt} />}
    </section>
  )
}

/** With the time since the call began. */
function Steps({ lines, startedAt }: { lines: readonly StoryLine[]; startedAt: number }) {
  return (
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
  )
}
