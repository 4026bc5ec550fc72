// vCards (RFC 2426, RFC 6350, and version 2.1 of older telephones) as rows of a table. ical.js reads them; what 2.1 writes otherwise is
// rewritten before: quoted-printable, and types without a name.
import ICAL from 'ical.js'
import type { TableRow } from './table.ts'

export const isVCard = (text: string): boolean => /^\uFEFF?\s*BEGIN:VCARD\s*$/im.test(text.slice(0, 2000))

/** Columns of the rows, in this order. */
export const cardColumns = ['name', 'company', 'number', 'email', 'note'] as const

type Property = [string, Record<string, string | string[]>, string, ...unknown[]]

/** Each card as a row numbered by the line it begins on; one that cannot be read has no cells. */
export function readVCards(text: string): TableRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const rows: TableRow[] = []
  let begun = -1
  let depth = 0
  for (const [at, line] of lines.entries()) {
    if (/^\s*BEGIN:VCARD\s*$/i.test(line)) {
      if (depth === 0) begun = at
      depth += 1
    } else if (/^\s*END:VCARD\s*$/i.test(line) && depth > 0) {
      depth -= 1
      if (depth === 0) rows.push({ row: begun + 1, cells: cellsOf(lines.slice(begun + 1, at)) })
    }
  }
  return rows
}

function cellsOf(lines: readonly string[]): string[] {
  const properties = unfolded(lines).flatMap(propertyOf)
  const all = (name: string) => properties.filter(([each]) => each === name)
  const texts = (name: string) =>
    all(name)
      .map(([, , , value]) => flat(value))
      .filter(Boolean)
  const [family = '', given = '', middle = ''] = listOf(all('n')[0]?.[3])
  const name = texts('fn')[0] || [given, middle, family].filter(Boolean).join(' ') || texts('nickname')[0] || ''
  const company = listOf(all('org')[0]?.[3])[0] ?? ''
  const numbers = all('tel')
    .filter(([, parameters]) => !/fax|pager/i.test(String(parameters.type ?? '')))
    .map(([, , , value]) => flat(value).replace(/^tel:/i, ''))
    .filter(Boolean)
  // Programs make the full name of a firm's card from the firm.
  return [
    name === company ? [given, middle, family].filter(Boolean).join(' ') : name,
    company,
    numbers.join(' ::: '),
    texts('email')[0] ?? '',
    texts('note').join('\n'),
  ]
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value ?? '']).map(flat)
const flat = (value: unknown): string => (Array.isArray(value) ? value.map(flat).join(' ') : String(value ?? '')).trim()

/** Logical lines: folded ones, and those that quoted-printable goes on with `=`. */
function unfolded(lines: readonly string[]): string[] {
  const found: string[] = []
  let quoted = false
  for (const line of lines) {
    const last = found.length - 1
    if (quoted && last >= 0) found[last] = `${found[last]?.slice(0, -1)}${line.replace(/^[ \t]/, '')}`
    else if (/^[ \t]/.test(line) && last >= 0) found[last] = `${found[last]}${line.slice(1)}`
    else if (line.trim() !== '') found.push(line)
    quoted = /ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(found.at(-1)?.split(':')[0] ?? '') && line.endsWith('=')
  }
  return found
}

const wanted = /^(?:[A-Z0-9-]+\.)?(?:FN|N|ORG|TEL|EMAIL|NOTE|NICKNAME)[;:]/i

function propertyOf(line: string): Property[] {
  if (!wanted.test(line)) return []
  const colon = endOfHead(line)
  const [name = '', ...parameters] = line
    .slice(0, colon)
    .replace(/^[A-Z0-9-]+\./i, '')
    .split(';')
  const quoted = parameters.some((each) => /^(?:ENCODING=)?QUOTED-PRINTABLE$/i.test(each))
  const charset = parameters.map((each) => /^CHARSET=(.*)$/i.exec(each)?.[1]).find(Boolean) ?? 'utf-8'
  const kept = parameters
    .filter((each) => !/^(?:ENCODING=.*|QUOTED-PRINTABLE|CHARSET=.*|X-[^=]*)$/i.test(each) && each !== '')
    .map((each) => (each.includes('=') ? each : `TYPE=${each}`))
    .filter((each) => /^TYPE=|^VALUE=/i.test(each))
  const written = line.slice(colon + 1)
  const value = quoted ? escaped(fromQuoted(written, charset)) : written
  try {
    const card = ICAL.parse(`BEGIN:VCARD\r\nVERSION:3.0\r\n${[name, ...kept].join(';')}:${value}\r\nEND:VCARD`)
    return (card as unknown as [string, Property[]])[1].filter(([each]) => each !== 'version')
  } catch {
    return [] // a property that cannot be read is one that is not there
  }
}

/** The colon that ends name and parameters, outside quotes. */
function endOfHead(line: string): number {
  let inside = false
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') inside = !inside
    else if (line[at] === ':' && !inside) return at
  }
  return line.length
}

const escaped = (text: string): string => text.replace(/\r\n|\r|\n/g, '\\n')

/** Bytes of quoted-printable (RFC 2045, 6.7) as text; only UTF-8 and Latin-1 are decoded here. */
function fromQuoted(text: string, charset: string): string {
  const latin = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (!/utf-?8/i.test(charset)) return latin
  try {
    return decodeURIComponent(
      [...latin]
        .map((char) =>
          char.charCodeAt(0) < 256 ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}` : encodeURIComponent(char),
        )
        .join(''),
    )
  } catch {
    return latin
  }
}
