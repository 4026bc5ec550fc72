// The telephone's own sounds, made by WebAudio: no files, nothing to load, nothing to license.
import type { Ringing } from '../../../shared/domain/ringing.ts'
import { gainOf, type Note, ringtones } from './ringtones.ts'

type Cadence = { frequencies: readonly number[]; onMs: number; offMs: number; gain: number }

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

/** A note, from `atMs` from now on; a loudness of 1 is all there is. */
function play(into: AudioNode, { atMs, ms, frequencies, struck, wave = 'sine' }: Note, loudness: number): void {
  const at = into.context
  const gain = new GainNode(at, { gain: 0 })
  gain.connect(into)
  const start = at.currentTime + atMs / 1000
  const end = start + ms / 1000
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loudness, start + (struck ? 0.005 : 0.02))
  if (struck) gain.gain.exponentialRampToValueAtTime(0.0001, end)
  else {
    gain.gain.setValueAtTime(loudness, Math.max(start + 0.02, end - 0.08))
    gain.gain.linearRampToValueAtTime(0, end)
  }
  for (const frequency of frequencies) {
    const tone = new OscillatorNode(at, { frequency, type: wave })
    tone.connect(gain)
    tone.start(start)
    tone.stop(end)
  }
}

const burst = (into: AudioNode, { onMs: ms, frequencies, gain }: Cadence) => play(into, { atMs: 0, ms, frequencies }, gain)

/**
 * The outputs are asked for anew each time: what is plugged in while it rings rings with the next round. Stopping fades out what sounds
 * or was to come, within 50 ms.
 */
function repeat(outputs: () => Output[], everyMs: number, round: (into: AudioNode) => void): Sound {
  let sounding: GainNode[] = []
  const once = () => {
    sounding = outputs().map((output) => {
      const whole = new GainNode(output)
      whole.connect(output.destination)
      round(whole)
      return whole
    })
  }
  once()
  const timer = setInterval(once, everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      for (const { gain, context } of sounding) gain.setTargetAtTime(0, context.currentTime, 0.01)
    },
  }
}

const repeatCadence = (cadence: Cadence): Sound => repeat(ear, cadence.onMs + cadence.offMs, (into) => burst(into, cadence))

/** Rings on every ringer until stopped. */
export function startRinging({ tone, volume }: Ringing): Sound {
  const { everyMs, notes } = ringtones[tone]
  const loudness = gainOf(volume)
  return repeat(bells, everyMs, (into) => {
    for (const note of notes) play(into, note, loudness * (note.gain ?? 1))
  })
}

/** What a caller hears while the other side rings, where the exchange sends none. */
export const startRingback = (): Sound => repeatCadence(ringback)

/** Call waiting: one quiet beep, so that it never talks over the running call, and one more every 10 s. */
export function startCallWaiting(): Sound {
  return repeatCadence({ frequencies: [880], onMs: 120, offMs: 9880, gain: 0.03 })
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
  for (const output of ear()) burst(output.destination, { frequencies, onMs: 120, offMs: 0, gain: 0.04 })
}
