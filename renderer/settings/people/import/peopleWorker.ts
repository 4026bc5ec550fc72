// Reads lists of people beside the page's own thread, which has the telephone.
import readWorkbook from 'read-excel-file/web-worker'
import { readTable, type Separator, type Table, tableOf } from '../../../../shared/addressBook/table.ts'
import { guessColumns, type PersonColumn } from '../../../../shared/people/columns.ts'
import { type PersonRow, personRows } from '../../../../shared/people/read.ts'
import { decodeText, detectEncoding, type Encoding } from '../../../lib/files/encoding.ts'

/** Null is what the file seems to be. */
export type PeopleTask = {
  file: Blob
  encoding: Encoding | null
  separator: Separator | null
  columns: readonly (PersonColumn | null)[] | null
}
export type PeopleFile = {
  /** Both null: a workbook, which says them itself. */
  encoding: Encoding | null
  separator: Separator | null
  headings: string[]
  /** The first rows, as they are written. */
  sample: string[][]
  columns: (PersonColumn | null)[]
  rows: PersonRow[]
}
export type PeopleReply = PeopleFile | { failure: 'tooLarge' | 'unreadable' }

/** Largest file that is read, bytes. */
const mostBytes = 10_000_000
const sampleRows = 3

/** A .zip, as .xlsx files are: `PK`. */
const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

const cellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)

/** The first sheet. */
async function workbookTable(file: Blob): Promise<Omit<Table, 'separator'>> {
  const [sheet] = await readWorkbook(file)
  return tableOf((sheet?.data ?? []).map((row) => row.map(cellText)))
}

async function reply({ file, encoding, separator, columns }: PeopleTask): Promise<PeopleReply> {
  if (file.size > mostBytes) return { failure: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const workbook = isWorkbook(bytes)
  const used = workbook ? null : (encoding ?? detectEncoding(bytes))
  const table: Omit<Table, 'separator'> & { separator: Separator | null } =
    used === null ? { ...(await workbookTable(file)), separator: null } : readTable(decodeText(bytes, used), separator)
  const taken = columns ?? guessColumns(table.headings)
  return {
    ...{ encoding: used, separator: table.separator, headings: table.headings, columns: [...taken] },
    sample: table.rows.slice(0, sampleRows).map(({ cells }) => cells),
    rows: personRows(table, taken),
  }
}

self.onmessage = ({ data }: MessageEvent<PeopleTask>) =>
  void reply(data).then(
    (answer) => self.postMessage(answer),
    () => self.postMessage({ failure: 'unreadable' } satisfies PeopleReply),
  )
