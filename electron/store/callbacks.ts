// Callbacks: one open request a number and queue, held by a partial unique index.
import { type Callback, callback } from '../../shared/domain/calls.ts'
import type { CallbackStore } from '../engine/ports.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type CallbackRepository = CallbackStore & {
  /** Newest first; the open ones, or with `closed` all of them. */
  list(filter: { closed: boolean; queueId?: string; limit: number }): Callback[]
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
})

export function callbackRepository(sql: Sql): CallbackRepository {
  const rows = () => sql.build.selectFrom('callbacks').selectAll()
  const get = (id: string): Callback | null => {
    const row = sql.get(rows().where('id', '=', id))
    return row ? toCallback(row) : null
  }
  return {
    get,
    create: (request) => sql.transaction(() => create(sql, request)),
    open(queueId) {
      const waiting = rows().where('status', 'in', openStates).orderBy('created_at').orderBy('id')
      return sql.all(queueId === undefined ? waiting : waiting.where('queue_id', '=', queueId)).map(toCallback)
    },
    save(value) {
      const { id, ...change } = toRow(value)
      sql.run(sql.build.updateTable('callbacks').set(change).where('id', '=', id))
    },
    list({ closed, queueId, limit }) {
      let found = rows().orderBy('created_at', 'desc').limit(limit)
      if (!closed) found = found.where('status', 'in', openStates)
      if (queueId !== undefined) found = found.where('queue_id', '=', queueId)
      return sql.all(found).map(toCallback)
    },
  }
}

function create(sql: Sql, request: Parameters<CallbackStore['create']>[0]): { callback: Callback; created: boolean } {
  const found = sql.get(
    sql.build
      .selectFrom('callbacks')
      .selectAll()
      .where((q) =>
        q.or([
          // The same id is the same request, however it ended: the node that stored it may run again after a crash.
          q('id', '=', request.id),
          q.and([q('number', '=', request.number), q('queue_id', '=', request.queueId), q('status', 'in', openStates)]),
        ]),
      ),
  )
  if (found) return { callback: toCallback(found), created: false }
  const made: Callback = {
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
  }
  sql.run(sql.build.insertInto('callbacks').values(toRow(made)))
  return { callback: made, created: true }
}
