// Lockouts after wrong PINs (`pin`) and wrong passwords (`signIn`); they survive a restart.
import { z } from 'zod'
import type { LockoutStore } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

const times = z.array(z.number())

/** The lockouts of one scope; whoever counts them holds them in memory as well. */
export function lockoutStore(sql: Sql, scope: 'pin' | 'signIn', writes: DurableWrites, badRows: BadRows): LockoutStore {
  return {
    load: () =>
      badRows.readable(
        'lockouts',
        sql.all(sql.build.selectFrom('lockouts').selectAll().where('scope', '=', scope)),
        (row) => row.key,
        (row) => ({ key: row.key, failures: times.parse(JSON.parse(row.failures)), lockedUntil: row.locked_until }),
      ),
    save({ key, failures, lockedUntil }) {
      const values = { failures: JSON.stringify(failures), locked_until: lockedUntil }
      const write = () =>
        sql.run(
          sql.build
            .insertInto('lockouts')
            .values({ scope, key, ...values })
            .onConflict((on) => on.columns(['scope', 'key']).doUpdateSet(values)),
        )
      writes.write(() => void write(), `lockout:${scope}:${key}`)
    },
    remove: (key) =>
      writes.write(
        () => void sql.run(sql.build.deleteFrom('lockouts').where('scope', '=', scope).where('key', '=', key)),
        `lockout:${scope}:${key}`,
      ),
  }
}
