// A call's row as the contract shows it, and its story.
import { z } from 'zod'
import { type CallRecord, callRecord } from '../../../../shared/domain/calls.ts'
import { readTraceEvent, type TraceEvent } from '../../../../shared/trace/event.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'

const record = z.record(z.string(), z.unknown())

type Part = Tables['call_parts']

const toPart = (part: Part) => ({
  extension: part.extension,
  operatorId: part.operator_id,
  joinedAt: part.joined_at,
  leftAt: part.left_at,
  transferredBy: part.transferred_by,
  transferredTo: part.transferred_to,
})

const toRecord = (row: Tables['calls'], parts: readonly Part[]) => ({
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
  parts: parts.map(toPart),
})

function partsOf(sql: Sql, callIds: readonly string[]): Map<string, Part[]> {
  const all = new Map<string, Part[]>()
  if (callIds.length === 0) return all
  const query = sql.build
    .selectFrom('call_parts')
    .selectAll()
    .where('call_id', 'in', [...callIds])
  for (const part of sql.all(query.orderBy('joined_at'))) all.set(part.call_id, [...(all.get(part.call_id) ?? []), part])
  return all
}

/** Throws for a row that is damaged. */
export const toCall = (sql: Sql, row: Tables['calls']): CallRecord =>
  callRecord.parse(toRecord(row, partsOf(sql, [row.id]).get(row.id) ?? []))

/** Those that can be read: one damaged row must not hide the others. */
export function toCalls(sql: Sql, rows: readonly Tables['calls'][]): CallRecord[] {
  const ids = rows.map(({ id }) => id)
  const parts = partsOf(sql, ids)
  return rows.flatMap((row) => callRecord.safeParse(toRecord(row, parts.get(row.id) ?? [])).data ?? [])
}

function readData(text: string): Record<string, unknown> {
  try {
    return record.parse(JSON.parse(text))
  } catch {
    return {} // The event stays in the story; what it carried is damaged.
  }
}

/** In the order of their writing, with numbers that rise: a call resumed after a crash may have used one twice. */
export function storyOf(sql: Sql, callId: string): TraceEvent[] {
  const rows = sql.all(sql.build.selectFrom('trace').selectAll().where('call_id', '=', callId).orderBy('id'))
  let last = 0
  return rows.map(({ at, type, node, data, version, seq }) => {
    last = Math.max(last + 1, seq ?? 0)
    const where = { callId, seq: last, at, ...(node === null ? {} : { node }) }
    return readTraceEvent({ ...where, type, version, data: data === null ? {} : readData(data) })
  })
}
