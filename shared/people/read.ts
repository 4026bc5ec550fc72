// A list of people as rows that the host judges: cells by their columns, words of five languages as values.
import type { Table } from '../addressBook/table.ts'
import type { Role } from '../domain/office.ts'
import { type PersonColumn, personColumns } from './columns.ts'

/** What a row says of somebody; what its file has no column for, or leaves empty, is absent. `row`: as in a spreadsheet, the first is 1. */
export type PersonRow = {
  row: number
  name: string
  number?: string
  login?: string
  /** Null: a word that is no role. */
  role?: Role | null
  queues?: string[]
  email?: string
  voicemail?: boolean
}

const roles: readonly [Role, RegExp][] = [
  [
    'admin',
    /^(?:admin|administrators?|administrator(?:in)?|administrat(?:eur|rice)s?|administrador(?:a|es)?|beheerders?|system owner|owner)$/,
  ],
  [
    'supervisor',
    /^(?:supervisors?|manager|team ?lead(?:er)?|leitung|teamleitung|vorgesetzter?|superviseure?s?|supervisora?|responsable|leidinggevenden?|teamleider)$/,
  ],
  [
    'agent',
    /^(?:agents?|users?|operators?|mitarbeiter(?:in)?|agent(?:in)?|benutzer|operateurs?|utilisateur|operadora?|usuario|medewerkers?|gebruiker)$/,
  ],
]
const no = /^(?:0|no|nein|non|nee|false|off|disabled|novm|none|keine?|-|–|aus)$/i

/** The role a word stands for; null for a word that is none. */
export const roleOfWord = (word: string): Role | null => {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return roles.find(([, words]) => words.test(plain))?.[0] ?? null
}

/** The rows below the headings. A row without anything in the columns that are taken is left out. */
export function personRows(table: Pick<Table, 'rows'>, columns: readonly (PersonColumn | null)[]): PersonRow[] {
  const place = new Map(personColumns.map((column) => [column, columns.indexOf(column)]))
  return table.rows.flatMap(({ row, cells }) => {
    const cell = (column: PersonColumn): string | undefined => {
      const text = (cells[place.get(column) ?? -1] ?? '').trim()
      return text === '' ? undefined : text
    }
    const parts = [cell('givenName'), cell('familyName')].filter((part) => part !== undefined).join(' ')
    const [number, login, role, queues, email, voicemail] = (
      ['number', 'login', 'role', 'queues', 'email', 'voicemail'] as const
    ).map(cell)
    const name = (cell('name') ?? parts).replace(/\s+/g, ' ')
    if ([name, number, login, email].every((each) => each === undefined || each === '')) return []
    return [
      {
        ...{ row, name: name.slice(0, 200) },
        // Spreadsheets make 201 of 201.0 and 0201 of '0201.
        ...(number === undefined ? {} : { number: number.replace(/^'/, '').replace(/\.0+$/, '').slice(0, 40) }),
        ...(login === undefined ? {} : { login: login.slice(0, 200) }),
        ...(role === undefined ? {} : { role: roleOfWord(role) }),
        ...(queues === undefined
          ? {}
          : {
              queues: queues
                .split(/\s*[,;|/\n]\s*/)
                .filter(Boolean)
                .slice(0, 100),
            }),
        ...(email === undefined ? {} : { email: (email.split(/[,;\s]+/)[0] ?? '').slice(0, 300) }),
        ...(voicemail === undefined ? {} : { voicemail: !no.test(voicemail) }),
      },
    ]
  })
}
