// Telephone numbers as people write them, and as the exchange dials them.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

let home: CountryCode = 'DE'

/** The office's country: its own numbers are shown without the country code. */
export function setCountry(country: string): void {
  home = country as CountryCode
  shownBefore.clear()
}

const words: Record<string, string> = { o: '0' }

/**
 * What can be dialled of a pasted or typed number: digits, `*`, `#` and a leading `+`. Takes `tel:` links, brackets, dots,
 * letters from the keypad alphabet are left out, `(0)` after a country code is dropped, `00` stays as typed.
 */
export function cleanNumber(raw: string): string {
  const text = decode(raw.trim())
    .replace(/^(tel|callto|sips?):/i, '')
    .replace(/[;?@].*$/, '')
    .replace(/(\+\d{1,3}[\s.\-/]*)\(0\)/, '$1')
  const plus = /^[\s(]*\+/.test(text) ? '+' : ''
  const kept = text.replace(/[oO](?=\d)/g, (letter) => words[letter.toLowerCase()] ?? letter).replace(/[^\d*#]/g, '')
  return plus + kept
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray `%` in pasted text is no encoding; the text is taken as it stands.
    return text
  }
}

/** An extension or short code, not a number of the public network. */
export const isInternal = (number: string) => /^[\d*#]{1,6}$/.test(number)

const digitsOf = (text: string) => text.replace(/\D/g, '')
const isAnonymous = (number: string) => number === '' || number === 'anonymous' || number === 'unknown'

/** Lists show the same numbers again and again, and parsing one costs more than all the rest of its row. */
const shownBefore = new Map<string, string>()
const mostKept = 5000

/** A number for reading: national format at home, international elsewhere; extensions and unknown things as they are; empty when withheld. */
export function showNumber(number: string): string {
  const known = shownBefore.get(number)
  if (known !== undefined) return known
  if (shownBefore.size >= mostKept) shownBefore.clear()
  const shown = readable(number)
  shownBefore.set(number, shown)
  return shown
}

function readable(number: string): string {
  if (isAnonymous(number)) return ''
  if (isInternal(number)) return number
  const parsed = parsePhoneNumberFromString(number, home)
  if (!parsed?.isPossible()) return number
  const shown = parsed.country === home ? parsed.formatNational() : parsed.formatInternational()
  // Digits dialled at home must all still be there; what only looks like a number is left alone.
  const kept = /^(\+|00)/.test(number) || digitsOf(shown) === digitsOf(number)
  return kept && parsed.isValid() ? shown : number
}

/** Name where there is one, else the number; `anonymous` becomes a word. */
export function showCaller(from: string, fromName: string, anonymous: string): string {
  const name = fromName.trim()
  if (name && name !== from) return name
  return isAnonymous(from) ? anonymous : showNumber(from)
}
