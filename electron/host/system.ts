// The world as the engine's ports see it: the wall clock and chance.
import { randomBytes, randomInt } from 'node:crypto'
import type { Chance, Clock } from '../engine/ports.ts'

/** Longest time setTimeout takes, ms. */
const longestTimeout = 2_000_000_000

export const wallClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestTimeout))
    return { cancel: () => clearTimeout(timer) }
  },
}

export const dice: Chance = {
  next: () => randomInt(0, 2 ** 32) / 2 ** 32,
  id: () => randomBytes(8).toString('hex'),
}
