import { Anchor, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useHostNow } from '../lib/clock.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { roughly } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { useMe, useQueueName } from '../lib/session.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'

/** Callbacks I have claimed and not dealt with yet; nothing while there is none. */
export function MyCallbacks() {
  const { operatorId } = useMe()
  const now = useHostNow()
  const queueName = useQueueName()
  const mine = useLiveList((state) =>
    Object.values(state.callbacks).filter(({ claimedBy, status }) => claimedBy === operatorId && status !== 'done'),
  )
  if (operatorId === null || mine.length === 0) return null
  return (
    <Section title={text.desk.myCallbacks({ count: mine.length })}>
      <ul className={classes.list}>
        {mine.map(({ id, number, queueId, createdAt }) => (
          <Group key={id} className={classes.row} justify="space-between" wrap="nowrap" component="li">
            <Anchor component={Link} to={`/callbacks?id=${encodeURIComponent(id)}`} size="md">
              {showNumber(number)}
            </Anchor>
            <Text size="sm" c="dimmed">
              {queueName(queueId)} · {roughly(now - createdAt)}
            </Text>
          </Group>
        ))}
      </ul>
    </Section>
  )
}
