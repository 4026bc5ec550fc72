// When a callback is tried again, as it is chosen beside its outcome.
import type { AttemptOutcome, Callback, CallbackOutcome } from '../../../shared/domain/calls.ts'
import { officeMoment } from '../../lib/format/time.ts'
import { rpc } from '../../lib/rpc/index.ts'

export const agains = ['never', 'm15', 'h1', 'tomorrow', 'at'] as const
export type Again = (typeof agains)[number]

const minute = 60_000
const later = { m15: 15 * minute, h1: 60 * minute, tomorrow: 24 * 60 * minute }

/** What somebody may say of a call they returned. */
export const outcomes = ['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber', 'cancelled'] as const
export type Outcome = (typeof outcomes)[number]

const inVain: readonly CallbackOutcome[] = ['noAnswer', 'busy']

/** Nobody was spoken to: it is tried again unless they say otherwise. */
export const usualAgain = (outcome: Outcome | null): Again => (outcome && inVain.includes(outcome) ? 'h1' : 'never')

/** What the telephone told and nobody has to say again. That somebody answered says nothing: a mailbox answers, too. */
export function toldOutcome({ attempts }: Callback): Outcome | null {
  const last = attempts.at(-1)
  return last?.outcomeDue ? (outcomes.find((each) => each === last.result && inVain.includes(each)) ?? null) : null
}

/** Epoch ms; null: not again, or `at` is no time yet. */
export function againAt(again: Again, at: string, now: number): number | null {
  if (again === 'never') return null
  if (again !== 'at') return now + later[again]
  return at ? officeMoment(at) : null
}

/** Files the outcome: closes the request, or puts it off until `at`. */
export function fileOutcome({ id }: Callback, outcome: Outcome, at: number | null, note: string): Promise<Callback> {
  if (at === null) return rpc.callbacks.finish({ id, outcome, note })
  const result: AttemptOutcome | undefined = outcome === 'cancelled' ? undefined : outcome
  return rpc.callbacks.retry({ id, at, note, ...(result ? { result } : {}) })
}
