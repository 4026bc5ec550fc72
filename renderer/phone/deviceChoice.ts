// Chosen devices put into force: at the start, when chosen, and when something is plugged in or pulled out.

import { tell } from '../lib/feedback/tell.ts'
import { text } from '../lib/i18n/index.ts'
import { agent } from './agent.ts'
import { chooseDevice, type Device, type DeviceRole, listDevices, saveChoice } from './devices.ts'
import { openMicrophone, probeMicrophone } from './microphone.ts'
import { setSpeaker } from './playback.ts'
import { phone } from './store.ts'
import { setRinger } from './tones.ts'

const roles: readonly DeviceRole[] = ['microphone', 'speaker', 'ringer']

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

async function put(role: DeviceRole, device: Device | null): Promise<void> {
  if (role === 'speaker') await setSpeaker(device?.id ?? '')
  else if (role === 'ringer') await setRinger(device?.id ?? '')
  else await swapMicrophone(device)
}

/** Chooses a device and remembers it; `null` is the system's default. A running call changes over at once. */
export async function choose(role: DeviceRole, device: Device | null): Promise<void> {
  const choice = { ...phone.getState().choice, [role]: device }
  saveChoice(choice)
  phone.setState((state) => ({ choice, missing: state.missing.filter((each) => each !== role) }))
  await put(role, device)
  if (role === 'microphone') phone.setState({ microphone: await probeMicrophone(device) })
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
  const missing: DeviceRole[] = []
  for (const role of roles) {
    const found = chooseDevice(choice[role], role, available)
    if (found.missing) missing.push(role)
    const changed = found.missing !== before.includes(role)
    if (!changed) continue
    await put(role, found.device).catch(() => undefined)
    const label = choice[role]?.label ?? ''
    if (found.missing) tell('warning', text.phone.devices.vanished(label, text.phone.devices[role]))
    else tell('info', text.phone.devices.back(label))
  }
  phone.setState({ available, missing })
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
    const { speaker, ringer } = phone.getState().choice
    if (speaker) void setSpeaker(speaker.id)
    if (ringer) void setRinger(ringer.id)
  })
  mediaDevices.addEventListener('devicechange', onChange)
  return () => mediaDevices.removeEventListener('devicechange', onChange)
}
