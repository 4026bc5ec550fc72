// Rows whose time is over, removed some at a time: each step is one short transaction.
import type { Sql } from './sql.ts'

export type Pruned = 'trace' | 'calls' | 'audit' | 'outbox' | 'mails' | 'identities' | 'operatorStates' | 'hostRuns'

export type Pruning = {
  /** Removes at most `most` rows older than `before` (epoch ms); returns how many. */
  step(what: Pruned, before: number, most: number): number
}

// The oldest rows have the lowest ids: what is not due at the beginning ends the search, without an index of times.
const oldest = (table: string) =>
  `DELETE FROM ${table} WHERE at < :before AND id IN (SELECT id FROM ${table} ORDER BY id LIMIT :most)`

export function pruning(sql: Sql): Pruning {
  // Calls with a recording stay as long as it does: the file is found by its call.
  const calls = sql.prepare(
    `SELECT id FROM calls WHERE started_at < ? AND ended_at IS NOT NULL AND recording IS NULL
       AND NOT EXISTS (SELECT 1 FROM call_sounds WHERE call_id = calls.id) ORDER BY started_at LIMIT ?`,
  )
  const ofCall = ['calls WHERE id', 'trace WHERE call_id', 'missed WHERE call_id'].map((rows) =>
    sql.prepare(`DELETE FROM ${rows} = ?`),
  )
  const steps: { [W in Exclude<Pruned, 'calls'>]: ReturnType<Sql['prepare']> } = {
    trace: sql.prepare(oldest('trace')),
    audit: sql.prepare(oldest('audit')),
    operatorStates: sql.prepare(oldest('operator_states')),
    hostRuns: sql.prepare(
      'DELETE FROM host_runs WHERE id IN (SELECT id FROM host_runs WHERE seen_at < :before ORDER BY id LIMIT :most)',
    ),
    identities: sql.prepare(
      `DELETE FROM asserted_identities WHERE call_id IN (
         SELECT call_id FROM asserted_identities WHERE at < :before ORDER BY at LIMIT :most)`,
    ),
    outbox: sql.prepare(
      `DELETE FROM outbox WHERE id IN (
         SELECT id FROM outbox WHERE created_at < :before AND status = 'delivered' ORDER BY created_at LIMIT :most)`,
    ),
    mails: sql.prepare(
      `DELETE FROM mails WHERE id IN (
         SELECT id FROM mails WHERE created_at < :before AND next_at < :before AND status <> 'pending' ORDER BY created_at LIMIT :most)`,
    ),
  }
  return {
    step(what, before, most) {
      if (what !== 'calls') return steps[what].run({ before, most }).changes
      return sql.transaction(() => {
        const due = calls.all(before, most) as { id: string }[]
        for (const { id } of due) for (const remove of ofCall) remove.run(id)
        return due.length
      })
    },
  }
}
