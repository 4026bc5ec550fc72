import { Group, Stack, Text, Title } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { text } from '../../lib/i18n/index.ts'
import { type LiveState, useLiveList } from '../../lib/live/index.ts'
import { useExtensionName } from '../../lib/session.ts'
import { Elapsed } from '../../lib/view/Elapsed.tsx'
import { usePhone } from '../store.ts'
import classes from './phone.module.css'

/** Callers who wait for this extension while it is on another call, and those whom it sent to wait for somebody; by who came first. */
const campedOn = ({ calls }: LiveState, own: string | null): LiveCall[] =>
  Object.values(calls)
    .filter(({ transfer }) => transfer?.campOn && own !== null && (transfer.to === own || transfer.by === own))
    .sort((a, b) => (a.transfer?.campOn?.since ?? 0) - (b.transfer?.campOn?.since ?? 0))

function Camper({ call: { transfer } }: { call: LiveCall }) {
  const name = useCallerName()(transfer?.number ?? '', transfer?.name ?? '')
  const nameOf = useExtensionName()
  const own = usePhone((state) => state.extension)
  if (!transfer?.campOn) return null
  const { since, position } = transfer.campOn
  const mine = transfer.to === own
  const about = mine
    ? transfer.by && text.phone.campedBy({ name: nameOf(transfer.by) })
    : text.phone.campsOn({ name: nameOf(transfer.to) })
  return (
    <Group className={classes.parked} component="li" wrap="nowrap" gap="xs">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          <Elapsed since={since} size="xs" c="dimmed" />
          {about ? ` · ${about}` : ''}
          {position > 1 ? ` · ${text.phone.campedAt({ position })}` : ''}
        </Text>
        {mine && transfer.note && (
          <Text size="xs" lineClamp={2}>
            {transfer.note}
          </Text>
        )}
      </div>
    </Group>
  )
}

/** Who waits until somebody is free, here or by one's own transfer. */
export function CampedOn() {
  const own = usePhone((state) => state.extension)
  const campers = useLiveList((state) => campedOn(state, own))
  if (campers.length === 0) return null
  return (
    <section aria-label={text.phone.campers}>
      <Group gap={6} mb={4}>
        <IconHourglass size={16} aria-hidden />
        <Title order={3} size="sm">
          {text.phone.campers}
        </Title>
      </Group>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {campers.map((call) => (
          <Camper key={call.id} call={call} />
        ))}
      </Stack>
    </section>
  )
}
