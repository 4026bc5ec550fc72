// Who changed what, and when; a change of settings with its rows before and after, so that it can be taken back.
import { z } from 'zod'
import type { AuditEntry } from '../../../shared/domain/audit.ts'
import type { Clock } from '../../engine/ports.ts'
import { recordChanges } from './auditView.ts'
import type { DurableWrites } from './durableWrites.ts'
import { StoreError } from './errors.ts'
import { officeRows, putBack, rowChange, rowChanges } from './officeRows.ts'
import type { Sql } from './sql.ts'

export type Audited = { userId: string; action: string; target: string; detail?: string | undefined }
type Row = Omit<AuditEntry, 'changes' | 'undo'> & { changes: string | null; undone: number }

const storedChanges = z.array(rowChange)
const read = (text: string | null) => (text === null ? [] : storedChanges.parse(JSON.parse(text)))
const columns = `SELECT id, at, user_id AS userId, action, target, detail, changes,
  EXISTS (SELECT 1 FROM audit u WHERE u.undoes = a.id) AS undone FROM audit a`

const toEntry = ({ changes: text, undone, ...entry }: Row): AuditEntry => {
  const changes = read(text)
  return { ...entry, changes: recordChanges(changes), undo: undone ? 'done' : changes.length > 0 ? 'possible' : 'none' }
}

/** The list of entries; it only reads. */
export function auditReader(sql: Sql) {
  return {
    /** Newest first. */
    list: (limit: number): AuditEntry[] => (sql.prepare(`${columns} ORDER BY id DESC LIMIT ?`).all(limit) as Row[]).map(toEntry),
  }
}

/** The audit trail; what the disk refuses is written later. */
export function auditRepository(sql: Sql, clock: Clock, writes: DurableWrites) {
  const followers = new Set<(entry: Pick<Audited, 'action' | 'target'>) => void>()
  const told = (entry: Audited) => {
    for (const follower of followers) follower(entry)
  }
  const add = sql.prepare('INSERT INTO audit (at, user_id, action, target, detail, changes, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const insert = ({ userId, action, target, detail = '' }: Audited, changes: string | null, undoes: number | null): number =>
    Number(add.run(clock.now(), userId, action, target, detail, changes, undoes).lastInsertRowid)
  const get = (id: number) => sql.prepare(`${columns} WHERE id = ?`).get(id) as Row | undefined
  /** Does the work and notes what it changed, both or neither. Returns the entry's id. */
  const record = <T>(entry: Audited, work: () => T, undoes: number | null = null): { result: T; id: number } => {
    const done = sql.transaction(() => {
      const before = officeRows(sql)
      const result = work()
      const changes = rowChanges(before, officeRows(sql))
      return { result, id: insert(entry, changes.length > 0 ? JSON.stringify(changes) : null, undoes) }
    })
    told(entry)
    return done
  }
  return {
    ...auditReader(sql),
    /** Notes what was done; on a disk that refuses it is noted later. */
    add({ userId, action, target, detail = '' }: Audited): void {
      const at = clock.now()
      writes.write(() => void add.run(at, userId, action, target, detail, null, null))
      told({ userId, action, target })
    },
    record,
    /** Told of each entry as it is made. Returns what ends that. */
    follow(follower: (entry: Pick<Audited, 'action' | 'target'>) => void): () => void {
      followers.add(follower)
      return () => void followers.delete(follower)
    },
    get(id: number): AuditEntry | null {
      const row = get(id)
      return row ? toEntry(row) : null
    },
    /**
     * Takes a change of settings back, itself a change with an entry; `check` may throw, and then nothing is done.
     * Throws StoreError NOT_FOUND, or CONFLICT when there is nothing to take back or it was changed since.
     */
    undo(id: number, userId: string, check: () => void): void {
      const row = get(id)
      if (!row) throw new StoreError('NOT_FOUND', 'There is no such entry.')
      const changes = read(row.changes)
      if (row.undone || changes.length === 0) throw new StoreError('CONFLICT', 'There is nothing to take back.')
      const [thing = ''] = row.action.split('.')
      const entry = { userId, action: `${thing}.undo`, target: row.target, detail: row.detail }
      record(
        entry,
        () => {
          putBack(sql, changes)
          check()
        },
        id,
      )
    },
  }
}
