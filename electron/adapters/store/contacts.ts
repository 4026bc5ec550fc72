// Contacts. A private one is seen by its owner alone; stars and speed-dial keys are each user's own.
import { randomBytes } from 'node:crypto'
import type { Contact, ListedContact } from '../../../shared/domain/contacts.ts'
import { contactImport, removeUnfinished } from './contactImport.ts'
import type { Sql } from './sql.ts'

export type ContactFilter = { text: string; favourites: boolean; limit: number; offset?: number }
type Row = {
  id: string
  name: string
  company: string
  email: string
  note: string
  owner: string | null
  numbers: string
  starred: number
  key: number | null
}

const columns = `
  SELECT c.*, f.user_id IS NOT NULL AS starred, f.speed_dial AS key,
    (SELECT json_group_array(number) FROM (SELECT number FROM contact_numbers WHERE contact_id = c.id ORDER BY position)) AS numbers
  FROM contacts c LEFT JOIN favourites f ON f.contact_id = c.id AND f.user_id = :user`
const seen = '(c.owner IS NULL OR c.owner = :user)'
const fits = `(:text = '' OR c.name LIKE :like ESCAPE '\\' OR c.company LIKE :like ESCAPE '\\'
  OR (:digits <> '' AND EXISTS (SELECT 1 FROM contact_numbers n WHERE n.contact_id = c.id AND instr(n.number, :digits) > 0)))`
const chosen = `${seen} AND ${fits} AND (:favourites = 0 OR f.user_id IS NOT NULL)`

const toContact = (row: Row): ListedContact => ({
  id: row.id,
  name: row.name,
  company: row.company,
  email: row.email,
  note: row.note,
  numbers: JSON.parse(row.numbers) as string[],
  mine: row.owner !== null,
  favourite: row.starred === 1,
  speedDial: row.key,
})

export type ContactRepository = ReturnType<typeof contactRepository>

/** Searches and look-ups; they only read. */
export function contactReader(sql: Sql) {
  return {
    /** By name, the starred first; `total` is all that fit. */
    list(user: string, { text, favourites, limit, offset = 0 }: ContactFilter): { contacts: ListedContact[]; total: number } {
      const like = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
      // A national zero is not part of the number in E.164.
      const digits = text.replace(/\D/g, '').replace(/^0+/, '')
      const values = { user, text, like, digits: digits.length >= 2 ? digits : '', favourites: favourites ? 1 : 0 }
      const order = 'ORDER BY starred DESC, c.name, c.id LIMIT :limit OFFSET :offset'
      const rows = sql.prepare(`${columns} WHERE ${chosen} ${order}`).all({ ...values, limit, offset }) as Row[]
      const counted = `SELECT count(*) AS n FROM (${columns} WHERE ${chosen})`
      const { n } = sql.prepare(counted).get(values) as { n: number }
      return { contacts: rows.map(toContact), total: n }
    },
    /** Whose number that is: one's own contact before the office's. */
    byNumber(user: string, number: string): ListedContact | null {
      // By the index of numbers, not contact by contact: it is asked at each ring, and for each row of an import.
      // Keys that follow the answer stand behind a comma, whose next character is the dash.
      const same = `number = :number OR (:number <> '' AND number >= :number || ',' AND number < :number || '-')`
      const having = `c.id IN (SELECT contact_id FROM contact_numbers WHERE ${same})`
      const order = 'ORDER BY c.owner IS NULL, c.name LIMIT 1'
      const row = sql.prepare(`${columns} WHERE ${seen} AND ${having} ${order}`).get({ user, number }) as Row | undefined
      return row ? toContact(row) : null
    },
  }
}

/** Contacts of the house and of each person, found by number or by part of a name. */
export function contactRepository(sql: Sql) {
  removeUnfinished(sql)
  const get = (user: string, id: string): ListedContact | null => {
    const row = sql.prepare(`${columns} WHERE ${seen} AND c.id = :id`).get({ user, id }) as Row | undefined
    return row ? toContact(row) : null
  }
  return {
    get,
    /** Adds or replaces; an empty id makes one. Returns the id. */
    save: (user: string, value: Contact): string =>
      sql.transaction(() => {
        const { id: given, name, company, email, note, mine, numbers } = value
        const id = given || `contact-${randomBytes(8).toString('hex')}`
        sql
          .prepare(
            `INSERT INTO contacts (id, name, company, email, note, owner) VALUES (:id, :name, :company, :email, :note, :owner)
             ON CONFLICT (id) DO UPDATE SET name = :name, company = :company, email = :email, note = :note, owner = :owner`,
          )
          .run({ id, name, company, email, note, owner: mine ? user : null })
        sql.prepare('DELETE FROM contact_numbers WHERE contact_id = ?').run(id)
        const add = sql.prepare('INSERT OR IGNORE INTO contact_numbers (contact_id, number, position) VALUES (?, ?, ?)')
        for (const [position, number] of numbers.entries()) add.run(id, number, position)
        return id
      }),
    /** False when there was none. */
    remove: (id: string): boolean => sql.prepare('DELETE FROM contacts WHERE id = ?').run(id).changes > 0,
    /** Stars it, and gives it a key, which another contact then no longer has. */
    mark: (user: string, id: string, favourite: boolean, speedDial: number | null): void =>
      sql.transaction(() => {
        if (speedDial !== null)
          sql.prepare('UPDATE favourites SET speed_dial = NULL WHERE user_id = ? AND speed_dial = ?').run(user, speedDial)
        sql.prepare('DELETE FROM favourites WHERE user_id = ? AND contact_id = ?').run(user, id)
        if (favourite || speedDial !== null)
          sql.prepare('INSERT INTO favourites (user_id, contact_id, speed_dial) VALUES (?, ?, ?)').run(user, id, speedDial)
      }),
    /** Many at once, in slices: see there. */
    beginImport: () => contactImport(sql),
  }
}
