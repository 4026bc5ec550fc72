// A history of a million calls with their traces, made once a schema and cached in the temporary folder.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName } from '../../../electron/adapters/store/database.ts'
import { Indexer } from '../../../electron/adapters/store/history/searchIndex.ts'
import { migrations } from '../../../electron/adapters/store/migrations/index.ts'
import { Sql } from '../../../electron/adapters/store/sql.ts'
import { openStore } from '../../../electron/adapters/store/store.ts'
import { wallClock } from '../../../electron/host/system.ts'

const dayMs = 86_400_000
const numbers = 180_000
const contacts = 5000
const names = ['Erika Mustermann', 'Hans Meier', 'Vera Vos', 'Ana Pérez', 'Jean Dupont', '', '', '', '', '']
const outcomes = ['answered', 'answered', 'answered', 'abandoned', 'voicemail', 'completed']

/** A number of the seeded history that has called some times. */
export const seededNumber = (n: number): string => `+4930${10_000_000 + ((n * 7919) % numbers) * 37}`

/** The folder; made when it is not there. `calls`: how many, over three years up to now. */
export function seededHistory(calls: number, say: (line: string) => void): string {
  const folder = join(tmpdir(), 'cordboard-bench', `store-${migrations.at(-1)?.number}-${calls}`)
  if (existsSync(join(folder, 'seeded'))) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  openStore({ folder, clock: wallClock }).close()
  const database = new Database(join(folder, databaseName))
  database.pragma('synchronous = OFF')
  say(`writing ${calls} calls with their traces`)
  database.transaction(() => seed(database, calls))()
  say('making the search index')
  const indexer = new Indexer(new Sql(database), folder)
  while (indexer.follow(20_000) || indexer.backfill(20_000)) {}
  indexer.close()
  database.close()
  writeFileSync(join(folder, 'seeded'), '')
  return folder
}

function seed(database: Database.Database, calls: number): void {
  const now = Date.now()
  const call = database.prepare(
    `INSERT INTO calls (id, kind, from_number, from_name, to_number, flow_id, flow_version, started_at, ended_at, outcome,
       queue_id, operator_id, wait_ms, talk_ms, note, disposition)
     VALUES (?, 'inbound', ?, ?, '5000', 'main', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const event = database.prepare('INSERT INTO trace (call_id, at, type, node, data) VALUES (?, ?, ?, ?, ?)')
  const contact = database.prepare("INSERT INTO contacts (id, name, company, email, note) VALUES (?, ?, '', '', '')")
  const contactNumber = database.prepare('INSERT INTO contact_numbers (contact_id, number, position) VALUES (?, ?, 0)')
  for (let n = 0; n < contacts; n++) {
    contact.run(`contact-${n}`, `Contact ${n}`)
    contactNumber.run(`contact-${n}`, seededNumber(n * 31))
  }
  for (let n = 0; n < calls; n++) {
    const at = Math.round(now - ((calls - n) / calls) * 1095 * dayMs)
    const id = `call-${((n * 2_654_435_761) % 4_294_967_296).toString(16)}-${n}`
    const outcome = outcomes[n % outcomes.length] ?? 'answered'
    const extension = String(201 + (n % 20))
    call.run(
      id,
      seededNumber(n * 31),
      names[n % names.length],
      at,
      at + 60_000,
      outcome,
      n % 3 ? 'sales' : 'support',
      `op${n % 20}`,
      5000,
      40_000,
      n % 25 ? null : `wants the larger boiler, offer ${n}`,
      n % 5000 ? null : 'Complaint',
    )
    event.run(id, at, 'call.started', null, '{"to":"5000"}')
    for (const node of ['start', 'menu', 'queue']) event.run(id, at, 'node.entered', node, null)
    event.run(id, at, 'leg.ringing', null, `{"to":"${extension}"}`)
    event.run(id, at, outcome === 'answered' ? 'leg.answered' : 'leg.ended', null, `{"to":"${extension}","result":"noAnswer"}`)
    event.run(id, at + 60_000, 'call.ended', null, `{"outcome":"${outcome}"}`)
  }
}
