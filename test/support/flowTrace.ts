// What the host wrote of a call, read from its data folder beside it: the way through the flow, in words.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** The newest call from `caller`, as lines like `menu → 1`; empty where there is no such office or call. */
export function flowTrace(data: string, caller: string): string[] {
  const file = join(data, 'cordboard.sqlite')
  if (!existsSync(file)) return []
  const database = new Database(file, { readonly: true })
  try {
    const call = database.prepare('SELECT id FROM calls WHERE from_number = ? ORDER BY started_at DESC LIMIT 1').get(caller) as
      | { id: string }
      | undefined
    if (!call) return []
    const rows = database
      .prepare("SELECT node, data FROM trace WHERE call_id = ? AND type = 'node.left' ORDER BY id")
      .all(call.id) as { node: string; data: string }[]
    return rows.map(({ node, data: text }) => `${node} → ${(JSON.parse(text) as { port?: string }).port ?? ''}`)
  } finally {
    database.close()
  }
}
