import { Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { text } from '../../lib/i18n/index.ts'
import { type LiveState, useLiveList } from '../../lib/live/index.ts'
import { useExtensionName } from '../../lib/session.ts'
import { usePhone } from '../store.ts'
import { PanelList, PanelRow } from './PanelList.tsx'

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
  const note = mine && transfer.note && (
    <Text size="xs" lineClamp={2}>
      {transfer.note}
    </Text>
  )
  return <PanelRow name={name} since={since} about={[about, position > 1 && text.phone.campedAt({ position })]} below={note} />
}

/** Who waits until somebody is free, here or by one's own transfer. */
export function CampedOn() {
  const own = usePhone((state) => state.extension)
  const campers = useLiveList((state) => campedOn(state, own))
  return (
    <PanelList icon={<IconHourglass size={16} aria-hidden />} title={text.phone.campers}>
      {campers.map((call) => (
        <Camper key={call.id} call={call} />
      ))}
    </PanelList>
  )
}
