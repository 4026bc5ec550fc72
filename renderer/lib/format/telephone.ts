// Telephone numbers as people write them, and as the exchange dials them.
import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { isWithheld } from '../../../shared/domain/caller.ts'
import { type Dialled, dialledText, readDialled } from '../../../shared/domain/dialled.ts'

/** Countries whose numbers are known, ISO 3166-1 alpha-2. */
export const countryCodes: readonly string[] = getCountries()

let home: CountryCode = 'DE'

/** The office's country: its own numbers are shown without the country code. */
export function setCountry(country: string): void {
  home = country as CountryCode
  shownBefore.clear()
}

/** What was typed or pasted, as it is dialled from this office. */
export const readTyped = (raw: string): Dialled => readDialled(raw, home)

/** The same as one text: the number, and behind it the keys that follow the answer; a code as it is; empty for what is neither. */
export const typedText = (raw: string): string => dialledText(raw, home)

/** An extension or short code, not a number of the public network. */
export const isInternal = (number: string) => /^[\d*#]{1,6}$/.test(number)

const digitsOf = (text: string) => text.replace(/\D/g, '')

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
  if (isWithheld(number)) return ''
  if (isInternal(number)) return number
  const [, before = '', keys = ''] = /^([^,;]+)([,;].*)$/.exec(number) ?? []
  if (keys) return `${readable(before)} ${keys}`
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
  return isWithheld(from) ? anonymous : showNumber(from)
}
