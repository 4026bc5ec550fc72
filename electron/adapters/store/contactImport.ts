// Many contacts that are there all at once or not at all, without one long transaction: slices are written where nobody sees
// them, as the contacts of an owner who is nobody, and the last step, which is short, puts them in force.
import { randomBytes } from 'node:crypto'
import type { StagedContact } from '../../../shared/domain/contacts.ts'
import type { Sql } from './sql.ts'

const nobody = 'import:'
/** A changed contact waits under its own id with this before it. */
const waiting = 'import:'

/** Removes what an import left behind that the host did not live to finish. */
export function removeUnfinished(sql: Sql): void {
  sql.prepare(`DELETE FROM contacts WHERE owner GLOB '${nobody}*'`).run()
}

/** Begins an import; `settle`, or `sweep` without it, ends it. */
export function contactImport(sql: Sql) {
  const owner = `${nobody}${randomBytes(8).toString('hex')}`
  let serial = 0
  let changed = false
  /** In the order of the rows, which keeps the index of ids short of reordering. */
  const nextId = () => {
    serial += 1
    return `contact-${owner.slice(nobody.length)}-${String(serial).padStart(6, '0')}`
  }
  const hidden = `SELECT id FROM contacts WHERE owner = :owner AND id GLOB '${waiting}*'`
  const settled = `substr(:id, ${waiting.length + 1})`
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
          changed ||= changes !== null
          insert.run(id, name, company, email, note, owner)
          for (const [position, each] of (numbers ?? []).entries()) number.run(id, each, position)
        }
      }),
    /** Puts all slices in force. */
    settle: (): void =>
      sql.transaction(() => {
        if (changed) {
          sql
            .prepare(
              `UPDATE contacts SET name = h.name, company = h.company, email = h.email, note = h.note
               FROM (SELECT * FROM contacts WHERE owner = :owner AND id GLOB '${waiting}*') h WHERE contacts.id = ${settled.replace(':id', 'h.id')}`,
            )
            .run({ owner })
          const replaced = sql
            .prepare(`SELECT DISTINCT contact_id AS id FROM contact_numbers WHERE contact_id IN (${hidden})`)
            .all({ owner }) as { id: string }[]
          const clear = sql.prepare(`DELETE FROM contact_numbers WHERE contact_id = ${settled}`)
          const move = sql.prepare(
            `UPDATE contact_numbers SET contact_id = ${settled} WHERE contact_id = :id AND EXISTS (SELECT 1 FROM contacts WHERE id = ${settled})`,
          )
          for (const { id } of replaced) {
            clear.run({ id })
            move.run({ id })
          }
        }
        sql.prepare(`UPDATE contacts SET owner = NULL WHERE owner = ? AND id NOT GLOB '${waiting}*'`).run(owner)
      }),
    /** Removes some of what is not in force: after `settle` what it was done with, before it everything. False when none is left. */
    sweep: (): boolean =>
      sql.prepare('DELETE FROM contacts WHERE id IN (SELECT id FROM contacts WHERE owner = ? LIMIT 500)').run(owner).changes > 0,
  }
}
