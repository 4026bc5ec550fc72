// A call's row as the contract shows it, and its story.
import { z } from 'zod'
import { type CallRecord, callRecord } from '../../../../shared/domain/calls.ts'
import { readTraceEvent, type TraceEvent } from '../../../../shared/trace/event.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'

const record = z.record(z.string(), z.unknown())

const toRecord = (row: Tables['calls']) => ({
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

/** Throws for a row that is damaged. */
export const toCall = (row: Tables['calls']): CallRecord => callRecord.parse(toRecord(row))

/** Those that can be read: one damaged row must not hide the others. */
export const toCalls = (rows: readonly Tables['calls'][]): CallRecord[] =>
  rows.flatMap((row) => callRecord.safeParse(toRecord(row)).data ?? [])

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
