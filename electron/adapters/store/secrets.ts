// Secrets the host needs in clear (SIP passwords, the ARI secret, the starter's PINs): sealed with the office's key.
import type { OfficeKey } from './keys.ts'
import type { Sql } from './sql.ts'

export type Secrets = ReturnType<typeof secretsRepository>

export function secretsRepository(sql: Sql, key: OfficeKey) {
  const secrets = {
    /** Null when there is none. Throws StoreError CORRUPT when the folder's key does not fit. */
    get(name: string): string | null {
      const row = sql.get(sql.build.selectFrom('secrets').select('sealed').where('name', '=', name))
      return row ? key.open(name, row.sealed) : null
    },
    set(name: string, text: string): void {
      const sealed = key.seal(name, text)
      sql.run(
        sql.build
          .insertInto('secrets')
          .values({ name, sealed })
          .onConflict((on) => on.column('name').doUpdateSet({ sealed })),
      )
    },
    /** The secret of that name, made by `make` the first time. */
    getOrMake(name: string, make: () => string): string {
      const known = secrets.get(name)
      if (known !== null) return known
      const made = make()
      secrets.set(name, made)
      return made
    },
    remove: (name: string): boolean => sql.run(sql.build.deleteFrom('secrets').where('name', '=', name)) > 0,
  }
  return secrets
}
