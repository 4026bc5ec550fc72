// Changes of state as spans on a line. Pure.
import type { KnownState, StateChange } from '../../../shared/domain/figures.ts'

export type Segment = { state: Exclude<KnownState, 'offline'>; reason: string | null; from: number; until: number }
export type Line = { operatorId: string; segments: Segment[] }

/** By operator, in the order of their first change; who was not there at all is left out, and so is the time that is not yet. */
export function segmentsOf(changes: readonly StateChange[], from: number, until: number): Line[] {
  const byOperator = Map.groupBy(changes, ({ operatorId }) => operatorId)
  return [...byOperator].flatMap(([operatorId, own]) => {
    const segments = own.flatMap(({ state, reason, at }, index): Segment[] => {
      const [begins, ends] = [Math.max(at, from), Math.min(own[index + 1]?.at ?? until, until)]
      return state === 'offline' || ends <= begins ? [] : [{ state, reason, from: begins, until: ends }]
    })
    return segments.length === 0 ? [] : [{ operatorId, segments }]
  })
}

const hourMs = 3_600_000

/** From the full hour before the first to the full hour after the last, at least two hours. */
export function spanOf(lines: readonly Line[], from: number, until: number): [start: number, end: number] {
  const all = lines.flatMap(({ segments }) => segments)
  if (all.length === 0) return [from, until]
  const start = Math.floor(Math.min(...all.map((segment) => segment.from)) / hourMs) * hourMs
  const end = Math.ceil(Math.max(...all.map((segment) => segment.until)) / hourMs) * hourMs
  return [start, Math.max(end, start + 2 * hourMs)]
}
