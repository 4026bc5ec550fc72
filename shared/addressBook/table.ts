// A CSV file as a table (RFC 4180), with the row each line has in a spreadsheet.
import Papa from 'papaparse'

export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

export type TableRow = { row: number; cells: string[] }
export type Table = { separator: Separator; headings: string[]; rows: TableRow[] }

const isSeparator = (text: string | undefined): text is Separator => separators.includes(text as Separator)

/** The rows of a text; empty ones are left out, but counted. `chosen` goes before a `sep=` line, and that before what is likely. */
export function readTable(text: string, chosen: Separator | null = null): Table {
  const [, named] = /^\uFEFF?"?sep=(.)"?[^\r\n]*(?:\r\n|\n|\r|$)/i.exec(text) ?? []
  const body = named === undefined ? text.replace(/^\uFEFF/, '') : text.replace(/^[^\r\n]*(?:\r\n|\n|\r|$)/, '')
  const separator = chosen ?? (isSeparator(named) ? named : likelySeparator(body))
  const { data } = Papa.parse<string[]>(body, { delimiter: separator, newline: newlineOf(body), skipEmptyLines: false })
  return { separator, ...tableOf(data) }
}

/** Cells as a table: the first row that is not empty has the headings. */
export function tableOf(data: readonly (readonly string[])[]): Omit<Table, 'separator'> {
  const rows = data
    .map((cells, at) => ({ row: at + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first, ...rest] = rows
  return { headings: first?.cells ?? [], rows: rest }
}

/** Line ends of Windows, Unix and old Macs; told beforehand, as a quoted cell may hold another kind. */
function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  if (text.includes('\r\n')) return '\r\n'
  return text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
}

/** The one that parts the first lines into the most cells, outside quotes. */
function likelySeparator(text: string): Separator {
  const sample = text.slice(0, 20_000)
  const newline = newlineOf(text)
  const cellsOf = (delimiter: Separator) =>
    Papa.parse<string[]>(sample, { delimiter, newline, preview: 1, skipEmptyLines: 'greedy' }).data[0]?.length ?? 0
  return separators.reduce((best, each) => (cellsOf(each) > cellsOf(best) ? each : best))
}
