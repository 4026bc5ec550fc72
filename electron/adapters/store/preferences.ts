// What each user likes of the console: a row each, gone with the user.
import { type Preferences, preferences } from '../../../shared/domain/preferences.ts'
import type { Sql } from './sql.ts'

export function preferenceRows(sql: Sql) {
  return {
    /** As they chose, or as it is where they have not; a row that cannot be read counts as none. */
    get(userId: string): Preferences {
      const row = sql.get(sql.build.selectFrom('preferences').select('body').where('user_id', '=', userId))
      return preferences.safeParse(row && JSON.parse(row.body)).data ?? preferences.parse({})
    },
    /** The user is there. */
    save(userId: string, chosen: Preferences): void {
      const body = JSON.stringify(chosen)
      sql.run(
        sql.build
          .insertInto('preferences')
          .values({ user_id: userId, body })
          .onConflict((on) => on.column('user_id').doUpdateSet({ body })),
      )
    },
  }
}
