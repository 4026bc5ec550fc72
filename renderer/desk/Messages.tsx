import { Anchor, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Voicemail } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { clock, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { type LiveState, useLiveList } from '../lib/live/index.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'
import { useShortened } from './useShortened.tsx'

/** New ones that are mine or nobody's yet, the newest first. */
export const newMessages =
  (operatorId: string | null) =>
  ({ voicemails }: LiveState): Voicemail[] =>
    Object.values(voicemails)
      .filter(({ status, assignedTo }) => status === 'new' && (assignedTo === null || assignedTo === operatorId))
      .sort((a, b) => b.at - a.at)

/** Messages that nobody has heard; nothing while there is none. */
export function Messages({ operatorId }: { operatorId: string | null }) {
  const messages = useLiveList(newMessages(operatorId))
  const name = useCallerName()
  const now = useHostNow()
  const { shown, more } = useShortened(messages, 5)
  if (messages.length === 0) return null
  return (
    <Section title={text.desk.messages({ count: messages.length })}>
      <ul className={classes.list}>
        {shown.map(({ id, from, fromName, at, seconds }) => (
          <Group key={id} className={classes.row} justify="space-between" wrap="nowrap" component="li">
            <Anchor component={Link} to={`/voicemail?id=${encodeURIComponent(id)}`} size="md" truncate>
              {name(from, fromName)}
            </Anchor>
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {clock(seconds * 1000)} · {shortMoment(at, now)}
            </Text>
          </Group>
        ))}
      </ul>
      {more}
    </Section>
  )
}
