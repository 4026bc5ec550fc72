import { Button, Text } from '@mantine/core'
import { IconParkingCircle } from '@tabler/icons-react'
import { useCallerName } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useExtensionName } from '../../lib/session.ts'
import { pickUp } from '../actions.ts'
import { usePhone } from '../store.ts'
import { PanelList, PanelRow } from './PanelList.tsx'
import { type ParkedCall, useParked } from './parked.ts'

function Parked({ parked }: { parked: ParkedCall }) {
  const { slot, number, by, since, returning } = parked
  const name = useCallerName()(number, parked.name)
  const nameOf = useExtensionName()
  const canPickUp = usePhone((state) => state.extension !== null)
  const { busy, run } = useWork()
  return (
    <PanelRow
      label={`${slot}: ${name}`}
      name={name}
      since={since}
      about={[by && text.phone.parkedBy({ name: nameOf(by) }), returning && text.phone.parkReturning]}
      before={
        <Text fw={600} ff="monospace">
          {slot}
        </Text>
      }
      action={
        canPickUp && (
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
        )
      }
    />
  )
}

/** Everyone who is parked, on every console; one click takes them. */
export function ParkedCalls() {
  const parked = useParked()
  return (
    <PanelList icon={<IconParkingCircle size={16} aria-hidden />} title={text.phone.parkedCalls}>
      {parked.map((each) => (
        <Parked key={each.slot} parked={each} />
      ))}
    </PanelList>
  )
}
