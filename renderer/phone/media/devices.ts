// Which microphone, speaker and ringers: remembered by id and by label (ids change when a browser's data is cleared, labels
// when a headset is plugged in elsewhere), and what happens when one vanishes.

export type DeviceRole = 'microphone' | 'speaker' | 'ringer'
export type Device = { id: string; label: string }
export type DeviceKind = 'audioinput' | 'audiooutput'
export type Available = { kind: string; deviceId: string; label: string }
/** The roles of one device; it may ring on several. */
export type SingleRole = Exclude<DeviceRole, 'ringer'>
/** `null`, and no ringer: the system's default. */
export type DeviceChoice = Record<SingleRole, Device | null> & { ringers: readonly Device[] }

export const noChoice: DeviceChoice = { microphone: null, speaker: null, ringers: [] }

const storageKey = 'cordboard.devices'

/** The kind of device a role needs. */
export const kindOf = (role: DeviceRole): DeviceKind => (role === 'microphone' ? 'audioinput' : 'audiooutput')

/**
 * The device for a role: the remembered one by id, else by label, else the system's default (`null`).
 * `missing` is true when one was remembered and is not there.
 */
export function chooseDevice(
  wanted: Device | null,
  role: DeviceRole,
  available: readonly Available[],
): { device: Device | null; missing: boolean } {
  if (!wanted) return { device: null, missing: false }
  const fitting = available.filter((each) => each.kind === kindOf(role))
  const found =
    fitting.find((each) => each.deviceId === wanted.id && each.deviceId !== '') ??
    fitting.find((each) => each.label !== '' && each.label === wanted.label)
  return found ? { device: { id: found.deviceId, label: found.label }, missing: false } : { device: null, missing: true }
}

/** The chosen ringers that are there, each once, and those that are not; none there means the system's default. */
export function chooseRingers(
  wanted: readonly Device[],
  available: readonly Available[],
): { devices: Device[]; missing: Device[] } {
  const devices = new Map<string, Device>()
  const missing: Device[] = []
  for (const each of wanted) {
    const { device } = chooseDevice(each, 'ringer', available)
    if (device) devices.set(device.id, device)
    else missing.push(each)
  }
  return { devices: [...devices.values()], missing }
}

type Remembered = Partial<DeviceChoice> & { ringer?: Device | null }

/** Reads the remembered choice; anything unreadable is no choice. One ringer, as it once was remembered, is a list of one. */
export function loadChoice(storage: Pick<Storage, 'getItem'> = localStorage): DeviceChoice {
  try {
    const { ringer, ...choice } = JSON.parse(storage.getItem(storageKey) ?? '{}') as Remembered
    const ringers = Array.isArray(choice.ringers) ? choice.ringers : ringer ? [ringer] : []
    return { ...noChoice, ...choice, ringers }
  } catch {
    // Someone else's or a broken value: the system's defaults are right then.
    return noChoice
  }
}

export function saveChoice(choice: DeviceChoice, storage: Pick<Storage, 'setItem'> = localStorage): void {
  storage.setItem(storageKey, JSON.stringify(choice))
}

/** Lists audio devices; labels are empty until the microphone was allowed once. */
export async function listDevices(): Promise<Available[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter((each) => each.kind !== 'videoinput' && each.deviceId !== 'default' && each.deviceId !== 'communications')
    .map(({ kind, deviceId, label }) => ({ kind, deviceId, label }))
}
