// The search index: a database of its own beside the office's, made from it and safe to delete. What is typed is found by
// trigrams (FTS5), a whole number and a step by its key. A thread follows the calls as they are written; calls of earlier
// versions get negative serials, newest first, in small steps that go on where they stopped.
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { isTestCall } from '../../../../shared/domain/outcome.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'
import { digitsOf } from './filter.ts'

export const searchIndexName = 'search.sqlite'
const version = 3
/** Rows of the order of calls that stay behind what is indexed: a search that runs may have begun before the last step. */
const orderRows = 5000
/** Pages that a step of removal merges at most: only a merge gives back the space of removed texts. */
const mergePages = 100

const schema = `
  CREATE TABLE calls (serial INTEGER PRIMARY KEY, call_id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, test INTEGER NOT NULL);
  CREATE INDEX calls_started ON calls (started_at);
  CREATE VIRTUAL TABLE texts USING fts5 (numbers, name, words, tokenize = 'trigram', content = '', contentless_delete = 1);
  CREATE TABLE numbers (number TEXT, serial INTEGER, PRIMARY KEY (number, serial)) WITHOUT ROWID;
  CREATE INDEX numbers_serial ON numbers (serial);
  CREATE TABLE nodes (node TEXT, serial INTEGER, PRIMARY KEY (node, serial)) WITHOUT ROWID;
  CREATE INDEX nodes_serial ON nodes (serial);
  -- Serial and trace row up to which everything is indexed; 'floor': calls before it are not, null when all are.
  CREATE TABLE state (serial INTEGER, trace INTEGER, floor_at INTEGER, floor_id TEXT);
`

export type IndexState = { serial: number; trace: number; floor_at: number | null; floor_id: string | null }

const stateOf = (index: Database.Database) => index.prepare('SELECT * FROM state').get() as IndexState

/** Opens it for reading; null while there is none. */
export function readSearchIndex(folder: string): { index: Database.Database; state(): IndexState } | null {
  const path = join(folder, searchIndexName)
  if (!existsSync(path)) return null
  try {
    const index = new Database(path, { readonly: true, timeout: 100 })
    if (index.pragma('user_version', { simple: true }) !== version) {
      index.close()
      return null
    }
    return { index, state: () => stateOf(index) }
  } catch {
    return null // Not there yet, or damaged: then calls are looked at one by one until the indexer has made it again.
  }
}

/** Takes the index away; it is made again. Only while no host runs. */
export function dropSearchIndex(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, searchIndexName + end), { force: true })
}

/** Keeps the index of what people search for in step with the calls. */
export class Indexer {
  private readonly sql: Sql
  private readonly index: Database.Database
  private readonly write: (row: Tables['calls'], serial: number) => void
  private readonly put: (row: Tables['calls'], serial: number) => void
  private readonly node: Database.Statement
  private readonly removals: Database.Statement[]

  constructor(sql: Sql, folder: string) {
    this.sql = sql
    this.index = openIndex(sql, folder)
    const { index } = this
    const call = index.prepare('INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?)')
    const texts = index.prepare('INSERT OR REPLACE INTO texts (rowid, numbers, name, words) VALUES (?, ?, ?, ?)')
    const number = index.prepare('INSERT OR IGNORE INTO numbers VALUES (?, ?)')
    this.node = index.prepare('INSERT OR IGNORE INTO nodes SELECT ?, serial FROM calls WHERE call_id = ?')
    this.removals = ['texts WHERE rowid', 'numbers WHERE serial', 'nodes WHERE serial', 'calls WHERE serial'].map((rows) =>
      index.prepare(`DELETE FROM ${rows} = ?`),
    )
    this.write = (row, serial) => {
      const words = [row.disposition, row.note].filter(Boolean).join('\n')
      texts.run(serial, `${row.from_number} ${digitsOf(row.from_number)} ${row.to_number}`, row.from_name, words)
    }
    this.put = (row, serial) => {
      if (call.run(serial, row.id, row.started_at, isTestCall({ kind: row.kind, flowId: row.flow_id }) ? 1 : 0).changes === 0)
        return
      this.write(row, serial)
      for (const each of new Set([row.from_number, row.to_number].map((one) => digitsOf(one) || one)))
        if (each) number.run(each, serial)
    }
  }

