import { Anchor, Stack, Text } from '@mantine/core'
import { hostNow } from '../../lib/clock.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { askCaller } from './askCaller.ts'
import classes from './phone.module.css'

/** What is known of the caller: the contact, the way they came, what they keyed, their last calls, the office's own page. */
export function CallerCard({ callId }: { callId: string }) {
  const { data } = useLoad(() => askCaller(callId), callId)
  if (!data) return null
  const { contact, path, keyed, calls, screenPop } = data
  const words = text.phone.caller
  const notes = [contact?.company, contact?.note].filter(Boolean).join(' · ')
  return (
    <Stack className={classes.caller} component="section" gap={2} aria-label={words.title}>
      {notes && <Text size="xs">{notes}</Text>}
      {path.length > 0 && (
        <Text size="xs" c="dimmed">
          {text.phone.path}: {path.join(' › ')}
        </Text>
      )}
      {keyed.length > 0 && (
        <Text size="xs" c="dimmed">
          {words.keyed}: {keyed.map(({ node, keys }) => `${node} ${keys}`).join(', ')}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {calls.length === 0 ? words.firstCall : words.lastCalls}
      </Text>
      {calls.map((call) => (
        <Text key={call.id} size="xs" truncate title={call.note ?? undefined}>
          <Anchor href={`#/calls/${encodeURIComponent(call.id)}`} size="xs">
            {shortMoment(call.startedAt, hostNow())}
          </Anchor>{' '}
          {[text.outcomes[call.outcome], call.disposition, call.note].filter(Boolean).join(' · ')}
        </Text>
      ))}
      {screenPop && (
        <Anchor href={screenPop} target="_blank" rel="noreferrer" size="xs">
          {words.open}
        </Anchor>
      )}
    </Stack>
  )
}
