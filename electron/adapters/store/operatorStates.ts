// Which operator was in which state since when; written as it changes, read for charts of a day. Beside it when the host ran:
// while it did not, nobody knows.
import type { OperatorState } from '../../../shared/domain/calls.ts'
import { type HostRun, type StateChange, withGaps } from '../../../shared/domain/figures.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

/** The host says that it runs at least so often, ms; one that was silent for longer has slept. */
export const runGapMs = 120_000

type Known = { operatorId: string; at: number; state: OperatorState; reason: string | null }

/** The last known of each operator is not written twice, also over a restart. */
export function operatorStates(sql: Sql, writes: DurableWrites) {
  const add = sql.prepare(
    `INSERT INTO operator_states (operator_id, at, state, reason) VALUES (:operatorId, :at, :state, :reason)
     ON CONFLICT (operator_id, at) DO UPDATE SET state = excluded.state, reason = excluded.reason`,
  )
  const newest = sql.prepare(
    'SELECT state, reason FROM operator_states WHERE operator_id = ? ORDER BY operator_id, at DESC LIMIT 1',
  )
  const begin = sql.prepare('INSERT INTO host_runs (since, seen_at) VALUES (:at, :at)')
  const goOn = sql.prepare('UPDATE host_runs SET seen_at = :at WHERE id = (SELECT max(id) FROM host_runs)')
  const known = new Map<string, string>()
  let seenAt: number | null = null
  const wordOf = (state: OperatorState, reason: string | null) => `${state} ${reason ?? ''}`
  return {
    changed({ operatorId, at, state, reason }: Known): void {
      const word = wordOf(state, reason)
      if (known.get(operatorId) === word) return
      const first = !known.has(operatorId)
      known.set(operatorId, word)
      writes.write(() => {
        const last = first ? (newest.get(operatorId) as { state: OperatorState; reason: string | null } | undefined) : undefined
        if (!last || wordOf(last.state, last.reason) !== word) add.run({ operatorId, at, state, reason })
      })
    },
    /** The host runs at `at`, epoch ms. */
    running(at: number): void {
      const goesOn = seenAt !== null && at >= seenAt && at - seenAt <= runGapMs
      seenAt = at
      writes.write(() => void (goesOn ? goOn : begin).run({ at }))
    },
  }
}

/** Reads changes of a period, and before them the state in which each operator came into it; `unknown` while the host was down. */
export function operatorStateReader(sql: Sql) {
  const changes = sql.prepare(
    `SELECT operator_id AS operatorId, at, state, reason FROM operator_states WHERE at >= :from AND at < :until
     UNION ALL
     SELECT operator_id, max(at), state, reason FROM operator_states WHERE at < :from GROUP BY operator_id
     ORDER BY 1, 2`,
  )
  // With the last run before the period and the first after it: the gap beside each may reach into it.
  const runs = sql.prepare(
    `SELECT since, seen_at AS until FROM host_runs
     WHERE since <= coalesce((SELECT min(since) FROM host_runs WHERE since >= :until), :until)
       AND seen_at >= coalesce((SELECT max(seen_at) FROM host_runs WHERE seen_at < :from), 0) ORDER BY since`,
  )
  return (period: { from: number; until: number }): StateChange[] =>
    withGaps(changes.all(period) as StateChange[], runs.all(period) as HostRun[], period.until)
}
