// Lifts what waits after wrong passwords or PINs, on a data folder whose host may be running.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName } from './database.ts'

export type Lifted = { scope: 'pin' | 'signIn'; key: string; failures: number }

/** All, or those of that key or of that name in it (`login:ada` by `ada`); null where there is no office. */
export function liftLockouts(folder: string, wanted: string | undefined): Lifted[] | null {
  const path = join(folder, databaseName)
  if (!existsSync(path)) return null
  const database = new Database(path, { timeout: 5000 })
  try {
    const rows = database
      .prepare('SELECT scope, key, json_array_length(failures) AS failures FROM lockouts ORDER BY scope, key')
      .all() as Lifted[]
    const chosen = rows.filter(({ key }) => !wanted || key === wanted || key.slice(key.indexOf(':') + 1) === wanted.toLowerCase())
    const remove = database.prepare('DELETE FROM lockouts WHERE scope = ? AND key = ?')
    for (const { scope, key } of chosen) remove.run(scope, key)
    return chosen
  } finally {
    database.close()
  }
}
