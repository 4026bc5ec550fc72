// The paired headset of this computer: opened when it is there, its buttons led to the lines, its lamps kept in step.
import { tellError } from '../../lib/feedback/tell.ts'
import { answer, hangUp, reject, setMute, toggleHold } from '../actions.ts'
import { activeLine, phone, ringingLine } from '../store.ts'
import { type Button, Headset, type HidDevice, isHeadset, telephonyPage } from './driver.ts'
import { lampsOf, verbOf } from './verbs.ts'

type Hid = {
  getDevices(): Promise<HidDevice[]>
  requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]>
  addEventListener(type: 'connect' | 'disconnect', listener: (event: { device: HidDevice }) => void): void
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: { device: HidDevice }) => void): void
}

/** WebHID, where the browser has it. */
const hid = (): Hid | undefined => (navigator as { hid?: Hid }).hid

export const headsetsPossible = (): boolean => hid() !== undefined

let current: Headset | null = null

const lines = () => ({ ringing: ringingLine(phone.getState()), active: activeLine(phone.getState()) })

function pressed(button: Button, on: boolean): void {
  const { ringing, active } = lines()
  const verb = verbOf(button, on, { ringing, active })
  const work = async () => {
    if (verb === 'answer' && ringing) await answer(ringing.id)
    if (verb === 'reject' && ringing) await reject(ringing.id)
    if (verb === 'hangUp' && active) await hangUp(active.id)
    if (verb === 'hold' && active) await toggleHold(active)
    if (verb === 'mute' && active) setMute(active.id, !active.muted)
  }
  void work().catch(tellError)
}

async function use(device: HidDevice): Promise<void> {
  if (current || !isHeadset(device)) return
  const headset = new Headset(device, pressed)
  current = headset
  try {
    await headset.open()
    phone.setState({ headset: device.productName })
    await headset.show(lampsOf(lines()))
  } catch (error) {
    current = null
    throw error
  }
}

async function leave(): Promise<void> {
  const headset = current
  current = null
  phone.setState({ headset: null })
  // It may have been pulled out, and then there is nothing to close.
  await headset?.close().catch(() => undefined)
}

/** Asks the person which headset may be used, from a click; the browser remembers it. False when none was chosen, or none that can answer. */
export async function pairHeadset(): Promise<boolean> {
  const chosen = (await hid()?.requestDevice({ filters: [{ usagePage: telephonyPage }] })) ?? []
  const device = chosen.find(isHeadset)
  if (!device) return false
  await leave()
  await use(device)
  return true
}

/** Follows the headset and the lines. Returns what stops it. */
export function watchHeadset(): () => void {
  const devices = hid()
  if (!devices) return () => {}
  const onConnect = ({ device }: { device: HidDevice }) => void use(device).catch(() => undefined)
  const onDisconnect = ({ device }: { device: HidDevice }) => void (current?.device === device && leave())
  devices.addEventListener('connect', onConnect)
  devices.addEventListener('disconnect', onDisconnect)
  // One that another program holds is tried again when it is plugged in anew.
  void devices.getDevices().then(async (known) => {
    for (const device of known) await use(device).catch(() => undefined)
  })
  let shown = ''
  const stop = phone.subscribe(() => {
    const lamps = lampsOf(lines())
    const text = JSON.stringify(lamps)
    if (text === shown) return
    shown = text
    void current?.show(lamps)
  })
  return () => {
    stop()
    devices.removeEventListener('connect', onConnect)
    devices.removeEventListener('disconnect', onDisconnect)
    void leave()
  }
}
