// Who called by what a trusted network asserts beside a withheld number: for emergency calls and malicious call tracing, and nothing else.
import type { AssertedIdentities, Clock } from '../../engine/ports.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

export function assertedIdentities(sql: Sql, clock: Clock, writes: DurableWrites): AssertedIdentities {
  const save = sql.prepare(
    'INSERT INTO asserted_identities (call_id, number, at) VALUES (?, ?, ?) ON CONFLICT (call_id) DO NOTHING',
  )
  const get = sql.prepare('SELECT number FROM asserted_identities WHERE call_id = ?')
  return {
    save(callId, number) {
      const at = clock.now()
      writes.write(() => void save.run(callId, number, at))
    },
    of: (callId) => (get.get(callId) as { number: string } | undefined)?.number ?? null,
  }
}
