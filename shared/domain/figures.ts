// Figures of a period, as charts draw them.
import { z } from 'zod'
import { operatorState } from './calls.ts'
import { quarterHour } from './wallboard.ts'

/** Ends of the bins in which waits are counted, ms; the last has none. */
export const waitBins = [10_000, 20_000, 30_000, 60_000, 120_000, 300_000] as const

/** How many waited up to `upTo` (ms; null: longer than all of them). */
export const waitBin = z.object({ upTo: z.number().nullable(), answered: z.int(), abandoned: z.int() })
export type WaitBin = z.infer<typeof waitBin>

export const queueFigures = z.object({
  /** Of all asked queues together, oldest first. */
  quarters: z.array(quarterHour),
  waits: z.array(waitBin),
})
export type QueueFigures = z.infer<typeof queueFigures>

/** A state from `at` (epoch ms) until the next of the same operator. */
export const stateChange = z.object({
  operatorId: z.string(),
  at: z.number(),
  state: operatorState,
  reason: z.string().nullable(),
})
export type StateChange = z.infer<typeof stateChange>
