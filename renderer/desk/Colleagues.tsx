import { ActionIcon, Box, Group, Text, Tooltip } from '@mantine/core'
import { IconPhone, IconPhoneOutgoing } from '@tabler/icons-react'
import { awayWords } from '../lib/awayWords.ts'
import { useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { useMe } from '../lib/session.ts'
import { dial, offerTransfer, transferable, usePhone } from '../phone/index.ts'
import { EmptyState, Section, StateBadge } from '../ui/index.ts'
import classes from './desk.module.css'

function Colleague({ id }: { id: string }) {
  const operator = useLive((state) => state.operators[id])
  const canCall = usePhone((state) => state.registration === 'registered')
  const talking = usePhone((state) => transferable(state) !== null)
  const { run } = useWork()
  if (!operator) return null
  const away = awayWords(operator.away)
  const label = talking ? text.phone.toNumber({ number: operator.name }) : text.desk.callColleague({ name: operator.name })
  return (
    <Group className={classes.row} justify="space-between" wrap="nowrap" component="li">
      <Box miw={0}>
        <Text size="md" truncate>
          {operator.name}
        </Text>
        {away && (
          <Text size="xs" c="var(--cord-warn)" truncate>
            {away}
          </Text>
        )}
      </Box>
      <Group gap="sm" wrap="nowrap">
        <StateBadge
          state={operator.state}
          label={operator.state === 'paused' && operator.reason ? reasonOf(operator.reason) : text.states[operator.state]}
        />
        <Text size="sm" c="dimmed" ff="monospace" w={40} ta="right">
          {operator.extension}
        </Text>
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            aria-label={label}
            disabled={!canCall}
            onClick={() => (talking ? offerTransfer(operator.extension) : run(() => dial(operator.extension)))}
          >
            {talking ? <IconPhoneOutgoing size={17} /> : <IconPhone size={17} />}
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}

/** Who else is here; a click calls them, and during a call offers to transfer it to them. */
export function Colleagues() {
  const { operatorId } = useMe()
  const ids = useLiveList((state) =>
    Object.values(state.operators)
      .filter((operator) => operator.operatorId !== operatorId)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((operator) => operator.operatorId),
  )
  return (
    <Section title={text.desk.colleagues}>
      {ids.length === 0 ? (
        <EmptyState art="people" title={text.desk.noColleagues} help={text.desk.noColleaguesHelp} />
      ) : (
        <ul className={classes.list}>
          {ids.map((id) => (
            <Colleague key={id} id={id} />
          ))}
        </ul>
      )}
    </Section>
  )
}
