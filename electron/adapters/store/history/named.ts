// Whose name the list shows instead of a number: contacts that the searcher sees, and the office's own extensions.
import type { ContactFilter, contactReader } from '../contacts.ts'
import type { Sql } from '../sql.ts'

/** A text that names more people narrows nothing. */
const mostContacts = 200
const shortest = 2

type Contacts = Pick<ReturnType<typeof contactReader>, 'list'>

/** Numbers and extensions of whoever has the text in their name; `userId` sees their own contacts besides the office's. */
export function numbersNamed(sql: Sql, contacts: Contacts, userId: string, text: string): string[] {
  if (text.trim().length < shortest) return []
  const filter: ContactFilter = { text, favourites: false, limit: mostContacts }
  const numbers = contacts.list(userId, filter).contacts.flatMap((contact) => contact.numbers)
  const extensions = sql.prepare(
    `SELECT json_extract(body, '$.number') AS number, json_extract(body, '$.name') AS name FROM records
     WHERE kind = 'extension' AND json_valid(body)`,
  )
  const part = text.toLowerCase()
  const inside = (extensions.all() as { number: string; name: string }[]).filter(({ name }) => name.toLowerCase().includes(part))
  // Keys that follow the answer stand behind a comma.
  return [...new Set([...numbers.map((number) => number.replace(/,.*/, '')), ...inside.map(({ number }) => number)])]
}
