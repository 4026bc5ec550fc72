import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPhoneRinging } from '@tabler/icons-react'
import { pickUpCodeOf } from '../../../shared/domain/pickUpCodes.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useExtensionName, useQueueName } from '../../lib/session.ts'
import { Elapsed } from '../../lib/view/Elapsed.tsx'
import { pickUp } from '../actions.ts'
import classes from './phone.module.css'
import { type RingingElsewhere, useRingingElsewhere } from './ringingElsewhere.ts'

/** So many are shown; of more the others are counted. */
const most = 4

function Ringing({ call, extension }: RingingElsewhere) {
  const name = useCallerName()(call.from, call.fromName)
  const colleague = useExtensionName()(extension)
  const queueName = useQueueName()
  const { busy, run } = useWork()
  const at = text.phone.ringsAt({ name: colleague })
  return (
    <Group className={classes.parked} component="li" wrap="nowrap" gap="xs" aria-label={`${name}: ${at}`}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          <Elapsed since={call.startedAt} size="xs" c="dimmed" />
          {` · ${at}`}
          {call.queueId ? ` · ${queueName(call.queueId)}` : ''}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        px="xs"
        loading={busy}
        aria-label={text.phone.pickUpAt({ name, colleague })}
        onClick={() => run(() => pickUp(pickUpCodeOf(extension)))}
      >
        {text.phone.pickUp}
      </Button>
    </Group>
  )
}

/** Calls that ring at colleagues of one's pick-up group; one click takes them. */
export function RingingAtColleagues() {
  const ringing = useRingingElsewhere()
  if (ringing.length === 0) return null
  return (
    <section aria-label={text.phone.ringingElsewhere}>
      <Group gap={6} mb={4}>
        <IconPhoneRinging size={16} aria-hidden />
        <Title order={3} size="sm">
          {text.phone.ringingElsewhere}
        </Title>
      </Group>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {ringing.slice(0, most).map((each) => (
          <Ringing key={each.call.id} {...each} />
        ))}
      </Stack>
      {ringing.length > most && (
        <Text size="xs" c="dimmed" mt={4}>
          {text.phone.ringingMore({ count: ringing.length - most })}
        </Text>
      )}
    </section>
  )
}
