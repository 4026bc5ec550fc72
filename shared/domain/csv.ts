// Tables for spreadsheets, in which nothing that a caller or a colleague typed is ever a formula.

/** What a spreadsheet passes over before it looks for a formula: white space, control and invisible characters. */
const leading = /^[\s\p{Cc}\p{Cf}]+/u
/** In the widths and variants that spreadsheets take for the same sign, after NFKC. */
const begins = /^[=+\-@|\u2212\uFE63]/u
/** A telephone number in E.164 with or without spaces, or a negative figure: read as a number, never as a formula. */
const figure = /^(\+\d[\d ]*|-\d+([.,]\d+)?)$/

/** The cell, marked as text with an apostrophe when a spreadsheet could take it for a formula. */
export function safeCell(cell: string): string {
  if (figure.test(cell)) return cell
  const seen = cell.normalize('NFKC').replace(leading, '')
  return begins.test(seen) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell
}

const quoted = (cell: string) => {
  const safe = safeCell(cell)
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a CSV text (RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8). */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
