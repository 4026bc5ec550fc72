// The webhooks' outbox at rest. `electron/outbound` sends them.
import { z } from 'zod'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

export type OutboxRow = {
  id: string
  callId: string
  url: string
  headers: Record<string, string>
  body: string
  status: DeliveryStatus
  attempts: number
  lastStatus: number | null
  lastError: string | null
  /** Not tried before, epoch ms. */
  nextAt: number
  createdAt: number
}

export type OutboxRows = {
  /** False when the id is there already. */
  add(row: OutboxRow): boolean
  get(id: string): OutboxRow | null
  /** Those that still wait, the next one first. */
  pending(): OutboxRow[]
  update(id: string, change: Partial<Pick<OutboxRow, 'status' | 'attempts' | 'lastStatus' | 'lastError' | 'nextAt'>>): void
  /** Newest first. */
  list(limit: number): OutboxRow[]
}

const headers = z.record(z.string(), z.string())
const status = z.enum(['pending', 'delivered', 'failed'])

const toOutbox = (row: Tables['outbox']): OutboxRow => ({
  id: row.id,
  callId: row.call_id,
  url: row.url,
  headers: headers.parse(JSON.parse(row.headers)),
  body: row.body,
  status: status.parse(row.status),
  attempts: row.attempts,
  lastStatus: row.last_status,
  lastError: row.last_error,
  nextAt: row.next_at,
  createdAt: row.created_at,
})

export function outboxRows(sql: Sql): OutboxRows {
  const rows = () => sql.build.selectFrom('outbox').selectAll()
  return {
    add: (row) =>
      sql.run(
        sql.build
          .insertInto('outbox')
          .values({
            id: row.id,
            call_id: row.callId,
            url: row.url,
            headers: JSON.stringify(row.headers),
            body: row.body,
            status: row.status,
            attempts: row.attempts,
            last_status: row.lastStatus,
            last_error: row.lastError,
            next_at: row.nextAt,
            created_at: row.createdAt,
          })
          .onConflict((on) => on.column('id').doNothing()),
      ) > 0,
    get(id) {
      const row = sql.get(rows().where('id', '=', id))
      return row ? toOutbox(row) : null
    },
    pending: () => sql.all(rows().where('status', '=', 'pending').orderBy('next_at')).map(toOutbox),
    update(id, change) {
      const set: Partial<Tables['outbox']> = {}
      if (change.status !== undefined) set.status = change.status
      if (change.attempts !== undefined) set.attempts = change.attempts
      if (change.lastStatus !== undefined) set.last_status = change.lastStatus
      if (change.lastError !== undefined) set.last_error = change.lastError
      if (change.nextAt !== undefined) set.next_at = change.nextAt
      sql.run(sql.build.updateTable('outbox').set(set).where('id', '=', id))
    },
    list: (limit) => sql.all(rows().orderBy('created_at', 'desc').limit(limit)).map(toOutbox),
  }
}
