// Chosen devices put into force: at the start, when chosen, and when something is plugged in or pulled out.

import { tell } from '../../lib/feedback/tell.ts'
import { text } from '../../lib/i18n/index.ts'
import { agent } from '../agent.ts'
import { phone } from '../store.ts'
import {
  type Available,
  chooseDevice,
  chooseRingers,
  type Device,
  type DeviceChoice,
  listDevices,
  type SingleRole,
  saveChoice,
} from './devices.ts'
import { openMicrophone, probeMicrophone } from './microphone.ts'
import { setSpeaker } from './playback.ts'
import { setEarpiece, setRingers } from './tones.ts'

const roles: readonly SingleRole[] = ['microphone', 'speaker']

async function swapMicrophone(device: Device | null): Promise<void> {
  for (const line of agent.lines.values()) {
    if (!line.peer) continue
    const [track] = (await openMicrophone(device)).getAudioTracks()
    if (track) await line.putMicrophone(track)
  }
}

/** The system's own microphone is no choice that can be missing: a line whose microphone was pulled out gets the one that is there now. */
async function mendMicrophone(): Promise<void> {
  const silent = [...agent.lines.values()].some((line) => line.microphoneGone)
  const { choice, missing } = phone.getState()
  if (silent) await swapMicrophone(missing.includes('microphone') ? null : choice.microphone).catch(() => undefined)
}

async function put(role: SingleRole, device: Device | null): Promise<void> {
  if (role === 'microphone') return swapMicrophone(device)
  await setSpeaker(device?.id ?? '')
  await setEarpiece(device?.id ?? '')
}

function remember(change: Partial<DeviceChoice>): void {
  const choice = { ...phone.getState().choice, ...change }
  saveChoice(choice)
  phone.setState({ choice })
}

/** Chooses a device and remembers it; `null` is the system's default. A running call changes over at once. */
export async function choose(role: SingleRole, device: Device | null): Promise<void> {
  remember({ [role]: device })
  phone.setState((state) => ({ missing: state.missing.filter((each) => each !== role) }))
  await put(role, device)
  if (role === 'microphone') phone.setState({ microphone: await probeMicrophone(device) })
}

/** The ids it rings on, so that plugging something else leaves a ringing bell alone. */
let ringing = ''

async function ringOn(devices: readonly Device[]): Promise<void> {
  const ids = devices.map((each) => each.id)
  if (ids.join() === ringing) return
  ringing = ids.join()
  await setRingers(ids)
}

/** Chooses on which devices it rings, all at once, and remembers them; none is the system's default. */
export async function chooseRinging(ringers: readonly Device[]): Promise<void> {
  remember({ ringers })
  const { devices, missing } = chooseRingers(ringers, phone.getState().available)
  phone.setState({ missingRingers: missing.map((each) => each.label) })
  await ringOn(devices)
}

/** Rings on what is there now; says which ringer went and which came back. */
async function refreshRingers(available: readonly Available[]): Promise<void> {
  const { choice, missingRingers: before } = phone.getState()
  const { devices, missing } = chooseRingers(choice.ringers, available)
  const words = text.phone.devices
  for (const { label } of missing) {
    if (before.includes(label)) continue
    tell('warning', devices.length > 0 ? words.ringerGone({ label }) : words.vanished({ label, role: words.ringer }))
  }
  for (const { label } of choice.ringers) {
    if (before.includes(label) && !missing.some((each) => each.label === label)) tell('info', words.back({ label }))
  }
  phone.setState({ missingRingers: missing.map((each) => each.label) })
  await ringOn(devices)
}

let speakerSeen = false

/** Some browsers never name speakers: only one that was there can be gone. */
async function speakerGone(): Promise<boolean> {
  const there = (await navigator.mediaDevices.enumerateDevices()).some((each) => each.kind === 'audiooutput')
  speakerSeen ||= there
  return speakerSeen && !there
}

/** Looks at what is plugged in now: vanished devices fall back to the default and say so, returned ones are used again. */
export async function refreshDevices(): Promise<void> {
  const available = await listDevices()
  phone.setState({ speakerGone: await speakerGone() })
  const { choice, missing: before } = phone.getState()
  const missing: SingleRole[] = []
  for (const role of roles) {
    const found = chooseDevice(choice[role], role, available)
    if (found.missing) missing.push(role)
    const changed = found.missing !== before.includes(role)
    if (!changed) continue
    await put(role, found.device).catch(() => undefined)
    const label = choice[role]?.label ?? ''
    if (found.missing) tell('warning', text.phone.devices.vanished({ label, role: text.phone.devices[role] }))
    else tell('info', text.phone.devices.back({ label }))
  }
  phone.setState({ available, missing })
  await refreshRingers(available)
  await mendMicrophone()
}

/** Asks for the microphone and follows the plugging of devices. Returns what stops it. */
export function watchDevices(): () => void {
  const { mediaDevices } = navigator
  if (!mediaDevices) {
    phone.setState({ microphone: 'insecure' })
    return () => {}
  }
  const look = async () => {
    phone.setState({ microphone: await probeMicrophone(phone.getState().choice.microphone) })
    await refreshDevices()
  }
  const onChange = () => void look()
  void look().then(() => {
    const { choice, available } = phone.getState()
    const { device } = chooseDevice(choice.speaker, 'speaker', available)
    if (device) void put('speaker', device)
  })
  mediaDevices.addEventListener('devicechange', onChange)
  return () => mediaDevices.removeEventListener('devicechange', onChange)
}
