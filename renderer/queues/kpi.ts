// The key figures of one or more queues, from the counters the feed carries; the formulas are the host's own.
import type { OperatorLive, QueueLive } from '../../shared/domain/calls.ts'
import { abandonRate, averageAnswerMs, averageHandleMs, occupancy, serviceLevel } from '../../shared/domain/kpi.ts'

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
  /** 0–1: in conversations and wrap-ups, of that and the time available. */
  occupancy: number | null
}

/** What the operators have worked today, added up; what goes on now as how many there are and the sum of their beginnings. */
export type Work = Record<'busyMs' | 'busyNow' | 'busySince' | 'availableMs' | 'freeNow' | 'freeSince', number>

/** Adds the operators up. */
export function workOf(operators: readonly OperatorLive[]): Work {
  const busy = operators.filter(({ state }) => state === 'busy' || state === 'wrapUp')
  const free = operators.filter(({ state }) => state === 'available')
  const sum = (of: readonly OperatorLive[], field: 'busyMs' | 'availableMs' | 'since') =>
    of.reduce((total, operator) => total + operator[field], 0)
  return {
    busyMs: sum(operators, 'busyMs'),
    busyNow: busy.length,
    busySince: sum(busy, 'since'),
    availableMs: sum(operators, 'availableMs'),
    freeNow: free.length,
    freeSince: sum(free, 'since'),
  }
}

/** The occupancy at that moment; null before anyone has worked. */
export function occupancyAt(now: number, work: Work): number | null {
  // What began after the clock's last tick has not lasted yet.
  const [busy, free] = [Math.max(0, work.busyNow * now - work.busySince), Math.max(0, work.freeNow * now - work.freeSince)]
  return occupancy(work.busyMs + busy, work.availableMs + free)
}

/**
 * Key figures of several queues together. Operators of more than one queue would be counted more than once, so
 * `staff` is told from the operators' own list.
 */
export function kpisOf(queues: readonly QueueLive[], staff: Pick<Kpis, 'loggedIn' | 'available' | 'occupancy'>): Kpis {
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
