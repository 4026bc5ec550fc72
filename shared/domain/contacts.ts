// People and firms outside the house.
import { z } from 'zod'
import { listedNumber } from './dial.ts'
import { id } from './office.ts'

export const contact = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  company: z.string().trim().max(80).default(''),
  /** As `listedNumber` of dial.ts makes them. */
  numbers: z.array(z.string().min(2).max(40)).min(1).max(6),
  email: z.string().trim().max(120).default(''),
  note: z.string().max(1000).default(''),
  /** Only its owner sees it; otherwise the whole office. */
  mine: z.boolean().default(false),
})
export type Contact = z.infer<typeof contact>

/** As one user sees it: starred, and on which key (1–9) it is dialled. */
export const listedContact = contact.extend({ favourite: z.boolean(), speedDial: z.int().min(1).max(9).nullable() })
export type ListedContact = z.infer<typeof listedContact>

/** One of many that are imported. `changes`: the contact it takes the place of; null for a new one. `numbers`: null where they stay. */
export type StagedContact = Pick<Contact, 'name' | 'company' | 'email' | 'note'> & {
  changes: string | null
  numbers: readonly string[] | null
}

export const contactFields = ['name', 'company', 'number', 'number2', 'email', 'note'] as const
export type ContactField = (typeof contactFields)[number]
/** Field → column of the file, or nothing where the file has none. */
export type ColumnMapping = Partial<Record<ContactField, number>>

/** Rows of a CSV text (RFC 4180; comma, semicolon or tab, whichever the first line has most of). Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  const chars = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at]
    if (quoted && char === '"' && chars[at + 1] === '"') cell += chars[++at]
    else if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted
    else if (!quoted && char === separator) endCell()
    else if (!quoted && char === '\n') {
      endCell()
      rows.push([])
    } else cell += char
  }
  endCell()
  return rows.filter((row) => row.some((each) => each !== ''))
}

function separatorOf(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  const count = (char: string) => line.split(char).length
  return [';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best), ',')
}

const known: Record<ContactField, RegExp> = {
  name: /^(full ?)?(name|nom|naam|nombre|contact)/i,
  company: /compan|firma|organi|bedrijf|soci|empresa/i,
  number: /phone|tel|number|nummer|num[eé]ro|n[uú]mero/i,
  number2: /mobile|mobil|handy|cell|m[oó]vil|portable/i,
  email: /mail|correo|courriel/i,
  note: /note|notiz|remark|comment|nota/i,
}

/** What each column most likely is, by its heading. */
export function guessMapping(headings: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = {}
  for (const field of ['email', 'number2', 'number', 'company', 'note', 'name'] as const) {
    const taken = new Set(Object.values(mapping))
    const at = headings.findIndex((heading, index) => !taken.has(index) && known[field].test(heading))
    if (at >= 0) mapping[field] = at
  }
  return mapping
}

/** One row as a contact without its id, or which field keeps it from being one. */
export function contactOf(
  row: readonly string[],
  mapping: ColumnMapping,
  country: string,
): Omit<Contact, 'id'> | { problem: 'name' | 'number' } {
  const cell = (field: ContactField) => (mapping[field] === undefined ? '' : (row[mapping[field]] ?? '').trim())
  const numbers = [cell('number'), cell('number2')]
    .map((number) => listedNumber(number, country))
    .filter(({ length }) => length >= 2)
  const name = (cell('name') || cell('company')).slice(0, 80)
  if (!name) return { problem: 'name' }
  if (numbers.length === 0) return { problem: 'number' }
  return {
    name,
    company: cell('company').slice(0, 80),
    numbers: [...new Set(numbers)],
    email: cell('email').slice(0, 120),
    note: cell('note').slice(0, 1000),
    mine: false,
  }
}
