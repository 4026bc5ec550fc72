// The history of calls as the engine writes it: rows in line, the many trace events in batches.
import type { TraceEvent } from '../../shared/domain/calls.ts'
import type { CallLog, Clock, Timer } from '../engine/ports.ts'
import type { Sql } from './sql.ts'

/** A trace event is on disk this many ms after it happened at the latest. */
const batchMs = 200
/** While the disk refuses, tried again after this many ms, and at most this many events are kept. */
const retryMs = 2000
const keptAtMost = 100_000

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
  note: 'note',
} as const

export type WritableCallLog = CallLog & {
  /** Writes what waits; called before reading and on close. */
  flush(): void
}

export function callLogWriter(sql: Sql, clock: Clock): WritableCallLog {
  const start = sql.prepare(
    `INSERT INTO calls (id, kind, from_number, from_name, to_number, flow_id, flow_version, started_at, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running') ON CONFLICT (id) DO NOTHING`,
  )
  const insert = sql.prepare('INSERT INTO trace (call_id, at, type, node, data) VALUES (?, ?, ?, ?, ?)')
  const insertAll = sql.database.transaction((events: TraceEvent[]) => {
    for (const { callId, at, type, node, data } of events)
      insert.run(callId, at, type, node ?? null, data === undefined ? null : JSON.stringify(data))
  })
  let waiting: TraceEvent[] = []
  let timer: Timer | null = null

  function flush(): void {
    timer?.cancel()
    timer = null
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    try {
      insertAll(events)
    } catch (error) {
      waiting = [...events, ...waiting].slice(-keptAtMost)
      throw error
    }
  }

  function flushLater(ms: number): void {
    timer ??= clock.after(ms, () => {
      try {
        flush()
      } catch {
        // A full disk must not end the calls in progress: what waits is kept and tried again; `close()` and readers see the error.
        flushLater(retryMs)
      }
    })
  }

  return {
    flush,
    trace(event) {
      waiting.push(event)
      flushLater(batchMs)
    },
    started: (call) =>
      void start.run(call.id, call.kind, call.from, call.fromName, call.to, call.flowId, call.flowVersion, call.startedAt),
    update(callId, change) {
      const keys = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => change[key] !== undefined)
      if (keys.length === 0) return
      sql
        .prepare(`UPDATE calls SET ${keys.map((key) => `${columns[key]} = ?`).join(', ')} WHERE id = ?`)
        .run(...keys.map((key) => change[key]), callId)
    },
  }
}
