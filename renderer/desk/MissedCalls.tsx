import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import type { CallRecord, OperatorLive } from '../../shared/domain/calls.ts'
import { hostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { useLoad } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { startOfDay, timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { offerNumber } from '../phone/index.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'
import { useShortened } from './useShortened.tsx'

function Missed({ call }: { call: CallRecord }) {
  const name = useCallerName()(call.from, call.fromName)
  const label = text.desk.callBack({ name })
  return (
    <Group className={classes.row} justify="space-between" wrap="nowrap" component="li">
      <Text size="md" truncate>
        {name}
      </Text>
      <Group gap="sm" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {text.outcomes[call.outcome]}
        </Text>
        <Text size="sm" c="dimmed" ff="monospace">
          {timeOfDay(call.startedAt)}
        </Text>
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            aria-label={label}
            disabled={!showNumber(call.from)}
            onClick={() => offerNumber(call.from)}
          >
            <IconPhone size={17} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}

/** What rang at my telephone today and was neither taken nor turned away by me; nothing while there is none. */
export function MissedCalls({ operator }: { operator: OperatorLive | null }) {
  const { extension } = useMe()
  const { data } = useLoad(
    async () => {
      if (!extension) return []
      const { calls } = await rpc.calls.list({ missedBy: extension, from: startOfDay(hostNow()), limit: 50 })
      // One that still rings may be taken yet.
      return calls.filter(({ endedAt }) => endedAt !== null)
    },
    `${extension} ${operator?.callsToday ?? 0} ${operator?.state ?? ''}`,
  )
  const { shown, more } = useShortened(data ?? [], 5)
  if (!data?.length) return null
  return (
    <Section title={text.desk.missedCalls({ count: data.length })}>
      <ul className={classes.list}>
        {shown.map((call) => (
          <Missed key={call.id} call={call} />
        ))}
      </ul>
      {more}
    </Section>
  )
}
