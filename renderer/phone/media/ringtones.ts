// The ringtones as notes: made here, so that there is nothing to load and nothing to license.
import type { Ringtone } from '../../../shared/domain/ringing.ts'

/** Begins `atMs` into the tone. Plain ones keep their loudness, struck ones die away as a bell does; `gain` is beside the other notes of the tone. */
export type Note = {
  atMs: number
  ms: number
  frequencies: readonly number[]
  struck?: boolean
  wave?: OscillatorType
  gain?: number
}

/** Played again every `everyMs`. */
export type RingtoneNotes = { everyMs: number; notes: readonly Note[] }

const [c5, d5, e5, g5, a5, c6, e6] = [523.25, 587.33, 659.25, 783.99, 880, 1046.5, 1318.51] as const

/** A struck bar sounds its note and, softer and shorter, the fourth one above (two octaves). */
const bar = (atMs: number, frequency: number): Note[] => [
  { atMs, ms: 420, frequencies: [frequency], struck: true },
  { atMs, ms: 90, frequencies: [frequency * 4], struck: true, gain: 0.35 },
]
/** A bell has overtones that are no multiples. */
const bell = (atMs: number, frequency: number): Note[] => [
  { atMs, ms: 1100, frequencies: [frequency], struck: true },
  { atMs, ms: 600, frequencies: [frequency * 2.76], struck: true, gain: 0.3 },
]

export const ringtones: Record<Ringtone, RingtoneNotes> = {
  classic: { everyMs: 2800, notes: [{ atMs: 0, ms: 900, frequencies: [d5, 739.99] }] },
  double: {
    everyMs: 3000,
    notes: [0, 600].map((atMs) => ({ atMs, ms: 400, frequencies: [400, 450], wave: 'triangle' as const })),
  },
  chime: { everyMs: 3600, notes: [...bell(0, e6), ...bell(380, c6), ...bell(760, g5)] },
  marimba: {
    everyMs: 2600,
    notes: [c5, e5, g5, a5, g5, e5].flatMap((frequency, place) => bar(place * 170, frequency)),
  },
  soft: {
    everyMs: 3200,
    notes: [0, 800].map((atMs) => ({ atMs, ms: 650, frequencies: [c5, g5], struck: true, gain: 0.8 })),
  },
  piercing: {
    everyMs: 2000,
    notes: Array.from({ length: 10 }, (_, place) => ({
      atMs: place * 110,
      ms: 100,
      frequencies: [place % 2 === 0 ? 1480 : 1976],
      wave: 'square' as const,
      gain: 0.7,
    })),
  },
}

/** Loudness as the ear hears it: half the slider is half as loud, and the middle is as loud as the one tone once was. */
export const gainOf = (volume: number): number => 0.34 * (volume / 100) ** 2
