// The telephone's own sounds, made by WebAudio: no files, nothing to load, nothing to license.

type Cadence = { frequencies: number[]; onMs: number; offMs: number; gain: number }

const ring: Cadence = { frequencies: [587.33, 739.99], onMs: 900, offMs: 1900, gain: 0.12 }
/** ETSI TR 101 041: 425 Hz, 1 s in 5 s. */
const ringback: Cadence = { frequencies: [425], onMs: 1000, offMs: 4000, gain: 0.06 }

export type Sound = { stop(): void }

let context: (AudioContext & { setSinkId?(id: string): Promise<void> }) | undefined

function audio() {
  context ??= new AudioContext()
  void context.resume()
  return context
}

/** The output device of ringing; empty for the system's default. Failing leaves it where it was. */
export async function setRinger(deviceId: string): Promise<void> {
  await audio()
    .setSinkId?.(deviceId)
    .catch(() => undefined)
}

function burst(cadence: Cadence, seconds: number): void {
  const at = audio()
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

function repeat(cadence: Cadence): Sound {
  burst(cadence, cadence.onMs / 1000)
  const timer = setInterval(() => burst(cadence, cadence.onMs / 1000), cadence.onMs + cadence.offMs)
  return { stop: () => clearInterval(timer) }
}

/** Rings until stopped. */
export const startRinging = (): Sound => repeat(ring)

/** What a caller hears while the other side rings, where the exchange sends none. */
export const startRingback = (): Sound => repeat(ringback)

/** Call waiting: one quiet beep, so that it never talks over the running call, and one more every 10 s. */
export function startCallWaiting(): Sound {
  return repeat({ frequencies: [880], onMs: 120, offMs: 9880, gain: 0.03 })
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
  if (frequencies) burst({ frequencies, onMs: 120, offMs: 0, gain: 0.04 }, 0.12)
}
