// Which of the free operators is offered the call. Lower penalty dominates; the strategies decide among equals (app_queue's semantics).
import type { Queue } from '../../../shared/domain/office.ts'

export type Candidate = { id: string; penalty: number; idleSince: number; callsToday: number }

/** Operators to offer to, best first; all of the lowest penalty with `ringAll`, otherwise one. `last` is the one served last. */
export function choose(
  strategy: Queue['strategy'],
  candidates: readonly Candidate[],
  order: readonly string[],
  last: string | null,
  chance: () => number,
): string[] {
  if (candidates.length === 0) return []
  const lowest = Math.min(...candidates.map((c) => c.penalty))
  const equals = candidates.filter((c) => c.penalty === lowest)
  const rank = (id: string) => order.indexOf(id)
  const first = (better: (a: Candidate, b: Candidate) => number) =>
    [...equals].sort((a, b) => better(a, b) || rank(a.id) - rank(b.id))[0] as Candidate
  switch (strategy) {
    case 'ringAll':
      return equals.map((c) => c.id)
    case 'longestIdle':
      return [first((a, b) => a.idleSince - b.idleSince).id]
    case 'fewestCalls':
      return [first((a, b) => a.callsToday - b.callsToday || a.idleSince - b.idleSince).id]
    case 'linear':
      return [first(() => 0).id]
    case 'random':
      return [(equals[Math.floor(chance() * equals.length)] as Candidate).id]
    case 'roundRobin': {
      const from = last === null ? -1 : rank(last)
      const turn = (id: string) => (rank(id) - from - 1 + order.length) % order.length
      return [first((a, b) => turn(a.id) - turn(b.id)).id]
    }
  }
}
