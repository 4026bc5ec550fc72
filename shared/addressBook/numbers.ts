// The numbers in one cell of an address book: several, or none where a spreadsheet has made something else of them.
import { areSeveral } from '../domain/dialled.ts'

/** Why a cell, or a part of it, is no number. */
export const cellProblems = [
  'rounded',
  'decimal',
  'thousands',
  'date',
  'time',
  'spreadsheetError',
  'unclear',
  'noNumber',
] as const
export type CellProblem = (typeof cellProblems)[number]

export type CellNumbers = { numbers: string[]; problem: CellProblem | null }

const month =
  /\b(?:jan|feb|fev|febr|mar|mrt|maart|m[aä]rz|apr|avr|abr|may|mai|mei|maj|jun|juin|jul|juil|aug|aout|août|ago|sep|sept|oct|okt|nov|dec|dez|d[ée]c|dic|ene)[a-z]*\b/i

/** What a spreadsheet shows where a number was. */
const shapes: readonly (readonly [CellProblem, RegExp])[] = [
  ['rounded', /^[+-]?\d+(?:[.,]\d+)?\s?e\s?[+-]?\d+$/i],
  ['spreadsheetError', /^#(?:[A-Z/0?!]+|#+)$/i],
  ['decimal', /^[+-]?\d+[.,]\d{1,2}$/],
  ['thousands', /^[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?$|^[1-9]\d{0,2}(?:\.\d{3}){2,},\d+$/],
  ['time', /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?$/i],
]

/** Day, month and year in any order, with or without a time. */
function isDate(cell: string): boolean {
  const [date = ''] = cell.split(/[ T](?=\d{1,2}:\d{2})/)
  const iso = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(date)
  if (iso) return Number(iso[3]) <= 12 && Number(iso[4]) <= 31
  const short = /^(\d{1,2})([-./])(\d{1,2})\2(\d{2}|\d{4})$/.exec(date)
  if (short) {
    const [first, second] = [Number(short[1]), Number(short[3])]
    return first > 0 && second > 0 && first <= 31 && second <= 31 && Math.min(first, second) <= 12
  }
  return month.test(date) && /\d/.test(date) && /^[\d\s.,/\-\p{L}]+$/u.test(date)
}

/** A day with its year in four digits, beside something else. */
const holdsDate = (text: string): boolean =>
  text.split(/[\s;,]+/).some((each) => /\d{4}/.test(each) && /^[\d./-]+$/.test(each) && isDate(each))

const digitsIn = (text: string): number => text.replace(/\D/g, '').length

/** Marks that a spreadsheet export puts around a text: an apostrophe, or a formula that is only a text. */
const unmarked = (cell: string): string =>
  cell
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'(?=[\d+(=])/, '')
    .replace(/^=(?=[\d+])/, '')
    .trim()

/**
 * The numbers of a cell, as they are written. ` ::: `, new lines, `|`, commas, semicolons and ` / ` part several; what follows a comma or
 * semicolon and is too short for a number of its own belongs to the number before it (a pause, an extension).
 */
export function numbersIn(cell: string): CellNumbers {
  const text = unmarked(cell)
  if (text === '') return { numbers: [], problem: null }
  const numbers: string[] = []
  let problem: CellProblem | null = null
  for (const piece of text
    .split(/\s*:::\s*|[\r\n\t|&]+|\s(?:or|oder|and|und|ou|et|of|en|o|y)\s|(?<=\d)\s*(?=\+\d)/i)
    .flatMap(partsOf)) {
    const part = piece === null ? null : withoutLabel(piece)
    const wrong = part === null ? 'unclear' : problemOf(part)
    if (wrong) problem ??= wrong
    else if (part) numbers.push(part)
  }
  return { numbers, problem }
}

/** `Office: 030 1` and `030 1 (office)` without the word, whose letters are no digits. */
const withoutLabel = (part: string): string =>
  part
    .replace(/^(?!tel:|callto:|sips?:)\p{L}[\p{L}\s.-]*:\s*(?=[+(\d])/iu, '')
    .replace(/(?<=\d)\s*\((?=[^)]*\p{L})[^)\d]*\)$/u, '')
    .trim()

/** Most digits of one number, with an exit code before E.164's fifteen. */
const mostDigits = 19

function problemOf(part: string): CellProblem | null {
  if (part === '') return null
  const shape = shapes.find(([, pattern]) => pattern.test(part))
  if (shape) return shape[0]
  if (isDate(part) || holdsDate(part)) return 'date'
  if (areSeveral(part)) return 'unclear'
  if (digitsIn(part.replace(/[,;x].*$/i, '')) > mostDigits) return 'unclear'
  return digitsIn(part) >= 2 ? null : 'noNumber'
}

/** Fewest digits of a number that stands beside another one. */
const fewest = 6
/** Without spaces around the slash, what stands before it may be an area code. */
const fewestBesideSlash = 7

/** The numbers that a piece of a cell may be; null: it can be read in more than one way. */
function partsOf(text: string): (string | null)[] {
  const whole = unmarked(text)
  if (shapes.some(([, pattern]) => pattern.test(whole)) || isDate(whole)) return [whole]
  const pieces = whole.split(/\s+\/\s+|\s*[;,](?!\s*(?:ext|isub|phone-context)=)\s*/i)
  const close = whole.split(/[/\\]/)
  if (close.length > 1 && close.every((piece) => digitsIn(piece) >= fewestBesideSlash)) return close
  if (pieces.length === 1 || pieces.every((piece) => digitsIn(piece) >= fewest || problemOf(piece) !== null)) return pieces
  return joined(whole)
}

/** Short pieces: an area code before a slash is part of its number, one after a comma is an extension; any other is unclear. */
function joined(whole: string): (string | null)[] {
  const slash = /^([+\d()\s-]{2,9})\s+\/\s+([\d\s-]{3,})$/.exec(whole)
  if (slash && digitsIn(slash[1] ?? '') < fewest) return [`${slash[1]} ${slash[2]}`]
  if (/\s\/\s/.test(whole)) return [null]
  const found: string[] = []
  for (const piece of whole.split(/(?=[;,])/)) {
    const before = found.at(-1)
    const rest = piece.replace(/^[;,]\s*/, '')
    if (before !== undefined && (digitsIn(rest) < fewest || rest.includes('=')))
      found[found.length - 1] = `${before}${piece.trimEnd()}`
    else if (rest !== '') found.push(rest)
  }
  return found
}
