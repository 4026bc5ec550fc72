// The rows an office's settings are made of, as they are stored: compared before and after a change, and put back by an undo.
import { z } from 'zod'
import { StoreError } from './errors.ts'
import type { Sql } from './sql.ts'

const value = z.union([z.string(), z.number(), z.null()])
const row = z.record(z.string(), value)
type Row = z.infer<typeof row>

/** One row before and after; null: it is not there. Sealed secrets are base64. */
export const rowChange = z.object({
  table: z.enum(['records', 'settings', 'users', 'pins', 'secrets']),
  key: z.string(),
  before: row.nullable(),
  after: row.nullable(),
})
export type RowChange = z.infer<typeof rowChange>
type Table = RowChange['table']

const keys: Record<Table, readonly string[]> = {
  records: ['kind', 'id'],
  settings: ['name'],
  users: ['id'],
  pins: ['operator_id'],
  secrets: ['name'],
}
const tables = Object.keys(keys) as Table[]
/** Rows are few hundred, and a change is rare: reading them all costs less than knowing which ones a removal will touch. */
type Snapshot = Map<Table, Map<string, Row>>

const storable = (raw: Record<string, unknown>): Row =>
  Object.fromEntries(
    Object.entries(raw).map(([name, each]) => [name, Buffer.isBuffer(each) ? each.toString('base64') : value.parse(each)]),
  )
const keyOf = (table: Table, of: Row): string => JSON.stringify(keys[table].map((name) => of[name]))
const same = (a: Row | null, b: Row | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** All rows of the office as they stand. */
export function officeRows(sql: Sql): Snapshot {
  return new Map(
    tables.map((table) => {
      const rows = sql.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
      return [table, new Map(rows.map(storable).map((each) => [keyOf(table, each), each]))]
    }),
  )
}

/** What differs between two snapshots. */
export function rowChanges(before: Snapshot, after: Snapshot): RowChange[] {
  return tables.flatMap((table) => {
    const [was, is] = [before.get(table) ?? new Map<string, Row>(), after.get(table) ?? new Map<string, Row>()]
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
      const change = { table, key, before: was.get(key) ?? null, after: is.get(key) ?? null }
      return same(change.before, change.after) ? [] : [change]
    })
  })
}

/** Puts every row back as it was. Throws StoreError CONFLICT when one is no longer as the change left it. */
export function putBack(sql: Sql, changes: readonly RowChange[]): void {
  const now = officeRows(sql)
  const other = changes.find(({ table, key, after }) => !same(now.get(table)?.get(key) ?? null, after))
  if (other) throw new StoreError('CONFLICT', 'It was changed again since; nothing was taken back.')
  // Rows that go make room (a login, a number) for those that come back; a changed one stays, and a user's sessions with it.
  for (const { table, before, after } of changes) if (after && !before) removeRow(sql, table, after)
  for (const { table, before, after } of changes) if (after && before) updateRow(sql, table, before)
  for (const { table, before, after } of changes) if (!after && before) addRow(sql, table, before)
}

const stored = (table: Table, name: string, of: Row) =>
  table === 'secrets' && name === 'sealed' ? Buffer.from(String(of[name]), 'base64') : of[name]

function updateRow(sql: Sql, table: Table, of: Row): void {
  const names = Object.keys(of).filter((name) => !keys[table].includes(name))
  const set = names.map((name) => `${name} = ?`).join(', ')
  const where = keys[table].map((name) => `${name} = ?`).join(' AND ')
  sql
    .prepare(`UPDATE ${table} SET ${set} WHERE ${where}`)
    .run(...names.map((name) => stored(table, name, of)), ...keys[table].map((name) => of[name]))
}

function removeRow(sql: Sql, table: Table, of: Row): void {
  const where = keys[table].map((name) => `${name} = ?`).join(' AND ')
  sql.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...keys[table].map((name) => of[name]))
}

function addRow(sql: Sql, table: Table, of: Row): void {
  const names = Object.keys(of)
  sql
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...names.map((name) => stored(table, name, of)))
}
