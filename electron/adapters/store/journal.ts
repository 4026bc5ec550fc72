// Recovery's memory: where every running call stands. In line and prepared, because it is written before each command. While the disk
// refuses, it is held in memory: the calls go on, and only a host that dies in that time does not find them as they were.
import { z } from 'zod'
import { language } from '../../../shared/domain/office.ts'
import { streamRequest } from '../../../shared/domain/stream.ts'
import { transferState } from '../../../shared/domain/transfer.ts'
import type { Journal, JournalEntry } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

const entry = z.object({
  callId: z.string(),
  channelId: z.string(),
  kind: z.enum(['inbound', 'phone', 'return', 'test']),
  flowId: z.string(),
  flowVersion: z.number(),
  around: z.array(z.object({ flowId: z.string(), version: z.number(), nodeId: z.string() })).default([]),
  streams: z.array(streamRequest).default([]),
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  startedAt: z.number(),
  answeredAt: z.number().nullable(),
  language,
  nodeId: z.string(),
  visit: z.number(),
  variables: z.record(z.string(), z.string()),
  after: z.boolean(),
  handOver: transferState.nullable().default(null),
  queueId: z.string().nullable().default(null),
  life: z.number().default(0),
})

const json = (value: unknown) => JSON.stringify(value) ?? 'null'

type Row = { call_id: string; entry: string; state: string; seq: number }

const toEntry = (row: Row): JournalEntry => ({
  ...entry.parse(JSON.parse(row.entry)),
  state: JSON.parse(row.state) as unknown,
  seq: row.seq,
})

/** `state` and `seq` have columns of their own: the frequent checkpoint writes nothing else. */
export function journalStore(sql: Sql, writes: DurableWrites, badRows: BadRows): Journal {
  const upsert = sql.prepare(
    `INSERT INTO journal (call_id, entry, state, seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET entry = excluded.entry, state = excluded.state, seq = excluded.seq`,
  )
  const checkpoint = sql.prepare('UPDATE journal SET state = ?, seq = ? WHERE call_id = ?')
  const remove = sql.prepare('DELETE FROM journal WHERE call_id = ?')
  const removeEffects = sql.prepare('DELETE FROM effects WHERE call_id = ?')
  const removeBoth = sql.database.transaction((callId: string) => {
    remove.run(callId)
    removeEffects.run(callId)
  })
  const setAside = sql.database.transaction((row: Row) => {
    sql
      .prepare(
        "INSERT INTO set_aside (source, id, body, at) VALUES ('journal', ?, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER))",
      )
      .run(row.call_id, JSON.stringify(row))
    removeBoth(row.call_id)
  })
  const load = sql.prepare('SELECT call_id, entry, state, seq FROM journal')
  const { effect, forget } = effects(sql, writes)
  const removed = new Set<string>()
  return {
    save({ state, seq, ...rest }) {
      const row = [rest.callId, JSON.stringify(rest), json(state), seq] as const
      writes.write(() => void upsert.run(...row), `journal:${rest.callId}`)
    },
    checkpoint(callId, state, seq) {
      const text = json(state)
      writes.write(() => void checkpoint.run(text, seq, callId), `checkpoint:${callId}`)
    },
    effect,
    remove(callId) {
      writes.cancel(`journal:${callId}`)
      writes.cancel(`checkpoint:${callId}`)
      forget(callId)
      removed.add(callId)
      const settle = () => void removed.delete(callId)
      writes.write(
        () => {
          removeBoth(callId)
          settle()
        },
        `removed:${callId}`,
        settle,
      )
    },
    load() {
      let rows: Row[] = []
      try {
        rows = (load.all() as Row[]).filter((row) => !removed.has(row.call_id))
      } catch (error) {
        badRows.add({ table: 'journal', id: '*', reason: String(error) })
      }
      const setRowAside = (row: Row) => writes.write(() => setAside(row), `aside:${row.call_id}`)
      return badRows.readable('journal', rows, (row) => row.call_id, toEntry, setRowAside)
    },
    ...namedValues(sql, writes, badRows),
  }
}

/** What must happen once: on disk, or in memory while the disk refuses. */
function effects(sql: Sql, writes: DurableWrites) {
  const insert = sql.prepare('INSERT OR IGNORE INTO effects (call_id, key) VALUES (?, ?)')
  const find = sql.prepare('SELECT 1 FROM effects WHERE call_id = ? AND key = ?')
  const held = new Map<string, Set<string>>()
  const known = (callId: string, key: string): boolean => {
    if (held.get(callId)?.has(key)) return true
    try {
      return find.get(callId, key) !== undefined
    } catch {
      return false // a database that cannot be read knows of nothing; the write that follows says so
    }
  }
  const release = (callId: string, key: string) => {
    const keys = held.get(callId)
    keys?.delete(key)
    if (keys?.size === 0) held.delete(callId)
  }
  return {
    effect(callId: string, key: string): boolean {
      if (known(callId, key)) return false
      const keys = held.get(callId) ?? new Set()
      held.set(callId, keys.add(key))
      // Given up, it stays in memory: what happened once must not happen again while this host lives.
      writes.write(() => {
        insert.run(callId, key)
        release(callId, key)
      }, `effect:${callId}:${key}`)
      return true
    },
    forget(callId: string): void {
      for (const key of held.get(callId) ?? []) writes.cancel(`effect:${callId}:${key}`)
      held.delete(callId)
    },
  }
}

/** Small values by name. */
function namedValues(sql: Sql, writes: DurableWrites, badRows: BadRows): Pick<Journal, 'put' | 'get'> {
  const put = sql.prepare('INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const get = sql.prepare('SELECT value FROM kept WHERE key = ?')
  const held = new Map<string, string>()
  return {
    put(key, value) {
      const text = json(value)
      held.set(key, text)
      writes.write(() => {
        put.run(key, text)
        if (held.get(key) === text) held.delete(key)
      }, `value:${key}`)
    },
    get(key) {
      const waiting = held.get(key)
      if (waiting !== undefined) return JSON.parse(waiting) as unknown
      try {
        const row = get.get(key) as { value: string } | undefined
        return row === undefined ? undefined : (JSON.parse(row.value) as unknown)
      } catch (error) {
        badRows.add({ table: 'kept', id: key, reason: error instanceof SyntaxError ? 'no valid JSON' : String(error) })
        return undefined
      }
    },
  }
}
