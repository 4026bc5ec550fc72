// Public holidays by the law of a country, a state or a region: what the library `date-holidays` knows, as days. It runs on the calendars'
// thread only: its data is large.
import Holidays from 'date-holidays'
import { dayAfter } from '../../shared/domain/days.ts'
import type { HolidayPlace, HolidayPreset, NamedPlace, PublicHoliday } from '../../shared/domain/officeSchedule.ts'

const dayMs = 86_400_000

const codes = ({ country, state, region }: HolidayPlace): [string, string, string] => [country, state, region]

/** Named parts in the order of the alphabet of that language. */
function sorted(
  names: Record<string, string> | undefined,
  language: string,
  partsOf: (code: string) => NamedPlace[],
): NamedPlace[] {
  const collator = new Intl.Collator(language)
  return Object.entries(names ?? {})
    .map(([code, name]) => ({ code, name, parts: partsOf(code) }))
    .sort((a, b) => collator.compare(a.name, b.name))
}

/** Every country with its states and their regions, named in that language where it is known. */
export function holidayPlaces(language: string): NamedPlace[] {
  const all = new Holidays()
  const regions = new Intl.DisplayNames(language, { type: 'region' })
  const countries = Object.entries(all.getCountries(language)).map(([code, name]): [string, string] => [
    code,
    regions.of(code) ?? name,
  ])
  return sorted(Object.fromEntries(countries), language, (country) =>
    sorted(all.getStates(country, language), language, (state) =>
      sorted(all.getRegions(country, state, language), language, () => []),
    ),
  )
}

/** The dates that a holiday covers; what begins in the evening counts by the date it is named by. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
  return Array.from({ length: days }, (_, at) => dayAfter(date.slice(0, 10), at))
}

/** What a place keeps in that year, in the order of the dates; each date of a longer one. */
export function holidaysOf(place: HolidayPlace, year: number, language: string): PublicHoliday[] {
  const found = new Holidays(...codes(place)).getHolidays(year, language)
  return found
    .flatMap((each) => datesOf(each).map((date) => ({ date, name: each.name, rule: each.rule, type: each.type })))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** Closed days of the years from `first` to `last`, one entry a date. */
export function closedDays(
  preset: HolidayPreset,
  [first, last]: readonly [number, number],
  language: string,
): HolidayPreset['days'] {
  const [worked, kept] = [new Set(preset.worked), new Set(preset.kept)]
  const days = new Map<string, string>()
  for (let year = first; year <= last; year += 1)
    for (const { date, name, rule, type } of holidaysOf(preset, year, language))
      if ((type === 'public' ? !worked.has(rule) : kept.has(rule)) && !days.has(date)) days.set(date, name)
  return [...days].map(([date, name]) => ({ date, name }))
}
