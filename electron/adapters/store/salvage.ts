// What can still be read of a damaged database, row by row, into a new one. What cannot is counted, and rows whose text is
// damaged are handed to `lost` as they are.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName, openDatabase } from './database.ts'

export type Salvaged = { table: string; rows: number; damaged: number; whole: boolean }
type LostRow = { table: string; row: Record<string, unknown> }
type Row = Record<string, unknown>

/** Columns that hold JSON: a row in which it is damaged would stop the host that reads it. */
const json: Record<string, string[]> = {
  settings: ['body'],
  records: ['body'],
  flows: ['draft'],
  flow_versions: ['document'],
  trace: ['data'],
  journal: ['entry', 'state'],
  kept: ['value'],
  callbacks: ['attempts'],
  outbox: ['headers'],
  lockouts: ['failures'],
}
/** What in a new database is not copied: the virtual tables' and SQLite's own. */
const own = /^sqlite_/

/** Writes a new database into the folder `into` from the copy at `damaged`. Throws SQLite's error when nothing can be read. */
export function salvage(damaged: string, into: string, lost: (row: LostRow) => void): Salvaged[] {
  mendHeader(damaged)
  const from = new Database(damaged, { fileMustExist: true })
  const to = openDatabase(into)
  try {
    from.pragma('cell_size_check = OFF')
    from.prepare('SELECT name FROM sqlite_master LIMIT 1').get()
    to.pragma('foreign_keys = OFF')
    const triggers = to.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all() as {
      name: string
      sql: string
    }[]
    for (const { name } of triggers) to.exec(`DROP TRIGGER ${name}`)
    const tables = to.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").all() as { name: string }[]
    const done = tables.filter(({ name }) => !own.test(name)).map(({ name }) => copyTable(from, to, name, lost))
    for (const { sql } of triggers) to.exec(sql)
    return done
  } finally {
    from.close()
    to.close()
  }
}

/** Gives a file whose first bytes are overwritten the header of a SQLite database again; the rest of page 1 must be there. */
function mendHeader(path: string): void {
  const header = Buffer.from(readFileSync(path).subarray(0, 100))
  if (header.length < 100 || header.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') return
  const pageSize = 4096
  const fresh = Buffer.alloc(100)
  fresh.write('SQLite format 3\0', 0, 'latin1')
  fresh.writeUInt16BE(pageSize, 16)
  fresh.set([2, 2, 0, 64, 32, 32], 18)
  fresh.writeUInt32BE(1, 24)
  fresh.writeUInt32BE(Math.floor(statSync(path).size / pageSize), 28)
  fresh.writeUInt32BE(1, 40)
  fresh.writeUInt32BE(4, 44)
  fresh.writeUInt32BE(1, 56)
  fresh.writeUInt32BE(1, 92)
  const file = readFileSync(path)
  fresh.copy(file)
  writeFileSync(path, file)
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

function copyTable(from: Database.Database, to: Database.Database, table: string, lost: (row: LostRow) => void): Salvaged {
  const result = { table, rows: 0, damaged: 0, whole: true }
  const columns = to.pragma(`table_info(${quote(table)})`) as { name: string; pk: number }[]
  const theirs = new Set(columnsOf(from, table))
  const shared = columns.filter(({ name }) => theirs.has(name)).map(({ name }) => name)
  if (shared.length === 0) return { ...result, whole: theirs.size > 0 }
  const insert = to.prepare(
    `INSERT OR IGNORE INTO ${quote(table)} (${shared.map(quote).join(', ')}) VALUES (${shared.map(() => '?').join(', ')})`,
  )
  const put = (row: Row) => {
    if ((json[table] ?? []).some((column) => !readable(row[column]))) {
      result.damaged += 1
      return lost({ table, row })
    }
    try {
      result.rows += insert.run(...shared.map((name) => row[name])).changes
    } catch {
      // A value that the table's rules do not allow is damage as well.
      result.damaged += 1
      lost({ table, row })
    }
  }
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  to.transaction(() => {
    result.whole = eachRow(
      from,
      table,
      shared,
      keys.map(({ name }) => name),
      put,
    )
  })()
  return result
}

function columnsOf(from: Database.Database, table: string): string[] {
  try {
    return (from.pragma(`table_info(${quote(table)})`) as { name: string }[]).map(({ name }) => name)
  } catch {
    return []
  }
}

function readable(value: unknown): boolean {
  if (value === null || value === undefined) return true
  try {
    JSON.parse(String(value))
    return true
  } catch {
    return false
  }
}

/** All rows that can be reached: from the beginning to the damage, from the end to it, and, by another index, what lies between. */
function eachRow(from: Database.Database, table: string, columns: string[], keys: string[], put: (row: Row) => void): boolean {
  const list = columns.map(quote).join(', ')
  const order = keys.length > 0 ? keys.map(quote) : ['rowid']
  const run = (direction: 'ASC' | 'DESC') => {
    const rows = from.prepare(
      `SELECT ${list} FROM ${quote(table)} ORDER BY ${order.map((key) => `${key} ${direction}`).join(', ')}`,
    )
    for (const row of rows.iterate() as IterableIterator<Row>) put(row)
  }
  if (tried(() => run('ASC'))) return true
  tried(() => run('DESC'))
  const [key] = keys
  if (keys.length === 1 && key !== undefined) byIndex(from, table, list, key, put)
  return false
}

function byIndex(from: Database.Database, table: string, list: string, key: string, put: (row: Row) => void): void {
  const found = new Set<unknown>()
  tried(() => {
    for (const { name } of from.pragma(`index_list(${quote(table)})`) as { name: string }[])
      tried(() => {
        const ids = from.prepare(`SELECT ${quote(key)} AS id FROM ${quote(table)} INDEXED BY ${quote(name)}`)
        for (const { id } of ids.iterate() as IterableIterator<{ id: unknown }>) found.add(id)
      })
  })
  const one = from.prepare(`SELECT ${list} FROM ${quote(table)} WHERE ${quote(key)} = ?`)
  for (const id of found)
    tried(() => {
      const row = one.get(id) as Row | undefined
      if (row) put(row)
    })
}

/** False when the database could not be read to the end. */
function tried(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

/** What is wrong with the database, one line each, at most `most`; nothing when all is well. Reads every page. */
export function problemsOf(folder: string, most: number): string[] {
  let database: Database.Database | undefined
  try {
    database = new Database(join(folder, databaseName), { readonly: true, fileMustExist: true })
    const checked = database.pragma(`integrity_check(${most})`) as { integrity_check: string }[]
    const pages = checked.map((row) => row.integrity_check).filter((line) => line !== 'ok')
    return [...pages, ...damagedRows(database)].slice(0, most)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    database?.close()
  }
}

function damagedRows(database: Database.Database): string[] {
  return Object.entries(json).flatMap(([table, columns]) =>
    columns.flatMap((column) => {
      const condition = `${column} IS NOT NULL AND NOT json_valid(${column})`
      const { n } = database.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${condition}`).get() as { n: number }
      return n === 0 ? [] : [`table ${table}: ${n} row${n === 1 ? '' : 's'} whose ${column} cannot be read`]
    }),
  )
}

/** The number of the database's schema; null when it cannot be read. */
export function schemaIn(folder: string): number | null {
  try {
    const database = new Database(join(folder, databaseName), { readonly: true, fileMustExist: true })
    try {
      return database.pragma('user_version', { simple: true }) as number
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
