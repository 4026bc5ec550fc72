// From a dialled number of ours to its route: `+49…`, `49…`, `0049…` and `0…` are one number.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { normalizeNumber } from './dial.ts'
import type { OfficeConfig, Route } from './office.ts'

const fewestDigits = 7
const indexes = new WeakMap<OfficeConfig['routes'], Map<string, Route>>()

/** One form for all ways to write a number of the public network; null for extensions, codes and names. */
function oneForm(number: string, country: string): string | null {
  if (number.replace(/\D/g, '').length < fewestDigits) return null
  // Providers leave the plus away: what is a number with it, of the office's own country, is not read as one without an area code.
  const bare = /^[1-9]\d+$/.test(number) ? parsePhoneNumberFromString(`+${number}`) : undefined
  const home = parsePhoneNumberFromString(number, country as CountryCode)
  if (bare?.isValid() && (bare.country === country || !home?.isValid())) return bare.number
  const full = normalizeNumber(number, country)
  return full.startsWith('+') ? full : null
}

/** The route of a dialled number: written exactly so first, then however it is written. */
export function routeOf({ routes, settings }: Pick<OfficeConfig, 'routes' | 'settings'>, number: string): Route | undefined {
  const exact = routes.get(number)
  if (exact) return exact
  const wanted = oneForm(number, settings.country)
  if (wanted === null) return undefined
  let index = indexes.get(routes)
  if (!index) {
    const entries = [...routes.values()].flatMap((route): [string, Route][] => {
      const form = oneForm(route.number, settings.country)
      return form === null ? [] : [[form, route]]
    })
    index = new Map(entries.reverse())
    indexes.set(routes, index)
  }
  return index.get(wanted)
}
