// `npm run host -- unlock [name]`: lists what waits after wrong passwords or PINs, and lifts it. For whoever has the machine.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { defaultFolder } from '../arguments.ts'
import type { Command } from './index.ts'

type Row = { scope: string; key: string; failures: string }

export const unlock: Command = (args, terminal, env) => {
  const { values, positionals } = parseArgs({ args, options: { data: { type: 'string' } }, allowPositionals: true })
  const path = join(resolve(values.data ?? env.CORDBOARD_DATA ?? defaultFolder()), 'cordboard.sqlite')
  if (!existsSync(path)) {
    terminal.error(`There is no office in ${path}.`)
    return 1
  }
  const database = new Database(path, { timeout: 5000 })
  try {
    const rows = database.prepare('SELECT scope, key, failures FROM lockouts ORDER BY scope, key').all() as Row[]
    const [wanted] = positionals
    const chosen = rows.filter(({ key }) => !wanted || key === wanted || key.slice(key.indexOf(':') + 1) === wanted.toLowerCase())
    if (chosen.length === 0) terminal.out(wanted ? `Nothing is locked by the name of ${wanted}.` : 'Nothing is locked.')
    const remove = database.prepare('DELETE FROM lockouts WHERE scope = ? AND key = ?')
    for (const { scope, key, failures } of chosen) {
      remove.run(scope, key)
      terminal.out(
        `Lifted: ${key} (${(JSON.parse(failures) as number[]).length} wrong ${scope === 'pin' ? 'PINs' : 'passwords'})`,
      )
    }
    // The engine keeps locks of PINs in memory; a supervisor lifts those in the console.
    if (chosen.some(({ scope }) => scope === 'pin')) terminal.out('Locks of PINs are lifted when the host starts next.')
    return 0
  } finally {
    database.close()
  }
}
