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

/** A state from `at` (epoch ms) until the next of the same operator; `unknown`: the host was down. */
export const stateChange = z.object({
  operatorId: z.string(),
  at: z.number(),
  state: z.enum([...operatorState.options, 'unknown']),
  reason: z.string().nullable(),
})
export type StateChange = z.infer<typeof stateChange>
export type KnownState = StateChange['state']

/** The host ran from `since` to `until`, epoch ms. */
export type HostRun = { since: number; until: number }
/** A restart that is over so soon leaves no gap, ms. */
const shortestGapMs = 10_000

/**
 * The changes with what is not known between two runs of the host, oldest first by operator: from the end of the one an operator
 * is `unknown`, from the beginning of the next in the state of before, unless that run tells another.
 */
export function withGaps(changes: readonly StateChange[], runs: readonly HostRun[], until: number): StateChange[] {
  const gaps = runs.flatMap((run, at) => {
    const next = runs[at + 1]
    return next && next.since - run.until >= shortestGapMs && run.until < until ? [{ from: run.until, until: next.since }] : []
  })
  if (gaps.length === 0) return [...changes]
  return [...Map.groupBy(changes, ({ operatorId }) => operatorId).values()].flatMap((own) => {
    const added = gaps.flatMap(({ from, until: end }): StateChange[] => {
      const last = own.findLast(({ at }) => at <= from)
      if (!last) return []
      // Noted with a time within the gap: who logged out as the host went is known to have been so since.
      const begins = own.findLast(({ at }) => at <= end) ?? last
      return [
        { ...last, at: from, state: 'unknown', reason: null },
        { ...begins, at: end },
      ]
    })
    const within = (at: number) => gaps.some((gap) => at >= gap.from && at <= gap.until)
    return [...own.filter(({ at }) => !within(at)), ...added].sort((a, b) => a.at - b.at)
  })
}
