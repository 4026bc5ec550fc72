// Lockouts after wrong PINs (`pin`) and wrong passwords (`signIn`); they survive a restart.
import { z } from 'zod'
import type { LockoutStore } from '../engine/ports.ts'
import type { Sql } from './sql.ts'

const times = z.array(z.number())

/** The lockouts of one scope. */
export function lockoutStore(sql: Sql, scope: 'pin' | 'signIn'): LockoutStore {
  return {
    load: () =>
      sql.all(sql.build.selectFrom('lockouts').selectAll().where('scope', '=', scope)).map((row) => ({
        key: row.key,
        failures: times.parse(JSON.parse(row.failures)),
        lockedUntil: row.locked_until,
      })),
    save({ key, failures, lockedUntil }) {
      const values = { failures: JSON.stringify(failures), locked_until: lockedUntil }
      sql.run(
        sql.build
          .insertInto('lockouts')
          .values({ scope, key, ...values })
          .onConflict((on) => on.columns(['scope', 'key']).doUpdateSet(values)),
      )
    },
    remove: (key) => void sql.run(sql.build.deleteFrom('lockouts').where('scope', '=', scope).where('key', '=', key)),
  }
}
