import { Anchor, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Callback } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { roughly } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import type { LiveState } from '../lib/live/index.ts'
import { useQueueName } from '../lib/session.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'
import { useShortened } from './useShortened.tsx'

/** Those I have claimed and not dealt with yet. */
export const claimedCallbacks =
  (operatorId: string | null) =>
  ({ callbacks }: LiveState): Callback[] =>
    operatorId === null
      ? []
      : Object.values(callbacks).filter(({ claimedBy, status }) => claimedBy === operatorId && status !== 'done')

/** Those that anybody of these queues may return now, who waits longest first. */
export const dueCallbacks =
  (queueIds: readonly string[], now: number) =>
  ({ callbacks }: LiveState): Callback[] =>
    Object.values(callbacks)
      .filter(({ status, queueId, retryAt }) => status === 'pending' && queueIds.includes(queueId) && (retryAt ?? 0) <= now)
      .sort((a, b) => a.createdAt - b.createdAt)

/** Some callbacks, each a way to its page; nothing where there is none. */
export function Callbacks({ title, callbacks }: { title: string; callbacks: readonly Callback[] }) {
  const now = useHostNow()
  const name = useCallerName()
  const queueName = useQueueName()
  const { shown, more } = useShortened(callbacks, 5)
  if (callbacks.length === 0) return null
  return (
    <Section title={title}>
      <ul className={classes.list}>
        {shown.map(({ id, number, queueId, createdAt }) => (
          <Group key={id} className={classes.row} justify="space-between" wrap="nowrap" component="li">
            <Anchor component={Link} to={`/callbacks?id=${encodeURIComponent(id)}`} size="md" truncate>
              {name(number, '')}
            </Anchor>
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {queueName(queueId)} · {roughly(now - createdAt)}
            </Text>
          </Group>
        ))}
      </ul>
      {more}
    </Section>
  )
}

/** Its sections as they are named. */
export const callbackTitles = {
  mine: (count: number) => text.desk.myCallbacks({ count }),
  due: (count: number) => text.desk.dueCallbacks({ count }),
}