  /** Indexes what was written since, at most `most` calls and ten times as many events; false when nothing is left. */
  follow(most: number): boolean {
    return this.index.transaction(() => {
      const { serial, trace: reached } = stateOf(this.index)
      // When all steps were removed, their numbers begin at 1 again.
      const trace = reached > maxOf(this.sql, 'trace', 'id') ? 0 : reached
      const calls = this.sql.all(
        this.sql.build
          .selectFrom('call_order')
          .innerJoin('calls', 'calls.id', 'call_order.call_id')
          .selectAll('calls')
          .select('call_order.serial')
          .where('call_order.serial', '>', serial)
          .orderBy('call_order.serial')
          .limit(most),
      )
      for (const row of calls) this.put(row, row.serial)
      const events = this.sql.all(
        this.sql.build
          .selectFrom('trace')
          .select(['id', 'call_id', 'node', 'type'])
          .where('id', '>', trace)
          .orderBy('id')
          .limit(calls.length < most ? most * 10 : 0),
      )
      for (const { type, node, call_id } of events) if (type === 'node.entered' && node) this.node.run(node, call_id)
      this.index.prepare('UPDATE state SET serial = ?, trace = ?').run(calls.at(-1)?.serial ?? serial, events.at(-1)?.id ?? trace)
      return calls.length === most || events.length === most * 10
    })()
  }

  /** Indexes the next `count` calls of earlier versions; false when none is left. */
  backfill(count: number): boolean {
    return this.index.transaction(() => {
      const { floor_at, floor_id } = stateOf(this.index)
      if (floor_at === null || floor_id === null) return false
      const rows = this.sql.all(
        this.sql.build
          .selectFrom('calls')
          .selectAll()
          .where((q) => q(q.refTuple('started_at', 'id'), '<', q.tuple(floor_at, floor_id)))
          .orderBy('started_at', 'desc')
          .orderBy('id', 'desc')
          .limit(count),
      )
      let { serial } = this.index.prepare('SELECT min(0, coalesce(min(serial), 0)) AS serial FROM calls').get() as {
        serial: number
      }
      for (const row of rows) {
        serial -= 1
        this.put(row, serial)
        for (const node of this.nodesOf(row.id)) this.node.run(node, row.id)
      }
      const last = rows.length < count ? undefined : rows.at(-1)
      this.index.prepare('UPDATE state SET floor_at = ?, floor_id = ?').run(last?.started_at ?? null, last?.id ?? null)
      return last !== undefined
    })()
  }

  /** Takes over what was noted on the next `most` calls since they were indexed; false when none is left. Throws SQLITE_BUSY as `remove`. */
  changes(most: number): boolean {
    const changed = this.sql.all(this.sql.build.selectFrom('search_changes').selectAll().orderBy('id').limit(most))
    const last = changed.at(-1)
    if (!last) return false
    const serialOf = this.index.prepare('SELECT serial FROM calls WHERE call_id = ?')
    this.index.transaction(() => {
      for (const { call_id } of changed) {
        const found = serialOf.get(call_id) as { serial: number } | undefined
        const row = this.sql.get(this.sql.build.selectFrom('calls').selectAll().where('id', '=', call_id))
        if (found && row) this.write(row, found.serial)
      }
    })()
    this.sql.run(this.sql.build.deleteFrom('search_changes').where('id', '<=', last.id))
    return changed.length === most
  }

