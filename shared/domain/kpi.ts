// The formulas of the queue numbers (docs/spec/queues.md), each with the text shown next to it.
import type { QueueLive } from './calls.ts'

type Counts = Pick<
  QueueLive,
  'answered' | 'abandoned' | 'answeredWithin' | 'shortAbandoned' | 'sumWaitMs' | 'sumHandleMs' | 'handled'
>
const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** 0–1, or null before the first call. */
export const serviceLevel = (c: Counts) => ratio(c.answeredWithin, c.answered + c.abandoned - c.shortAbandoned)
/** Average speed of answer, ms. */
export const averageAnswerMs = (c: Counts) => ratio(c.sumWaitMs, c.answered)
/** Average handling time, ms: talk + hold + wrap-up. */
export const averageHandleMs = (c: Counts) => ratio(c.sumHandleMs, c.handled)
/** 0–1; short abandons left out. */
export const abandonRate = (c: Counts) => ratio(c.abandoned - c.shortAbandoned, c.answered + c.abandoned - c.shortAbandoned)
/** 0–1 of the operators' logged-in time that was spent on calls. */
export const occupancy = (busyMs: number, availableMs: number) => ratio(busyMs, busyMs + availableMs)

export const formulas = {
  serviceLevel: 'answered within T ÷ (answered + abandoned − abandoned within the short time)',
  averageAnswer: 'Σ wait of answered ÷ answered',
  averageHandle: 'Σ (talk + hold + wrap-up) ÷ handled',
  abandonRate: '(abandoned − short) ÷ (answered + abandoned − short)',
  occupancy: '(talk + hold + wrap-up) ÷ (that + available)',
} as const

/** Expected wait of a new caller, ms, from the last answered ones as app_queue smooths it: h = (3h + new) ÷ 4. */
export function smoothedWait(before: number | null, waitMs: number): number {
  return before === null ? waitMs : (3 * before + waitMs) / 4
}
