// The shape that all records of the office share: a keyed list of documents, each checked by its schema when read.
import type { z } from 'zod'
import type { BadRows } from './badRows.ts'
import type { Sql } from './sql.ts'
import type { RecordKind } from './tables.ts'

export type Records<T> = {
  /** In the order they were made. */
  list(): T[]
  get(id: string): T | null
  /** Adds or replaces. */
  save(value: T): void
  /** False when there was none. */
  remove(id: string): boolean
  /** All of them at once, in this order. */
  replaceAll(values: readonly T[]): void
}

/** Records of one kind. `key` names the field that identifies one. One that cannot be read is left out, stays as it is, and is reported. */
export function records<T>(
  sql: Sql,
  kind: RecordKind,
  schema: z.ZodType<T>,
  key: (value: T) => string,
  badRows: BadRows,
): Records<T> {
  const read = (rows: { id: string; body: string }[]) =>
    badRows.readable(
      kind,
      rows,
      (row) => row.id,
      (row) => schema.parse(JSON.parse(row.body)),
    )
  const upsert = sql.prepare(
    `INSERT INTO records (kind, id, position, body)
     VALUES (:kind, :id, coalesce((SELECT max(position) + 1 FROM records WHERE kind = :kind), 0), :body)
     ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body`,
  )
  const save = (value: T) => void upsert.run({ kind, id: key(value), body: JSON.stringify(value) })
  const ofKind = () => sql.build.selectFrom('records').select(['id', 'body']).where('kind', '=', kind)
  return {
    list: () => read(sql.all(ofKind().orderBy('position'))),
    get: (id) => read(sql.all(ofKind().where('id', '=', id)))[0] ?? null,
    save,
    remove: (id) => sql.run(sql.build.deleteFrom('records').where('kind', '=', kind).where('id', '=', id)) > 0,
    replaceAll(values) {
      sql.transaction(() => {
        sql.run(sql.build.deleteFrom('records').where('kind', '=', kind))
        for (const value of values) save(value)
      })
    },
  }
}
