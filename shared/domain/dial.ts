// Numbers on their way: a trunk's dial format, outgoing rules, E.164, and how people of a country write them.
import { type CountryCode, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { type Dialled, numberOf, readDialled } from './dialled.ts'
import type { NumberFormat, OutgoingRule } from './office.ts'

export const dialRefusals = [
  'tooShort',
  'noRule',
  'notAllowed',
  'noTrunk',
  'costly',
  'sipAddress',
  'tooMany',
  'notANumber',
  'unknownCode',
  'trunksFull',
] as const
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

/** The number in it. Throws DialError `unknownCode` for a code of a telephone system, `notANumber` for what is neither. */
export function requireNumber(input: string, country = ''): Extract<Dialled, { kind: 'number' }> {
  const read = readDialled(input, country)
  if (read.kind === 'number') return read
  if (read.kind === 'code') throw new DialError('unknownCode', `The code ${read.code} is unknown.`)
  throw new DialError('notANumber', `“${input}” is no number.`)
}

/** Puts the digits in place of `{number}`. Emergency numbers stay as they are. Throws DialError; `tooShort` below 3 digits. */
export function formatDialNumber(number: string, dialFormat: string, emergencyNumbers: readonly string[] = []): string {
  const digits = requireNumber(number).number.replace(/^\+/, '')
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

// ── the forms of one number ──────────────────────────────────────────────────────────────────────────────────────

/** A number of this country is dialled from all the others: what stands before it is their way out. */
const sample = { number: '+41446681800', of: 'CH', other: '+4930901820' }

/** What is dialled before a country code; `00` where each carrier has its own, or the country is unknown. */
export function wayAbroad(country: string): string {
  if (!isSupportedCountry(country)) return '00'
  const number = parsePhoneNumberFromString(country === sample.of ? sample.other : sample.number)
  return number?.format('IDD', { fromCountry: country })?.split(' ')[0]?.replace(/\D/g, '') || '00'
}

/** With `+` where it was dialled with the country's way abroad; else as it is. */
export function withPlus(number: string, country: string): string {
  const way = wayAbroad(country)
  return number.startsWith(way) && /^[1-9]/.test(number.slice(way.length)) ? `+${number.slice(way.length)}` : number
}

/** How an international number is dialled in the country: in North America among itself by its `1`, else by the way abroad. */
function dialledAbroad(plus: string, country: string): string {
  const home = isSupportedCountry(country) ? getCountryCallingCode(country) : ''
  return home === '1' && plus.startsWith('+1') ? plus.slice(1) : wayAbroad(country) + plus.slice(1)
}

type Forms = {
  /** `+`, country code, number; null where it is no number of a plan. */
  plus: string | null
  /** As it is dialled with a country code. */
  abroad: string | null
  /** As it is dialled at home; null for those of other countries. */
  home: string | null
}

function formsOf(number: string, country: string): Forms {
  const written = withPlus(number, country)
  const parsed = parsePhoneNumberFromString(written, country as CountryCode)
  const plus = written.startsWith('+') ? written : parsed?.isValid() ? parsed.number : null
  const own = isSupportedCountry(country) && parsed?.countryCallingCode === getCountryCallingCode(country)
  return {
    plus,
    abroad: plus === null ? null : written === number ? dialledAbroad(plus, country) : number,
    home: own && parsed.isValid() ? parsed.formatNational().replace(/\D/g, '') : null,
  }
}

/** All ways in which a number of a plan is written: with `+`, as it is dialled abroad and at home, and without anything before the country code. */
export function writtenForms(number: string, country: string): string[] {
  const { plus, abroad, home } = formsOf(number, country)
  return [plus, abroad, home, plus?.slice(1) ?? null].filter((form) => form !== null)
}

// ── outgoing rules ───────────────────────────────────────────────────────────────────────────────────────────────

/** A rule, and the number in the form that its pattern shows. */
export type RuleMatch = { rule: OutgoingRule; form: string }

/** Whether what the rule strips are digits with which the number begins as it is dialled at home. */
const takesOff = ({ pattern, strip }: OutgoingRule, home: string | null): home is string =>
  home !== null &&
  /^\d+$/.test(pattern.slice(0, strip)) &&
  home.startsWith(pattern.slice(0, strip)) &&
  matchesPattern(home, pattern)

/**
 * The first rule that fits the number, or null. A number with a country code is one number, however it is written: a pattern that begins
 * with `+` is compared with `+49…`, any other with what is dialled for it. Where nothing fits as dialled, the number's other forms are tried.
 * A rule that takes the trunk prefix off (`0.`, strip 1) takes it off a number of the country, and not one of the noughts of `0049…`.
 */
export function matchRule(number: string, rules: readonly OutgoingRule[], country = ''): RuleMatch | null {
  const { plus, abroad, home } = formsOf(number, country)
  const international = withPlus(number, country).startsWith('+')
  const asDialled = (pattern: string): string | null =>
    pattern.startsWith('+') ? (international ? plus : null) : international ? abroad : number
  const otherwise = (pattern: string): (string | null)[] =>
    pattern.startsWith('+') ? [plus] : international ? [home] : [home, abroad]
  const first = (forms: (pattern: string) => (string | null)[]): RuleMatch | null => {
    for (const rule of rules) {
      const form = forms(rule.pattern).find((each) => each !== null && matchesPattern(each, rule.pattern))
      if (form) return { rule, form: international && takesOff(rule, home) ? home : form }
    }
    return null
  }
  return first((pattern) => [asDialled(pattern)]) ?? first(otherwise)
}

/** A number as the format writes it; as it is where it is none of a numbering plan, e.g. a short one. */
export function inFormat(number: string, format: NumberFormat, country: string): string {
  if (format === 'asIs') return number
  const { plus, abroad, home } = formsOf(number, country)
  if (plus === null) return number
  switch (format) {
    case 'plus':
      return plus
    case 'digits':
      return plus.slice(1)
    case 'zeros':
      return `00${plus.slice(1)}`
    case 'national':
      return home ?? abroad ?? number
  }
}

/** What a provider that writes numbers so means, with `+` and country code; as it came where that cannot be told. */
export function fromFormat(number: string, format: NumberFormat, country: string): string {
  if (format === 'asIs' || !/^\+?\d{5,}$/.test(number) || number.startsWith('+')) return number
  if (format === 'digits' || format === 'plus') return number.startsWith('0') ? normalizeNumber(number, country) : `+${number}`
  if (format === 'zeros' && number.startsWith('00')) return `+${number.slice(2)}`
  return normalizeNumber(number, country)
}

/**
 * What a trunk is sent: without what the rule strips of the form its pattern shows, else as its provider writes numbers. A format with
 * `+{number}` wants the country code. Throws DialError.
 */
export function sentNumber(
  number: string,
  { form, strip }: { form: string | null; strip: number },
  dialFormat: string,
  country: string,
  numbersOut: NumberFormat = 'asIs',
): string {
  if (form !== null && strip > 0) return formatDialNumber(form.slice(strip), dialFormat)
  if (numbersOut !== 'asIs') {
    const written = inFormat(requireNumber(number, country).number, numbersOut, country)
    const filled = formatDialNumber(written, dialFormat)
    return written.startsWith('+') && dialFormat.startsWith('{number}') ? `+${filled}` : filled
  }
  const { plus, abroad } = formsOf(number, country)
  if (plus !== null && dialFormat.includes('+{number}')) return formatDialNumber(plus, dialFormat)
  const international = withPlus(number, country).startsWith('+')
  return formatDialNumber(international ? (abroad ?? number) : number, dialFormat)
}

/** E.164 by the office's country, or the cleaned digits where it is no full number; `''` for what is no number. */
export function normalizeNumber(number: string, country: string): string {
  const digits = numberOf(number, country)
  const parsed = parsePhoneNumberFromString(digits, country as CountryCode)
  return parsed?.isPossible() ? parsed.number : digits
}

/** As lists of people hold it: E.164 where the office's country makes it one, with the keys that follow the answer behind it; a code as it is; `''` for neither. */
export function listedNumber(number: string, country: string): string {
  const read = readDialled(number, country)
  if (read.kind === 'number') return normalizeNumber(read.number, country) + read.keys
  return read.kind === 'code' ? read.code : ''
}

/** ISO code of the country a number belongs to; a national one is of the office's own. */
export function countryOf(number: string, country: string): string {
  const digits = numberOf(number, country)
  const international = !digits.startsWith('+') && !digits.startsWith('0') && digits.length > 8 ? `+${digits}` : digits
  return parsePhoneNumberFromString(international, country as CountryCode)?.country ?? country
}

/** As people of the country write it. */
export function displayNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode)
  if (!parsed?.isPossible()) return number
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational()
}
