// A simulated call: how it begins, what is done in it, and a run of it that is kept with the flow as a test.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { language } from '../domain/office.ts'

/** What people do when their telephone rings; `away` has none. */
export const phoneMode = z.enum(['answer', 'busy', 'noAnswer', 'away'])
export type PhoneMode = z.infer<typeof phoneMode>

/** Everyone who is not named. */
export const everyone = '*'

export const simulatedStart = z.object({
  from: z.string().max(40).default('+4930123456'),
  to: z.string().min(1).max(40).default('100'),
  /** Wall time in `timeZone`, so that “Sunday 23:30” stays that. */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  timeZone: z.string().max(60),
  language,
  /** By extension; `*` is everyone else, outside numbers included. */
  phones: z.record(z.string().max(20), phoneMode).default({}),
})
export type SimulatedStart = z.infer<typeof simulatedStart>

export const simulatedAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('press'), keys: z.string().regex(/^[0-9A-D*#]{1,32}$/) }),
  /** The caller says nothing until something happens. */
  z.object({ do: z.literal('skip') }),
  z.object({ do: z.literal('hangup') }),
  /** Whoever the caller talks to hangs up. */
  z.object({ do: z.literal('otherHangsUp') }),
  z.object({ do: z.literal('phone'), phone: z.string().max(20), mode: phoneMode }),
  /** The answer to the oldest request that waits. `status` 0: none comes. */
  z.object({ do: z.literal('http'), status: z.int().min(0).max(599), body: z.string().max(20_000).default('') }),
])
export type SimulatedAct = z.infer<typeof simulatedAct>

export const flowTestStep = z.object({
  /** Where the caller stands when it is done, and how long after the last thing that happened to them. */
  node: z.string().max(64),
  afterMs: z.number().min(0).max(86_400_000),
  act: simulatedAct,
})
export type FlowTestStep = z.infer<typeof flowTestStep>

export const flowTest = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  start: simulatedStart,
  steps: z.array(flowTestStep).max(200),
  /** Which steps the caller left by which way out, in order; the last one may have none. */
  path: z.array(z.string().max(140)).max(1100),
  /** How the call ended; null while it still went on. */
  outcome: z.string().max(40).nullable(),
})
export type FlowTest = z.infer<typeof flowTest>

/** The result of a flow test on the flow as it is now. */
export const runResult = z.object({
  id: z.string(),
  name: z.string(),
  passed: z.boolean(),
  path: z.array(z.string()),
  outcome: z.string().nullable(),
  /** Where it first went another way: what was kept, and what came instead. */
  expected: z.string().optional(),
  came: z.string().optional(),
})
export type RunResult = z.infer<typeof runResult>

/** The moment at which it begins, epoch ms; null where the date or the zone is none. */
export function momentOf({ at, timeZone }: Pick<SimulatedStart, 'at' | 'timeZone'>): number | null {
  const moment = DateTime.fromISO(at, { zone: timeZone })
  return moment.isValid ? moment.toMillis() : null
}

/** The wall time of a moment in that zone; null where the zone is none. */
export function wallTimeOf(at: number, timeZone: string): string | null {
  const moment = DateTime.fromMillis(at, { zone: timeZone })
  return moment.isValid ? moment.toFormat("yyyy-MM-dd'T'HH:mm") : null
}

/** The first thing in which a run differs from what was kept; null when nothing does. */
export function firstDifference(
  kept: Pick<FlowTest, 'path' | 'outcome'>,
  run: Pick<RunResult, 'path' | 'outcome'>,
): { expected: string; came: string } | null {
  const length = Math.max(kept.path.length, run.path.length)
  for (let at = 0; at < length; at++)
    if (kept.path[at] !== run.path[at]) return { expected: kept.path[at] ?? '–', came: run.path[at] ?? '–' }
  return kept.outcome === run.outcome ? null : { expected: kept.outcome ?? '–', came: run.outcome ?? '–' }
}
