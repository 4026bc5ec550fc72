import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { useCallerName } from '../lib/contacts.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
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
export function MissedCalls({ calls }: { calls: readonly CallRecord[] }) {
  const { shown, more } = useShortened(calls, 5)
  if (calls.length === 0) return null
  return (
    <Section title={text.desk.missedCalls({ count: calls.length })}>
      <ul className={classes.list}>
        {shown.map((call) => (
          <Missed key={call.id} call={call} />
        ))}
      </ul>
      {more}
    </Section>
  )
}
