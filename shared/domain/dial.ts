// Numbers: cleaning, a trunk's dial format, outgoing rules, emergency numbers, E.164.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { OutgoingRule } from './office.ts'

export const dialRefusals = ['tooShort', 'noRule', 'notAllowed', 'noTrunk', 'costly', 'sipAddress', 'tooMany'] as const
export type DialRefusal = (typeof dialRefusals)[number]

/** Why a number cannot be dialled, with a sentence for the person who tried. */
export class DialError extends Error {
  readonly code: DialRefusal
  constructor(code: DialRefusal, message: string) {
    super(message)
    this.name = 'DialError'
    this.code = code
  }
}

/** Whether there is more in it than a number's digits and what people write between them: `112test`, a name, a word. */
export const hasLetters = (input: string): boolean =>
  /\p{L}/u.test(
    input
      .trim()
      .replace(/^(?:tel|callto|sips?):/i, '')
      .replace(/[;?@].*$/, ''),
  )

/** Digits with a leading plus kept; everything else a person or a page puts between them is dropped. */
export function cleanNumber(input: string): string {
  const trimmed = input.trim().replace(/^(?:tel|callto|sip):/i, '')
  // The national zero in brackets, "+49 (0) 30", is not dialled after a country code.
  const plus = trimmed.startsWith('+')
  const digits = (plus ? trimmed.replace(/\(0\)/, '') : trimmed).replace(/\D/g, '')
  return plus ? `+${digits}` : digits
}

/** Puts the digits in place of `{number}`. Emergency numbers stay as they are. Throws DialError('tooShort') below 3 digits. */
export function formatDialNumber(number: string, dialFormat: string, emergencyNumbers: readonly string[] = []): string {
  const digits = cleanNumber(number).replace(/^\+/, '')
  if (emergencyNumbers.includes(digits)) return digits
  if (digits.length < 3) throw new DialError('tooShort', `“${number}” has fewer than 3 digits.`)
  return dialFormat.replaceAll('{number}', digits)
}

/** `X` is a digit, `.` one or more of anything and the pattern's end, `*` on its own anything. No regular expression: it might never end. */
export function matchesPattern(number: string, pattern: string): boolean {
  if (pattern === '*') return true
  for (const [at, wanted] of [...pattern].entries()) {
    if (wanted === '.') return number.length > at
    const digit = number[at] ?? ''
    if (wanted === 'X' || wanted === 'x' ? !/^\d$/.test(digit) : digit !== wanted) return false
  }
  return number.length === pattern.length
}

/** The first rule that fits the number, or null. */
export function ruleFor(number: string, rules: readonly OutgoingRule[]): OutgoingRule | null {
  return rules.find((rule) => matchesPattern(number, rule.pattern)) ?? null
}

/** E.164 by the office's country, or the cleaned digits where it is no full number. */
export function normalizeNumber(number: string, country: string): string {
  const cleaned = cleanNumber(number)
  const parsed = parsePhoneNumberFromString(cleaned, country as CountryCode)
  return parsed?.isPossible() ? parsed.number : cleaned
}

/** ISO code of the country a number belongs to; a national one is of the office's own. */
export function countryOf(number: string, country: string): string {
  const digits = cleanNumber(number)
  const international = !digits.startsWith('+') && !digits.startsWith('0') && digits.length > 8 ? `+${digits}` : digits
  return parsePhoneNumberFromString(international, country as CountryCode)?.country ?? country
}

/** As people of the country write it. */
export function displayNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode)
  if (!parsed?.isPossible()) return number
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational()
}
