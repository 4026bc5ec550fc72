// Recordings whose time is over.
import type { Sql } from './sql.ts'

export type Retention = {
  /** Calls of that queue (null: without one) that started before `before` (epoch ms) and still have a recording; each of its files. */
  expired(queueId: string | null, before: number): { callId: string; file: string }[]
  /** The call does not have the file any more. */
  forget(callId: string, file: string): void
}

export const retention = (sql: Sql): Retention => {
  const ofQueue = 'queue_id IS ? AND started_at < ?'
  const expired = sql.prepare(
    `SELECT id AS callId, recording AS file FROM calls WHERE ${ofQueue} AND recording IS NOT NULL
     UNION ALL SELECT id, file FROM call_sounds JOIN calls ON id = call_id WHERE ${ofQueue} LIMIT 1000`,
  )
  const forget = [
    sql.prepare('UPDATE calls SET recording = NULL WHERE id = ? AND recording = ?'),
    sql.prepare('DELETE FROM call_sounds WHERE call_id = ? AND file = ?'),
  ]
  return {
    expired: (queueId, before) => expired.all(queueId, before, queueId, before) as { callId: string; file: string }[],
    forget: (callId, file) => {
      for (const each of forget) each.run(callId, file)
    },
  }
}
