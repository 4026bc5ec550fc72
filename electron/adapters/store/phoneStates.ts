// How each desk phone stands with its settings: the code by which it may fetch them, and what it last did. Sealed, as a code is a password.
import { z } from 'zod'
import { phoneProblem } from '../../../shared/domain/phones.ts'
import type { OfficeKey } from './keys.ts'
import type { Sql } from './sql.ts'

const phoneRow = z.object({
  /** 12 digits. `open` until epoch ms; null: it is not open, as it was used or the phone is to use it only when told. */
  code: z.string(),
  open: z.number().nullable(),
  /** Wrong codes that were tried since it was opened. */
  wrong: z.int(),
  /** The one that was used last; empty for none. */
  used: z.string(),
  fetchedAt: z.number().nullable(),
  fetchedFrom: z.string(),
  /** A hash of what it fetched; empty before. */
  fetched: z.string(),
  seenModel: z.string(),
  firmware: z.string(),
  problem: phoneProblem.nullable(),
  problemAt: z.number().nullable(),
  problemFrom: z.string(),
})
export type PhoneRow = z.infer<typeof phoneRow>

export type PhoneStates = ReturnType<typeof phoneStates>

export function phoneStates(sql: Sql, key: OfficeKey) {
  const nameOf = (id: string) => `phone:${id}`
  return {
    /** Null before the phone was ever given a code. Throws StoreError CORRUPT when the folder's key does not fit. */
    get(id: string): PhoneRow | null {
      const row = sql.get(sql.build.selectFrom('phone_states').select('sealed').where('id', '=', id))
      return row ? phoneRow.parse(JSON.parse(key.open(nameOf(id), row.sealed))) : null
    },
    save(id: string, row: PhoneRow): void {
      const sealed = key.seal(nameOf(id), JSON.stringify(row))
      sql.run(
        sql.build
          .insertInto('phone_states')
          .values({ id, sealed })
          .onConflict((on) => on.column('id').doUpdateSet({ sealed })),
      )
    },
    remove: (id: string): boolean => sql.run(sql.build.deleteFrom('phone_states').where('id', '=', id)) > 0,
  }
}
