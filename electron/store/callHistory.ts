// The history of calls as consoles read it: newest first, page by page, and one call with its story.
import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type CallRecord, callRecord, type TraceEvent } from '../../shared/domain/calls.ts'
import { StoreError } from './errors.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type CallFilter = {
  /** Part of a number or name. */
  text?: string
  queueId?: string
  operatorId?: string
  outcome?: CallRecord['outcome']
  /** Started at or after, epoch ms. */
  from?: number
  /** Started before, epoch ms. */
  until?: number
  /** An extension whose telephone rang and was neither taken nor turned away. */
  missedBy?: string
  flowId?: string
  /** A step the call came by. */
  node?: string
  /** Only calls of that operator, of that telephone, and of those queues. */
  seenBy?: { operatorId: string | null; extension: string | null; queueIds: readonly string[] }
}

export type CallHistory = {
  /** One page, newest first. `cursor` is the `next` of the page before; throws StoreError CONFLICT when it is not one. */
  list(filter: CallFilter, page: { cursor?: string; limit: number }): { calls: CallRecord[]; next: string | null; total: number }
  get(id: string): { call: CallRecord; trace: TraceEvent[] } | null
}

const cursorShape = z.tuple([z.number(), z.string()])
const record = z.record(z.string(), z.unknown())

const toCall = (row: Tables['calls']): CallRecord =>
  callRecord.parse({
    id: row.id,
    kind: row.kind,
    from: row.from_number,
    fromName: row.from_name,
    to: row.to_number,
    flowId: row.flow_id,
    flowVersion: row.flow_version,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    queueId: row.queue_id,
    operatorId: row.operator_id,
    waitMs: row.wait_ms,
    talkMs: row.talk_ms,
    recording: row.recording,
    disposition: row.disposition,
    note: row.note,
  })

const writeCursor = (call: CallRecord) => Buffer.from(JSON.stringify([call.startedAt, call.id])).toString('base64url')

function readCursor(cursor: string): [startedAt: number, id: string] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    throw new StoreError('CONFLICT', 'That is not the end of a page.', error)
  }
}

/** `flush` brings to disk what the writer still holds. */
export function callHistory(sql: Sql, flush: () => void): CallHistory {
  return {
    list(filter, { cursor, limit }) {
      if (filter.node !== undefined || filter.missedBy !== undefined) flush()
      const matching = where(sql, filter)
      const counted = sql.get(matching.select((q) => q.fn.countAll<number>().as('total')))
      let page = matching
        .selectAll()
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (cursor !== undefined) {
        const [startedAt, id] = readCursor(cursor)
        page = page.where((q) => q(q.refTuple('started_at', 'id'), '<', q.tuple(startedAt, id)))
      }
      const calls = sql.all(page).map(toCall)
      const more = calls.length > limit
      if (more) calls.pop()
      const last = calls.at(-1)
      return { calls, next: more && last ? writeCursor(last) : null, total: counted?.total ?? 0 }
    },
    get(id) {
      flush()
      const row = sql.get(sql.build.selectFrom('calls').selectAll().where('id', '=', id))
      return row ? { call: toCall(row), trace: story(sql, id) } : null
    },
  }
}

/** Numbered as it happened: a call resumed after a crash may have used a number twice. */
function story(sql: Sql, callId: string): TraceEvent[] {
  const rows = sql.all(sql.build.selectFrom('trace').selectAll().where('call_id', '=', callId).orderBy('id'))
  return rows.map((row, index) => ({
    callId,
    seq: index + 1,
    at: row.at,
    type: row.type,
    ...(row.node === null ? {} : { node: row.node }),
    ...(row.data === null ? {} : { data: record.parse(JSON.parse(row.data)) }),
  }))
}

/** The call has such an event of that extension's telephone; of those that ended, only the ones turned away count. */
const rang = (extension: string, types: string[]) => raw<boolean>`EXISTS (
  SELECT 1 FROM trace WHERE trace.call_id = calls.id AND trace.type IN (${raw.join(types)})
    AND json_extract(trace.data, '$.to') = ${extension}
    AND (trace.type <> 'leg.ended' OR json_extract(trace.data, '$.result') IN ('busy', 'rejected')))`

function where(sql: Sql, filter: CallFilter) {
  let query = sql.build.selectFrom('calls')
  if (filter.queueId !== undefined) query = query.where('queue_id', '=', filter.queueId)
  if (filter.operatorId !== undefined) query = query.where('operator_id', '=', filter.operatorId)
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome)
  if (filter.from !== undefined) query = query.where('started_at', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('started_at', '<', filter.until)
  if (filter.flowId !== undefined) query = query.where('flow_id', '=', filter.flowId)
  const { node } = filter
  if (node !== undefined)
    query = query.where((q) =>
      q.exists(
        q
          .selectFrom('trace')
          .select('trace.id')
          .whereRef('trace.call_id', '=', 'calls.id')
          .where('trace.type', '=', 'node.entered')
          .where('trace.node', '=', node),
      ),
    )
  const { missedBy, seenBy } = filter
  // What rang at one's own telephone is asked for by `missedBy`.
  if (seenBy !== undefined && (missedBy === undefined || missedBy !== seenBy.extension))
    query = query.where((q) =>
      q.or([
        q('operator_id', '=', seenBy.operatorId ?? ''),
        q('queue_id', 'in', seenBy.queueIds.length > 0 ? [...seenBy.queueIds] : ['']),
        q('from_number', '=', seenBy.extension ?? '\u0000'),
        q('to_number', '=', seenBy.extension ?? '\u0000'),
      ]),
    )
  if (missedBy !== undefined)
    query = query.where((q) =>
      q.and([rang(missedBy, ['leg.ringing']), q.not(rang(missedBy, ['leg.answered', 'leg.cancelled', 'leg.ended']))]),
    )
  if (filter.text) {
    const part = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`
    const contains = (column: string) => raw<boolean>`${raw.ref(column)} LIKE ${part} ESCAPE '\\'`
    query = query.where((q) => q.or(['from_number', 'from_name', 'to_number'].map(contains)))
  }
  return query
}
