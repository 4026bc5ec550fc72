// A mail as it is read: its parts as plain text and as HTML, in the office's language. What callers bring is escaped.
import { IntlMessageFormat } from 'intl-messageformat'
import { displayNumber } from '../../../../shared/domain/dial.ts'
import type { OfficeSettings } from '../../../../shared/domain/office.ts'
import type { MailWords } from './words/en.ts'
import { mailWords } from './words/index.ts'

export type LetterText = { subject: string; text: string; html: string }
export type LetterOffice = Pick<OfficeSettings, 'name' | 'country' | 'language' | 'timeZone'>

/** One part of a mail. */
export type Part =
  | { kind: 'heading' | 'sentence' | 'small'; text: string }
  | { kind: 'facts'; facts: [label: string, value: string][] }
  | { kind: 'quote'; label: string; text: string }
  | { kind: 'link'; text: string; address: string }

export type WordsOf = (name: keyof MailWords, values?: Record<string, string | number>) => string

export const wordsOf =
  ({ language }: LetterOffice): WordsOf =>
  (name, values = {}) =>
    String(new IntlMessageFormat(mailWords[language][name], language, undefined, { ignoreTag: true }).format(values))

/** A day and a time on the office's clocks, as its country writes them. */
export const momentOf = ({ language, country, timeZone }: LetterOffice, at: number): string =>
  new Intl.DateTimeFormat(`${language}-${country}`, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)

/** Minutes and seconds: `1:05`. */
export const lengthOf = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** A caller's name without what moves the text around it or begins another header. */
const plainName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim()

/** Who called: a name for the subject, and the lines that say it. */
export function callerFacts(
  office: LetterOffice,
  { from, fromName }: { from: string; fromName: string },
): { caller: string; facts: [string, string][] } {
  const words = wordsOf(office)
  const name = plainName(fromName)
  const number = from === '' ? '' : plainName(displayNumber(from, office.country))
  const caller = name || number || words('withheld')
  const facts: [string, string][] = [[words('caller'), caller]]
  if (number !== '' && number !== caller) facts.push([words('number'), number])
  return { caller, facts }
}

/** A link to a page of the console; none where nobody knows its address. */
export const linkTo = (consoleAddress: string, page: string): string | null =>
  consoleAddress === '' ? null : `${consoleAddress.replace(/\/+$/, '')}/#/${page}`

export const linkPart = (text: string, address: string | null): Part[] =>
  address === null ? [] : [{ kind: 'link', text, address }]

/** The mail with these parts and the sender's line below. */
export function letterText(office: LetterOffice, subject: string, parts: readonly Part[]): LetterText {
  return written(office, subject, [...parts, { kind: 'small', text: wordsOf(office)('footer', { office: office.name }) }])
}

function written({ language }: LetterOffice, subject: string, parts: readonly Part[]): LetterText {
  const body = parts.map(asHtml).join('\n')
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:16px;font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;background:#ffffff">
${body}
</body></html>
`
  return { subject, text: `${parts.map(asText).join('\n\n')}\n`, html }
}

function asText(part: Part): string {
  switch (part.kind) {
    case 'facts':
      return part.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
    case 'quote':
      return `${part.label}:\n${part.text}`
    case 'link':
      return `${part.text}: ${part.address}`
    case 'small':
      // What mail programs take for the beginning of a signature (RFC 3676, 4.3).
      return `-- \n${part.text}`
    default:
      return part.text
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign)

function asHtml(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `<h1 style="font-size:18px;margin:0 0 12px">${escaped(part.text)}</h1>`
    case 'facts': {
      const rows = part.facts.map(
        ([label, value]) =>
          `<tr><td style="padding:2px 16px 2px 0;color:#595959">${escaped(label)}</td><td style="padding:2px 0"><bdi>${escaped(value)}</bdi></td></tr>`,
      )
      return `<table role="presentation" style="border-collapse:collapse;margin:0 0 12px">${rows.join('')}</table>`
    }
    case 'quote': {
      const text = escaped(part.text).replaceAll('\n', '<br>')
      return `<p style="margin:0;color:#595959">${escaped(part.label)}</p><blockquote style="margin:4px 0 12px;padding-left:12px;border-left:3px solid #c8c8c8">${text}</blockquote>`
    }
    case 'link':
      return `<p style="margin:0 0 12px"><a href="${escaped(part.address)}">${escaped(part.text)}</a></p>`
    case 'small':
      return `<p style="margin:16px 0 0;font-size:13px;color:#595959">${escaped(part.text)}</p>`
    default:
      return `<p style="margin:0 0 12px">${escaped(part.text)}</p>`
  }
}
