// The history of calls as the engine writes it: rows in line, the many trace events in batches.
import { type TraceEvent, traceVersion } from '../../../shared/trace/event.ts'
import type { CallLog, Clock, Timer } from '../../engine/ports.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

/** A trace event is on disk this many ms after it happened at the latest. */
const batchMs = 200
/** Events written in one transaction at most, so that none takes long. */
const eventsAtOnce = 500

const columns = {
  answeredAt: 'answered_at',
  endedAt: 'ended_at',
  outcome: 'outcome',
  queueId: 'queue_id',
  operatorId: 'operator_id',
  waitMs: 'wait_ms',
  talkMs: 'talk_ms',
  recording: 'recording',
  disposition: 'disposition',
} as const

export type WritableCallLog = CallLog & {
  /** Writes what waits, as far as the disk takes it; called before reading and on close. Never throws. */
  flush(): void
}

type Row = [callId: string, seq: number, at: number, version: number, type: string, node: string | null, data: string]

const toRow = (event: TraceEvent): Row => {
  const { callId, seq, at, node } = event
  const { type, data } = event.type === 'unknown' ? event.data : event
  return [callId, seq, at, traceVersion, type, node ?? null, JSON.stringify(data)]
}

export function callLogWriter(sql: Sql, clock: Clock, writes: DurableWrites): WritableCallLog {
  const start = sql.prepare(
    `INSERT INTO calls (id, kind, from_number, from_name, to_number, flow_id, flow_version, started_at, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running') ON CONFLICT (id) DO NOTHING`,
  )
  const noted = (text: string) =>
    sql.prepare(
      `INSERT INTO call_notes (call_id, author, name, at, changed_at, text)
       VALUES (:callId, :author, :name, :at, :at, :text) ON CONFLICT (call_id, author) DO UPDATE
       SET name = excluded.name, changed_at = excluded.changed_at, text = ${text}`,
    )
  const note = noted('excluded.text')
  const addNote = noted('text || char(10) || excluded.text')
  const dropNote = sql.prepare('DELETE FROM call_notes WHERE call_id = ? AND author = ?')
  const join = sql.prepare(
    `INSERT OR IGNORE INTO call_parts (call_id, joined_at, extension, operator_id, transferred_by)
     SELECT :callId, :at, :extension, :operatorId, :transferredBy WHERE NOT EXISTS
       (SELECT 1 FROM call_parts WHERE call_id = :callId AND extension = :extension AND left_at IS NULL)`,
  )
  const leave = sql.prepare(
    `UPDATE call_parts SET left_at = max(joined_at, :at), transferred_to = :transferredTo
     WHERE call_id = :callId AND extension = :extension AND left_at IS NULL`,
  )
  const leaveAll = sql.prepare('UPDATE call_parts SET left_at = max(joined_at, ?) WHERE call_id = ? AND left_at IS NULL')
  const insert = sql.prepare('INSERT INTO trace (call_id, seq, at, version, type, node, data) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const insertAll = sql.database.transaction((rows: Row[]) => {
    for (const row of rows) insert.run(...row)
  })
  let waiting: Row[] = []
  let timer: Timer | null = null

  function flush(): void {
    timer?.cancel()
    timer = null
    const rows = waiting
    waiting = []
    for (let from = 0; from < rows.length; from += eventsAtOnce) {
      const batch = rows.slice(from, from + eventsAtOnce)
      writes.write(() => insertAll(batch))
    }
  }

  return {
    flush,
    trace(event) {
      waiting.push(toRow(event))
      timer ??= clock.after(batchMs, () => {
        timer = null
        flush()
      })
    },
    started: (call) =>
      writes.write(
        () =>
          void start.run(call.id, call.kind, call.from, call.fromName, call.to, call.flowId, call.flowVersion, call.startedAt),
      ),
    joined: (callId, who) => writes.write(() => void join.run({ callId, ...who })),
    left: (callId, who) => writes.write(() => void leave.run({ callId, ...who })),
    note: (callId, written) =>
      writes.write(() => void (written.text ? note.run({ callId, ...written }) : dropNote.run(callId, written.author))),
    addNote: (callId, written) => writes.write(() => void addNote.run({ callId, ...written })),
    update(callId, change) {
      const keys = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => change[key] !== undefined)
      if (keys.length === 0) return
      const statement = `UPDATE calls SET ${keys.map((key) => `${columns[key]} = ?`).join(', ')} WHERE id = ?`
      const values = keys.map((key) => change[key])
      writes.write(() => {
        sql.prepare(statement).run(...values, callId)
        if (change.endedAt !== undefined) leaveAll.run(change.endedAt, callId)
      })
    },
  }
}
