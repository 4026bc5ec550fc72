// What kind of number it is, by the numbering plans: what may be dialled, and what it could cost, is decided by it.
import { type CountryCode, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { withPlus } from './dial.ts'
import { numberOf } from './dialled.ts'

/** `costly`: premium rate, shared cost, satellite, and ranges that no country has. */
export type NumberClass = 'national' | 'international' | 'costly'

/** Services no country has: shared cost, satellites, international networks, premium rate. 800 is free. */
const costlyWorldwide = /^\+(?:808|870|878|881|882|883|888|979|99[19])/
/** Within a country, where the plan itself knows no such number: 900 and the like, 118 for directories, 976 and 999. */
const costlyNational = /^(?:0*9(?:00|76|99)|118\d)/
const costlyTypes: ReadonlySet<string | undefined> = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'PAGER'])

/** Class and country (ISO; `''` where it has none) of a number as it is dialled in `home`. */
export function classOf(number: string, home: string): { class: NumberClass; country: string } {
  const digits = numberOf(number, home)
  const abroad = withPlus(digits, home)
  const international = abroad.startsWith('+')
  if (international && costlyWorldwide.test(abroad)) return { class: 'costly', country: '' }
  const parsed = parsePhoneNumberFromString(abroad, home as CountryCode)
  const own = isSupportedCountry(home) ? `+${getCountryCallingCode(home)}` : '+'
  const ours = !international || abroad.startsWith(own)
  if (!ours && !parsed) return { class: 'costly', country: '' }
  const country = parsed?.country ?? (ours ? home : `+${parsed?.countryCallingCode}`)
  const within = parsed ? parsed.nationalNumber : abroad.replace(own, '')
  if (costlyTypes.has(parsed?.getType()) || costlyNational.test(String(within)) || costlyNational.test(digits))
    return { class: 'costly', country }
  return { class: country === home ? 'national' : 'international', country }
}
