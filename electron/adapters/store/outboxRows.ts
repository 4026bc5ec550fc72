// The webhooks' outbox at rest. `electron/adapters/outbound` sends them.
import { z } from 'zod'

import type { Delivery, DeliveryRows } from '../../../shared/domain/deliveries.ts'
import { withNames } from '../../../shared/domain/secretReference.ts'
import { webhookEvent } from '../../../shared/domain/webhooks.ts'

import type { BadRows } from './badRows.ts'
import { type DurableWrites, UnwrittenRows } from './durableWrites.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type OutboxRows = DeliveryRows & {
  /** Newest first. */
  list(limit: number): Delivery[]
  /** Adds what waits for the disk now to what `outboxReader` finds on another thread. */
  overlay(limit: number): (found: readonly ShownDelivery[]) => ShownDelivery[]
}

export type ShownDelivery = ReturnType<typeof shownDelivery>

/** What is shown of a delivery's body, characters. */
const shownOfBody = 4000

/** A delivery as people may see it: with the names of secrets, and the beginning of its body. */
const shownDelivery = ({ id, callId, url, headers, body, status, attempts, lastStatus, lastError, createdAt }: Delivery) => ({
  id,
  callId,
  url: withNames(url),
  event: webhookEvent.safeParse(headers['x-cordboard-event']).data ?? null,
  body: withNames(body).slice(0, shownOfBody),
  status,
  attempts,
  lastStatus,
  lastError,
  createdAt,
})

const headers = z.record(z.string(), z.string())
const status = z.enum(['pending', 'delivered', 'failed'])

const toOutbox = (row: Tables['outbox']): Delivery => ({
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
  ...(row.nonce === '' ? {} : { nonce: row.nonce }),
})

const toRow = (row: Delivery): Tables['outbox'] => ({
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
  nonce: row.nonce ?? '',
})

/** Lists of deliveries as they are on disk; it only reads. */
export function outboxReader(sql: Sql, badRows: BadRows) {
  const newest = (limit: number) => {
    const found = sql.all(sql.build.selectFrom('outbox').selectAll().orderBy('created_at', 'desc').limit(limit))
    return badRows.readable('outbox', found, (row) => row.id, toOutbox)
  }
  return {
    newest,
    /** Newest first, as people may see them. */
    list: (limit: number): ShownDelivery[] => newest(limit).map(shownDelivery),
  }
}

/** The deliveries, with those that wait for the disk. */
export function outboxRows(sql: Sql, writes: DurableWrites, badRows: BadRows): OutboxRows {
  const unwritten = new UnwrittenRows<Delivery>(writes, 'outbox')
  const rows = () => sql.build.selectFrom('outbox').selectAll()
  const read = (found: Tables['outbox'][]) => badRows.readable('outbox', found, (row) => row.id, toOutbox)
  const get = (id: string): Delivery | null => {
    const waiting = unwritten.get(id)
    if (waiting) return waiting
    try {
      return read(sql.all(rows().where('id', '=', id)))[0] ?? null
    } catch (error) {
      badRows.add({ table: 'outbox', id: '*', reason: String(error) })
      return null
    }
  }
  const write = (row: Delivery) => {
    const { id, ...change } = toRow(row)
    sql.run(
      sql.build
        .insertInto('outbox')
        .values({ id, ...change })
        .onConflict((on) => on.column('id').doUpdateSet(change)),
    )
  }
  return {
    add(row) {
      if (get(row.id)) return false
      unwritten.put(row.id, row, write)
      return true
    },
    get,
    pending: () =>
      unwritten
        .over(read(sql.all(rows().where('status', '=', 'pending').orderBy('next_at'))), ({ id }) => id)
        .filter((row) => row.status === 'pending'),
    update(id, change) {
      const row = get(id)
      if (row) unwritten.put(id, { ...row, ...change }, write)
    },
    list: (limit) =>
      unwritten
        .over(outboxReader(sql, badRows).newest(limit), ({ id }) => id)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit),
    overlay(limit) {
      const waiting = new Map(unwritten.values().map((row) => [row.id, shownDelivery(row)]))
      return (found) =>
        [...found.filter(({ id }) => !waiting.has(id)), ...waiting.values()]
          .sort((a, b) => b.createdAt - a.createdAt)
          .slice(0, limit)
    },
  }
}
