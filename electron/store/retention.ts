// Recordings whose time is over.
import type { Sql } from './sql.ts'

export type Retention = {
  /** Calls of that queue (null: without one) that started before `before` (epoch ms) and still have a recording. */
  expired(queueId: string | null, before: number): { callId: string; file: string }[]
  /** The call has no recording any more. */
  forget(callId: string): void
}

export const retention = (sql: Sql): Retention => ({
  expired: (queueId, before) =>
    sql
      .all(
        sql.build
          .selectFrom('calls')
          .select(['id', 'recording'])
          .where('queue_id', queueId === null ? 'is' : '=', queueId)
          .where('recording', 'is not', null)
          .where('started_at', '<', before)
          .limit(1000),
      )
      .flatMap(({ id, recording }) => (recording === null ? [] : [{ callId: id, file: recording }])),
  forget: (callId) => void sql.run(sql.build.updateTable('calls').set({ recording: null }).where('id', '=', callId)),
})
