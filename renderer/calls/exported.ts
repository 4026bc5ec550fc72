// The list of calls as a file: one row a call, with cells that a text file and a workbook write each in its way.
import type { CallRecord } from '../../shared/domain/calls.ts'
import { toCsv } from '../../shared/domain/csv.ts'
import { officeIso } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { isOutgoing } from '../lib/party.ts'

/** A moment as epoch ms, a length in seconds, or a text. */
type Cell = { at: number } | { seconds: number } | string
export type Names = { queue(id: string | null): string; speakers(call: CallRecord): string }

/** One call as a row. */
export const rowOf = (call: CallRecord, names: Names): Cell[] => [
  { at: call.startedAt },
  call.from,
  call.fromName,
  call.to,
  text.outcomes[call.outcome],
  names.queue(call.queueId),
  names.speakers(call),
  { seconds: Math.round(call.waitMs / 1000) },
  { seconds: Math.round(call.talkMs / 1000) },
  call.disposition ?? '',
  call.note ?? '',
  text.phone.recent[isOutgoing(call) ? 'out' : 'in'],
  call.id,
]

/** The headings of the columns, in the reader's language. */
export function headings(): string[] {
  const { time, to, outcome, queue, operator, wait, talk } = text.calls.columns
  const { number, name, note } = text.common
  return [
    time,
    number,
    name,
    to,
    outcome,
    queue,
    operator,
    `${wait} (s)`,
    `${talk} (s)`,
    text.calls.disposition,
    note,
    text.calls.direction,
    text.calls.id,
  ]
}

const asText = (cell: Cell): string =>
  typeof cell === 'string' ? cell : 'at' in cell ? officeIso(cell.at) : String(cell.seconds)

/** As a CSV text; moments in ISO 8601 by the office's clocks. */
export const csvOf = (rows: readonly Cell[][]): string => toCsv([headings(), ...rows.map((row) => row.map(asText))])

/** Workbooks know no zones: the office's clock, as if it were UTC. */
const officeClock = (at: number): Date => new Date(`${officeIso(at).slice(0, 19)}Z`)

const asCell = (cell: Cell) =>
  typeof cell === 'string'
    ? { type: String, value: cell }
    : 'at' in cell
      ? { type: Date, value: officeClock(cell.at), format: 'yyyy-mm-dd hh:mm:ss' }
      : { type: Number, value: cell.seconds }

/** In characters, in the order of the columns. */
const widths = [20, 18, 24, 14, 16, 16, 24, 10, 10, 16, 40, 12, 30]

/** As a workbook (.xlsx): moments by the office's clocks, lengths as figures, everything else as text, which is never a formula. */
export async function workbookOf(rows: readonly Cell[][]): Promise<Blob> {
  const { default: writeWorkbook } = await import('write-excel-file/browser')
  const heads = headings().map((value) => ({ type: String, value, fontWeight: 'bold' as const }))
  const columns = widths.map((width) => ({ width }))
  return writeWorkbook([heads, ...rows.map((row) => row.map(asCell))], {
    sheet: text.calls.title,
    columns,
    stickyRowsCount: 1,
  }).toBlob()
}