  /** Removes the next `most` calls that the office removed; false when none is left. Throws SQLITE_BUSY: then it is done again. */
  remove(most: number): boolean {
    const removed = this.sql.all(this.sql.build.selectFrom('removed_calls').selectAll().orderBy('id').limit(most))
    const last = removed.at(-1)
    if (!last) return false
    this.index.transaction(() => {
      for (const { call_id } of removed) this.removeCall(call_id)
      this.index.prepare("INSERT INTO texts (texts, rank) VALUES ('merge', ?)").run(mergePages)
    })()
    this.sql.run(this.sql.build.deleteFrom('removed_calls').where('id', '<=', last.id))
    return removed.length === most
  }

  /** Removes at most `most` rows from the order of calls, which are indexed all; false when none is left. */
  trimOrder(most: number, rowsLeft = orderRows): boolean {
    const { build } = this.sql
    const until = stateOf(this.index).serial - rowsLeft
    const due = this.sql.all(
      build.selectFrom('call_order').select('serial').where('serial', '<', until).orderBy('serial').limit(most),
    )
    const last = due.at(-1)
    if (last) this.sql.run(build.deleteFrom('call_order').where('serial', '<=', last.serial))
    return due.length === most
  }

  close(): void {
    this.index.close()
  }

  /** A call that was written again under the same id stays. */
  private removeCall(callId: string): void {
    if (this.sql.get(this.sql.build.selectFrom('calls').select('id').where('id', '=', callId))) return
    const found = this.index.prepare('SELECT serial FROM calls WHERE call_id = ?').get(callId) as { serial: number } | undefined
    if (found) for (const each of this.removals) each.run(found.serial)
  }

  private nodesOf(callId: string): string[] {
    const rows = this.sql.all(
      this.sql.build
        .selectFrom('trace')
        .select('node')
        .distinct()
        .where('call_id', '=', callId)
        .where('type', '=', 'node.entered')
        .where('node', 'is not', null),
    )
    return rows.flatMap(({ node }) => node ?? [])
  }
}

function openIndex(sql: Sql, folder: string): Database.Database {
  try {
    const index = openFile(folder)
    if (belongs(sql, index)) return index
    index.close()
  } catch {
    // Damaged: it is made again from the office's database.
  }
  dropSearchIndex(folder)
  const index = openFile(folder)
  index.transaction(() => {
    index.exec(schema)
    const at = {
      serial: maxOf(sql, 'call_order', 'serial'),
      trace: maxOf(sql, 'trace', 'id'),
      floor: maxOf(sql, 'calls', 'started_at'),
    }
    index
      .prepare('INSERT INTO state VALUES (?, ?, ?, ?)')
      .run(at.serial, at.trace, at.floor > 0 ? at.floor + 1 : null, at.floor > 0 ? '' : null)
    index.pragma(`user_version = ${version}`)
  })()
  return index
}

function openFile(folder: string): Database.Database {
  const path = join(folder, searchIndexName)
  const index = new Database(path)
  chmodSync(path, 0o600)
  index.pragma('journal_mode = WAL')
  index.pragma('synchronous = NORMAL')
  return index
}

const maxOf = (sql: Sql, table: string, column: string) =>
  (sql.database.prepare(`SELECT coalesce(max(${column}), 0) AS n FROM ${table}`).get() as { n: number }).n

/** Whether it was made from this database: an older copy that was put back has other calls under the same serials. */
function belongs(sql: Sql, index: Database.Database): boolean {
  if (index.pragma('user_version', { simple: true }) !== version) return false
  const { serial } = stateOf(index)
  if (serial === 0) return true
  if (serial > maxOf(sql, 'call_order', 'serial')) return false
  const theirs = index.prepare('SELECT call_id FROM calls WHERE serial = ?').get(serial) as { call_id: string } | undefined
  const ours = sql.get(sql.build.selectFrom('call_order').select('call_id').where('serial', '=', serial))
  return !theirs || !ours || theirs.call_id === ours.call_id
}
