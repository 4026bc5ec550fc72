// Callbacks: one open request a number and queue, held by a partial unique index.
import { type Callback, callback } from '../../../shared/domain/calls.ts'
import type { CallbackStore } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import { type DurableWrites, UnwrittenRows } from './durableWrites.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type CallbackFilter = { closed: boolean; queueId?: string; limit: number }

export type CallbackRepository = CallbackStore & {
  /** Newest first; the open ones, or with `closed` all of them. */
  list(filter: CallbackFilter): Callback[]
  /** Adds what waits for the disk now to what `callbackReader` finds on another thread. */
  overlay(filter: CallbackFilter): (found: readonly Callback[]) => Callback[]
}

const openStates = ['pending', 'claimed', 'dialing']

const toCallback = (row: Tables['callbacks']): Callback =>
  callback.parse({
    id: row.id,
    number: row.number,
    queueId: row.queue_id,
    createdAt: row.created_at,
    callId: row.call_id,
    status: row.status,
    claimedBy: row.claimed_by,
    leaseUntil: row.lease_until,
    retryAt: row.retry_at,
    outcome: row.outcome,
    attempts: JSON.parse(row.attempts),
    note: row.note,
    ...(row.keys ? { keys: row.keys } : {}),
    ...(row.refused ? { refused: row.refused } : {}),
    ...(row.unconfirmed ? { unconfirmed: true } : {}),
  })

const toRow = (value: Callback): Tables['callbacks'] => ({
  id: value.id,
  number: value.number,
  queue_id: value.queueId,
  created_at: value.createdAt,
  call_id: value.callId,
  status: value.status,
  claimed_by: value.claimedBy,
  lease_until: value.leaseUntil,
  retry_at: value.retryAt,
  outcome: value.outcome,
  attempts: JSON.stringify(value.attempts),
  note: value.note,
  keys: value.keys ?? null,
  refused: value.refused ?? null,
  unconfirmed: value.unconfirmed ? 1 : 0,
})

/** Lists of callbacks as they are on disk; it only reads. */
export function callbackReader(sql: Sql, badRows: BadRows) {
  return {
    /** Newest first. */
    list({ closed, queueId, limit }: CallbackFilter): Callback[] {
      let found = sql.build.selectFrom('callbacks').selectAll().orderBy('created_at', 'desc').limit(limit)
      if (!closed) found = found.where('status', 'in', openStates)
      if (queueId !== undefined) found = found.where('queue_id', '=', queueId)
      return badRows.readable('callbacks', sql.all(found), (row) => row.id, toCallback)
    },
  }
}

/** The callbacks, with those that wait for the disk. */
export function callbackRepository(sql: Sql, writes: DurableWrites, badRows: BadRows): CallbackRepository {
  const unwritten = new UnwrittenRows<Callback>(writes, 'callbacks')
  const rows = () => sql.build.selectFrom('callbacks').selectAll()
  const read = (found: Tables['callbacks'][]) => badRows.readable('callbacks', found, (row) => row.id, toCallback)
  const get = (id: string): Callback | null => unwritten.get(id) ?? read(sql.all(rows().where('id', '=', id)))[0] ?? null
  const write = (value: Callback) => {
    const { id, ...change } = toRow(value)
    sql.run(
      sql.build
        .insertInto('callbacks')
        .values({ id, ...change })
        .onConflict((on) => on.column('id').doUpdateSet(change)),
    )
  }
  const find = (queueId: string | undefined, wanted: (value: Callback) => boolean) => {
    const open = rows().where('status', 'in', openStates).orderBy('created_at').orderBy('id')
    const found = sql.all(queueId === undefined ? open : open.where('queue_id', '=', queueId))
    return unwritten.over(read(found), ({ id }) => id).filter((each) => wanted(each) && openStates.includes(each.status))
  }
  const known = (request: Parameters<CallbackStore['create']>[0]): Callback | null => {
    try {
      // The same id is the same request, however it ended: the node that stored it may run again after a crash.
      return (
        get(request.id) ??
        find(request.queueId, ({ number, queueId }) => number === request.number && queueId === request.queueId)[0] ??
        null
      )
    } catch (error) {
      badRows.add({ table: 'callbacks', id: '*', reason: String(error) })
      return null // a request too many is better than one that is lost
    }
  }
  const reader = callbackReader(sql, badRows)
  const overlay: CallbackRepository['overlay'] = ({ closed, queueId, limit }) => {
    const merged = unwritten.overlay(({ id }) => id)
    const fits = (each: Callback) =>
      (closed || openStates.includes(each.status)) && (queueId === undefined || each.queueId === queueId)
    return (found) =>
      merged(found)
        .filter(fits)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit)
  }
  return {
    get,
    overlay,
    create(request) {
      const found = known(request)
      if (found) return { callback: found, created: false }
      const made = newCallback(request)
      unwritten.put(made.id, made, write)
      return { callback: made, created: true }
    },
    open: (queueId) => find(queueId, (each) => queueId === undefined || each.queueId === queueId),
    save: (value) => unwritten.put(value.id, value, write),
    list: (filter) => overlay(filter)(reader.list(filter)),
  }
}

const newCallback = (request: Parameters<CallbackStore['create']>[0]): Callback => ({
  id: request.id,
  number: request.number,
  queueId: request.queueId,
  createdAt: request.at,
  callId: request.callId,
  status: 'pending',
  claimedBy: null,
  leaseUntil: null,
  retryAt: null,
  outcome: null,
  attempts: [],
  note: null,
})
