// An address book as contacts, with what is wrong in each row.
import type { Contact } from '../domain/contacts.ts'
import { listedNumber } from '../domain/dial.ts'
import { type ColumnRole, type ColumnRoles, guessRoles } from './columns.ts'
import { type CellProblem, numbersIn } from './numbers.ts'
import { readTable, type Separator } from './table.ts'
import { cardColumns, isVCard, readVCards } from './vcards.ts'

export type RowProblem = CellProblem | 'name' | 'number' | 'tooManyNumbers'

/** One thing that is wrong in a row of the file (the first is 1); `left`: the row gives no contact. `cell`: as it is written. */
export type BookProblem = { row: number; reason: RowProblem; cell: string; left: boolean }

export type NewContact = Omit<Contact, 'id'>
export type ReadRow = { contact: NewContact | null; problems: Omit<BookProblem, 'row'>[] }

/** Most numbers of a contact. */
export const mostNumbers = 20

const partsOfName = ['givenName', 'middleName', 'familyName'] as const

/** A row as a contact without its id, and what is wrong with it. A firm alone is a contact of its own; it never replaces a person. */
export function contactOf(cells: readonly string[], roles: ColumnRoles, country: string): ReadRow {
  const all = (role: ColumnRole) =>
    cells.filter((cell, at) => roles[at] === role && cell.trim() !== '').map((cell) => cell.trim())
  const [company = ''] = all('company')
  const parts = partsOfName.flatMap((role) => all(role)).join(' ')
  const name = (all('name')[0] || parts || company).slice(0, 80).trim()
  const problems: ReadRow['problems'] = []
  const numbers = new Set<string>()
  for (const cell of all('number')) {
    const { numbers: found, problem } = numbersIn(cell)
    // A cell without a digit is one without a number, which is no mistake.
    if (problem && !(problem === 'noNumber' && !/\d/.test(cell)))
      problems.push({ reason: problem, cell: cell.slice(0, 60), left: false })
    for (const number of found) {
      const clean = listedNumber(number, country)
      if (clean.replace(/\D/g, '').length >= 2) numbers.add(clean)
      else problems.push({ reason: 'noNumber', cell: number.slice(0, 60), left: false })
    }
  }
  const left = (reason: RowProblem): ReadRow => ({
    contact: null,
    problems: [
      ...problems.map((each) => ({ ...each, left: true })),
      ...(reason === 'number' && problems.length > 0 ? [] : [{ reason, cell: '', left: true }]),
    ],
  })
  if (name === '') return left('name')
  if (numbers.size === 0) return left('number')
  if (numbers.size > mostNumbers) problems.push({ reason: 'tooManyNumbers', cell: '', left: false })
  const contact: NewContact = {
    name,
    company: company.slice(0, 80).trim(),
    numbers: [...numbers].slice(0, mostNumbers),
    email: (all('email')[0] ?? '').slice(0, 120),
    note: all('note').join('\n').slice(0, 1000),
    mine: false,
  }
  return { contact, problems }
}

export type BookOptions = { country: string; separator?: Separator | null; roles?: ColumnRoles | null }

export type ReadBook = {
  kind: 'table' | 'cards'
  separator: Separator | null
  headings: string[]
  roles: (ColumnRole | null)[]
  /** The first rows, to look at. */
  sample: string[][]
  contacts: NewContact[]
  problems: BookProblem[]
}

const sampleRows = 5

/** Reads the text of a CSV file or of vCards. Never throws. */
export function readBook(text: string, { country, separator = null, roles = null }: BookOptions): ReadBook {
  const cards = isVCard(text)
  const table = cards ? { separator: null, headings: [...cardColumns], rows: readVCards(text) } : readTable(text, separator)
  const own = roles && roles.length === table.headings.length ? [...roles] : cards ? [...cardColumns] : guessRoles(table.headings)
  const contacts: NewContact[] = []
  const problems: BookProblem[] = []
  for (const row of table.rows) {
    const read = contactOf(row.cells, own, country)
    if (read.contact) contacts.push(read.contact)
    for (const problem of read.problems) problems.push({ row: row.row, ...problem })
  }
  return {
    kind: cards ? 'cards' : 'table',
    separator: table.separator,
    headings: table.headings,
    roles: own,
    sample: table.rows.slice(0, sampleRows).map(({ cells }) => cells.map((cell) => cell.slice(0, 120))),
    contacts,
    problems,
  }
}
