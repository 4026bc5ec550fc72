// Recovery's memory: where every running call stands. In line and prepared, because it is written before each command.
import { z } from 'zod'
import { language } from '../../shared/domain/office.ts'
import { streamRequest } from '../../shared/domain/stream.ts'
import type { Journal, JournalEntry } from '../engine/ports.ts'
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
  life: z.number().default(0),
})

const json = (value: unknown) => JSON.stringify(value) ?? 'null'

/** `state` and `seq` have columns of their own: the frequent checkpoint writes nothing else. */
export function journalStore(sql: Sql): Journal {
  const upsert = sql.prepare(
    `INSERT INTO journal (call_id, entry, state, seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET entry = excluded.entry, state = excluded.state, seq = excluded.seq`,
  )
  const checkpoint = sql.prepare('UPDATE journal SET state = ?, seq = ? WHERE call_id = ?')
  const effect = sql.prepare('INSERT OR IGNORE INTO effects (call_id, key) VALUES (?, ?)')
  const remove = sql.prepare('DELETE FROM journal WHERE call_id = ?')
  const removeEffects = sql.prepare('DELETE FROM effects WHERE call_id = ?')
  const removeBoth = sql.database.transaction((callId: string) => {
    remove.run(callId)
    removeEffects.run(callId)
  })
  const load = sql.prepare('SELECT entry, state, seq FROM journal')
  const put = sql.prepare('INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const get = sql.prepare('SELECT value FROM kept WHERE key = ?')
  return {
    save({ state, seq, ...rest }) {
      upsert.run(rest.callId, JSON.stringify(rest), json(state), seq)
    },
    checkpoint: (callId, state, seq) => void checkpoint.run(json(state), seq, callId),
    effect: (callId, key) => effect.run(callId, key).changes === 1,
    remove: (callId) => removeBoth(callId),
    load: () =>
      (load.all() as { entry: string; state: string; seq: number }[]).map(
        (row): JournalEntry => ({ ...entry.parse(JSON.parse(row.entry)), state: JSON.parse(row.state) as unknown, seq: row.seq }),
      ),
    put: (key, value) => void put.run(key, json(value)),
    get(key) {
      const row = get.get(key) as { value: string } | undefined
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown)
    },
  }
}
