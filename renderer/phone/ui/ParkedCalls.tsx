import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconParkingCircle } from '@tabler/icons-react'
import { useCallerName } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useExtensionName } from '../../lib/session.ts'
import { Elapsed } from '../../lib/view/Elapsed.tsx'
import { pickUp } from '../actions.ts'
import { usePhone } from '../store.ts'
import { type ParkedCall, useParked } from './parked.ts'
import classes from './phone.module.css'

function Parked({ parked }: { parked: ParkedCall }) {
  const { slot, number, by, since, returning } = parked
  const name = useCallerName()(number, parked.name)
  const nameOf = useExtensionName()
  const canPickUp = usePhone((state) => state.extension !== null)
  const { busy, run } = useWork()
  return (
    <Group className={classes.parked} component="li" wrap="nowrap" gap="xs" aria-label={`${slot}: ${name}`}>
      <Text fw={600} ff="monospace">
        {slot}
      </Text>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          <Elapsed since={since} size="xs" c="dimmed" />
          {by ? ` · ${text.phone.parkedBy({ name: nameOf(by) })}` : ''}
          {returning ? ` · ${text.phone.parkReturning}` : ''}
        </Text>
      </div>
      {canPickUp && (
        <Button
          size="xs"
          variant="default"
          px="xs"
          loading={busy}
          aria-label={text.phone.pickUpFrom({ slot, name })}
          onClick={() => run(() => pickUp(slot))}
        >
          {text.phone.pickUp}
        </Button>
      )}
    </Group>
  )
}

/** Everyone who is parked, on every console; one click takes them. */
export function ParkedCalls() {
  const parked = useParked()
  if (parked.length === 0) return null
  return (
    <section aria-label={text.phone.parkedCalls}>
      <Group gap={6} mb={4}>
        <IconParkingCircle size={16} aria-hidden />
        <Title order={3} size="sm">
          {text.phone.parkedCalls}
        </Title>
      </Group>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {parked.map((each) => (
          <Parked key={each.slot} parked={each} />
        ))}
      </Stack>
    </section>
  )
}
