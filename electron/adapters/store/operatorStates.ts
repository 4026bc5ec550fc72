// Which operator was in which state since when; written as it changes, read for charts of a day.
import type { OperatorState } from '../../../shared/domain/calls.ts'
import type { StateChange } from '../../../shared/domain/figures.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

/** The last known of each operator is not written twice, also over a restart. */
export function operatorStates(sql: Sql, writes: DurableWrites) {
  const add = sql.prepare(
    `INSERT INTO operator_states (operator_id, at, state, reason) VALUES (:operatorId, :at, :state, :reason)
     ON CONFLICT (operator_id, at) DO UPDATE SET state = excluded.state, reason = excluded.reason`,
  )
  const newest = sql.prepare(
    'SELECT state, reason FROM operator_states WHERE operator_id = ? ORDER BY operator_id, at DESC LIMIT 1',
  )
  const known = new Map<string, string>()
  const wordOf = (state: OperatorState, reason: string | null) => `${state} ${reason ?? ''}`
  return {
    changed({ operatorId, at, state, reason }: StateChange): void {
      const word = wordOf(state, reason)
      if (known.get(operatorId) === word) return
      const first = !known.has(operatorId)
      known.set(operatorId, word)
      writes.write(() => {
        const last = first ? (newest.get(operatorId) as { state: OperatorState; reason: string | null } | undefined) : undefined
        if (!last || wordOf(last.state, last.reason) !== word) add.run({ operatorId, at, state, reason })
      })
    },
  }
}

/** Reads changes of a period, and before them the state in which each operator came into it. */
export function operatorStateReader(sql: Sql) {
  const changes = sql.prepare(
    `SELECT operator_id AS operatorId, at, state, reason FROM operator_states WHERE at >= :from AND at < :until
     UNION ALL
     SELECT operator_id, max(at), state, reason FROM operator_states WHERE at < :from GROUP BY operator_id
     ORDER BY 1, 2`,
  )
  return (period: { from: number; until: number }): StateChange[] => changes.all(period) as StateChange[]
}
