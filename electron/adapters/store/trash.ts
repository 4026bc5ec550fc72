// Removed messages, contacts, flows and prompts: kept for 30 days, then gone for good.
import { type TrashKind, trashKind } from '../../../shared/domain/trash.ts'
import type { Clock } from '../../engine/ports.ts'
import type { Sql } from './sql.ts'

export type Trashed = { id: number; kind: TrashKind; name: string; removedAt: number; removedBy: string; body: unknown }
type Row = Omit<Trashed, 'body'> & { body: string }
export type TrashedItem = Omit<Trashed, 'body'>
export type TrashRepository = ReturnType<typeof trashRepository>

const columns = 'SELECT id, kind, name, removed_at AS removedAt, removed_by AS removedBy, body FROM trash'
const toTrashed = (row: Row): Trashed => ({ ...row, kind: trashKind.parse(row.kind), body: JSON.parse(row.body) as unknown })

/** The list of what was removed; it only reads. */
export function trashReader(sql: Sql) {
  const columns = 'SELECT id, kind, name, removed_at AS removedAt, removed_by AS removedBy FROM trash'
  return {
    /** Newest first. */
    list: (limit: number): TrashedItem[] =>
      (sql.prepare(`${columns} ORDER BY removed_at DESC, id DESC LIMIT ?`).all(limit) as TrashedItem[]).map((item) => ({
        ...item,
        kind: trashKind.parse(item.kind),
      })),
  }
}

/** What was removed, and the way back. */
export function trashRepository(sql: Sql, clock: Clock) {
  return {
    /** Puts one in; `body` is what brings it back. Both the removal and this, or neither. */
    put<T>({ kind, name, by, body }: { kind: TrashKind; name: string; by: string; body: unknown }, remove: () => T): T {
      return sql.transaction(() => {
        sql
          .prepare('INSERT INTO trash (kind, name, removed_at, removed_by, body) VALUES (?, ?, ?, ?, ?)')
          .run(kind, name, clock.now(), by, JSON.stringify(body))
        return remove()
      })
    },
    ...trashReader(sql),
    get(id: number): Trashed | null {
      const row = sql.prepare(`${columns} WHERE id = ?`).get(id) as Row | undefined
      return row ? toTrashed(row) : null
    },
    /** Those removed before `before`, oldest first. */
    due: (before: number, limit: number): Trashed[] =>
      (sql.prepare(`${columns} WHERE removed_at < ? ORDER BY removed_at LIMIT ?`).all(before, limit) as Row[]).map(toTrashed),
    /** Takes it out, to be brought back by `restore` or to be gone; both or neither. */
    take: (id: number, restore: () => void = () => {}): void =>
      sql.transaction(() => {
        restore()
        sql.prepare('DELETE FROM trash WHERE id = ?').run(id)
      }),
  }
}
