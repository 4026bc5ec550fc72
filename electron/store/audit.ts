// Who changed what, and when. Details never hold a secret.
import type { Clock } from '../engine/ports.ts'
import type { Sql } from './sql.ts'

export type AuditEntry = { at: number; userId: string; action: string; target: string; detail: string }

export function auditRepository(sql: Sql, clock: Clock) {
  return {
    add(entry: Omit<AuditEntry, 'at' | 'detail'> & { detail?: string }): void {
      const { userId, action, target, detail } = entry
      sql.run(sql.build.insertInto('audit').values({ at: clock.now(), user_id: userId, action, target, detail: detail ?? '' }))
    },
    /** Newest first. */
    list: (limit: number): AuditEntry[] =>
      sql.all(
        sql.build
          .selectFrom('audit')
          .select(['at', 'user_id as userId', 'action', 'target', 'detail'])
          .orderBy('id', 'desc')
          .limit(limit),
      ),
  }
}
