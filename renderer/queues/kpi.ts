// The key figures of one or more queues, from the counters the feed carries; the formulas are the host's own.
import type { QueueLive } from '../../shared/domain/calls.ts'
import { abandonRate, averageAnswerMs, averageHandleMs, serviceLevel } from '../../shared/domain/kpi.ts'

const counters = [
  'waiting',
  'answered',
  'abandoned',
  'answeredWithin',
  'shortAbandoned',
  'sumWaitMs',
  'sumHandleMs',
  'handled',
] as const
type Counter = (typeof counters)[number]

export type Kpis = {
  waiting: number
  longestWaitSince: number | null
  /** Shares are 0–1; null where nothing happened that could be divided by. */
  serviceLevel: number | null
  /** Mean wait of answered callers, ms. */
  asaMs: number | null
  /** Mean of talk, hold and wrap-up, ms. */
  ahtMs: number | null
  abandonRate: number | null
  loggedIn: number
  available: number
}

/**
 * Key figures of several queues together. Operators of more than one queue would be counted more than once, so
 * `staff` is told from the operators' own list.
 */
export function kpisOf(queues: readonly QueueLive[], staff: { loggedIn: number; available: number }): Kpis {
  const sum = (field: Counter) => queues.reduce((total, queue) => total + queue[field], 0)
  const counts = Object.fromEntries(counters.map((field) => [field, sum(field)])) as Record<Counter, number>
  const starts = queues.flatMap((queue) => (queue.longestWaitSince === null ? [] : [queue.longestWaitSince]))
  return {
    waiting: sum('waiting'),
    longestWaitSince: starts.length > 0 ? Math.min(...starts) : null,
    serviceLevel: serviceLevel(counts),
    asaMs: averageAnswerMs(counts),
    ahtMs: averageHandleMs(counts),
    abandonRate: abandonRate(counts),
    ...staff,
  }
}
