// The telephone's own sounds, made by WebAudio: no files, nothing to load, nothing to license.

type Cadence = { frequencies: number[]; onMs: number; offMs: number; gain: number }

const ring: Cadence = { frequencies: [587.33, 739.99], onMs: 900, offMs: 1900, gain: 0.12 }
/** ETSI TR 101 041: 425 Hz, 1 s in 5 s. */
const ringback: Cadence = { frequencies: [425], onMs: 1000, offMs: 4000, gain: 0.06 }

export type Sound = { stop(): void }

type Output = AudioContext & { setSinkId?(id: string): Promise<void> }

let earpiece: Output | undefined
let ringers: Output[] = []

function woken(output: Output): Output {
  void output.resume()
  return output
}

/** Where the ear is: tones that belong to a call sound there, never from the loudspeaker on the wall. */
function ear(): Output[] {
  earpiece ??= new AudioContext()
  return [woken(earpiece)]
}

/** Where it rings: the chosen ringers, else the system's default. */
function bells(): Output[] {
  if (ringers.length === 0) ringers = [new AudioContext()]
  return ringers.map(woken)
}

async function outputOn(deviceId: string): Promise<Output | null> {
  const output: Output = new AudioContext()
  try {
    if (!output.setSinkId) throw new Error('This browser plays on the system’s default only.')
    await output.setSinkId(deviceId)
    return output
  } catch {
    // Not there, or not allowed: the others ring, and where none is left, the system's default.
    await output.close()
    return null
  }
}

let asked = 0

/** The output devices of ringing, all at once; none for the system's default. One that cannot be opened is left out. */
export async function setRingers(deviceIds: readonly string[]): Promise<void> {
  asked += 1
  const mine = asked
  const opened = (await Promise.all(deviceIds.map(outputOn))).filter((output) => output !== null)
  const unused = mine === asked ? ringers : opened
  if (mine === asked) ringers = opened
  for (const output of unused) void output.close()
}

/** The output device of the tones of a call; empty for the system's default. Failing leaves it where it was. */
export async function setEarpiece(deviceId: string): Promise<void> {
  for (const output of ear()) await output.setSinkId?.(deviceId).catch(() => undefined)
}

function burst(at: Output, cadence: Cadence): void {
  const seconds = cadence.onMs / 1000
  const gain = new GainNode(at, { gain: 0 })
  gain.connect(at.destination)
  const now = at.currentTime
  gain.gain.setValueAtTime(0, now)
  gain.gain.linearRampToValueAtTime(cadence.gain, now + 0.02)
  gain.gain.setValueAtTime(cadence.gain, now + seconds - 0.08)
  gain.gain.linearRampToValueAtTime(0, now + seconds)
  for (const frequency of cadence.frequencies) {
    const tone = new OscillatorNode(at, { frequency })
    tone.connect(gain)
    tone.start(now)
    tone.stop(now + seconds)
  }
}

/** The outputs are asked for anew each time: what is plugged in while it rings rings with the next burst. */
function repeat(outputs: () => Output[], cadence: Cadence): Sound {
  const once = () => {
    for (const output of outputs()) burst(output, cadence)
  }
  once()
  const timer = setInterval(once, cadence.onMs + cadence.offMs)
  return { stop: () => clearInterval(timer) }
}

/** Rings on every ringer until stopped. */
export const startRinging = (): Sound => repeat(bells, ring)

/** What a caller hears while the other side rings, where the exchange sends none. */
export const startRingback = (): Sound => repeat(ear, ringback)

/** Call waiting: one quiet beep, so that it never talks over the running call, and one more every 10 s. */
export function startCallWaiting(): Sound {
  return repeat(ear, { frequencies: [880], onMs: 120, offMs: 9880, gain: 0.03 })
}

const keypad: Record<string, [number, number]> = {
  '1': [697, 1209],
  '2': [697, 1336],
  '3': [697, 1477],
  '4': [770, 1209],
  '5': [770, 1336],
  '6': [770, 1477],
  '7': [852, 1209],
  '8': [852, 1336],
  '9': [852, 1477],
  '*': [941, 1209],
  '0': [941, 1336],
  '#': [941, 1477],
}

/** The short tone of a pressed key, for the one who pressed it. */
export function keyTone(key: string): void {
  const frequencies = keypad[key]
  if (!frequencies) return
  for (const output of ear()) burst(output, { frequencies, onMs: 120, offMs: 0, gain: 0.04 })
}
