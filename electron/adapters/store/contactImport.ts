// Many contacts, all of them or none, without one long transaction: slices are written where nobody sees them, as the contacts of an
// owner who is nobody; one short step decides that they are in force, and then they become so a few at a time, also after a crash.
import { randomBytes } from 'node:crypto'
import type { StagedContact } from '../../../shared/domain/contacts.ts'
import type { Sql } from './sql.ts'

const nobody = 'import:'
/** A changed contact waits under its own id with this before it. */
const waiting = 'import:'

/** Stands for “all of it is in force” from one moment on; what is not done of it then is done at the next start. */
const committed = 'committed:'
/** Contacts of one step: some milliseconds of work. */
const step = 25

const ownersOf = (sql: Sql, where: string): string[] =>
  (
    sql.prepare(`SELECT DISTINCT owner FROM contacts WHERE owner GLOB '${nobody}*' AND ${where}`).all() as { owner: string }[]
  ).map(({ owner }) => owner)

/** Ends what an import left behind that the host did not live to finish: done where it was put in force, else removed. */
export function removeUnfinished(sql: Sql): void {
  for (const owner of ownersOf(sql, `id GLOB '${committed}*'`)) while (settleSome(sql, owner));
  sql.prepare(`DELETE FROM contacts WHERE owner GLOB '${nobody}*'`).run()
}

/** Does a step of what was put in force; false when all is done. */
function settleSome(sql: Sql, owner: string): boolean {
  const settled = `substr(:id, ${waiting.length + 1})`
  return sql.transaction(() => {
    const rows = sql
      .prepare(
        `SELECT id, name, company, email, note FROM contacts WHERE owner = ? AND id NOT GLOB '${committed}*' LIMIT ${step}`,
      )
      .all(owner) as { id: string; name: string; company: string; email: string; note: string }[]
    const publish = sql.prepare('UPDATE contacts SET owner = NULL WHERE id = ?')
    const change = sql.prepare(
      `UPDATE contacts SET name = :name, company = :company, email = :email, note = :note WHERE id = ${settled}`,
    )
    const renumbered = sql.prepare('SELECT 1 FROM contact_numbers WHERE contact_id = ? LIMIT 1')
    const clear = sql.prepare(`DELETE FROM contact_numbers WHERE contact_id = ${settled}`)
    const move = sql.prepare(
      `UPDATE contact_numbers SET contact_id = ${settled} WHERE contact_id = :id AND EXISTS (SELECT 1 FROM contacts WHERE id = ${settled})`,
    )
    const remove = sql.prepare('DELETE FROM contacts WHERE id = ?')
    for (const row of rows) {
      const { id } = row
      if (!id.startsWith(waiting)) {
        publish.run(id)
        continue
      }
      change.run(row)
      if (renumbered.get(id)) {
        clear.run({ id })
        move.run({ id })
      }
      remove.run(id)
    }
    if (rows.length === 0) sql.prepare('DELETE FROM contacts WHERE owner = ?').run(owner)
    return rows.length > 0
  })
}

/** Begins an import: slices are added, then `commit` and `settle` until it is false; or `sweep` until it is false. */
export function contactImport(sql: Sql) {
  const owner = `${nobody}${randomBytes(8).toString('hex')}`
  let serial = 0
  /** In the order of the rows, which keeps the index of ids short of reordering. */
  const nextId = () => {
    serial += 1
    return `contact-${owner.slice(nobody.length)}-${String(serial).padStart(6, '0')}`
  }
  return {
    /** Writes a slice; nobody sees it yet. */
    add: (slice: readonly StagedContact[]): void =>
      sql.transaction(() => {
        const insert = sql.prepare(
          'INSERT OR REPLACE INTO contacts (id, name, company, email, note, owner) VALUES (?, ?, ?, ?, ?, ?)',
        )
        const number = sql.prepare('INSERT OR IGNORE INTO contact_numbers (contact_id, number, position) VALUES (?, ?, ?)')
        for (const { changes, name, company, email, note, numbers } of slice) {
          const id = changes === null ? nextId() : `${waiting}${changes}`
          insert.run(id, name, company, email, note, owner)
          for (const [position, each] of (numbers ?? []).entries()) number.run(id, each, position)
        }
      }),
    /** From here on the import is done, whatever comes: in one short step. */
    commit: (): void => {
      sql
        .prepare('INSERT INTO contacts (id, name, company, email, note, owner) VALUES (?, ?, ?, ?, ?, ?)')
        .run(`${committed}${owner}`, owner, '', '', '', owner)
    },
    /** Puts some of it in force; false when all is. */
    settle: (): boolean => settleSome(sql, owner),
    /** Removes some of what was not committed. False when none is left. */
    sweep: (): boolean =>
      sql.prepare(`DELETE FROM contacts WHERE id IN (SELECT id FROM contacts WHERE owner = ? LIMIT ${step * 5})`).run(owner)
        .changes > 0,
  }
}
