// Which headset's buttons the page may use: the person chooses among those that are there, and the choice is remembered.
import type { HIDDevice, Session } from 'electron'
import type { OfferedHeadset } from '../../../shared/contract/shell.ts'
import { isOurs } from './address.ts'
import type { Memory } from './memory.ts'

type Offer = (headsets: OfferedHeadset[]) => void
export type Headsets = {
  /** Told what there is to choose from. */
  follow(offer: Offer): void
  /** By the person; null for none. */
  choose(id: string | null): void
}

/** One chooser for a session, however many windows there will be of it. */
export function chooseHeadsets(pages: Session, memory: Memory): Headsets {
  let offer: Offer = () => {}
  let asking: { devices: readonly HIDDevice[]; done: (id?: string | null) => void } | undefined
  const choose = (id: string | null) => {
    const device = asking?.devices.find(({ deviceId }) => deviceId === id)
    if (device) memory.keep({ headset: { vendorId: device.vendorId, productId: device.productId } })
    if (device) asking?.done(device.deviceId)
    else asking?.done()
    asking = undefined
  }
  pages.setDevicePermissionHandler(({ deviceType, origin, device }) => {
    const known = memory.now.headset
    const { vendorId, productId } = device as HIDDevice
    return deviceType === 'hid' && isOurs(`${origin}/`) && known?.vendorId === vendorId && known.productId === productId
  })
  // The page asks for telephony devices only.
  pages.on('select-hid-device', (event, { deviceList }, done) => {
    event.preventDefault()
    choose(null) // of a question before
    asking = { devices: deviceList, done }
    if (deviceList.length === 0) return choose(null)
    offer(deviceList.map(({ deviceId, name }) => ({ id: deviceId, name })))
  })
  return {
    follow: (listener) => {
      offer = listener
    },
    choose,
  }
}
