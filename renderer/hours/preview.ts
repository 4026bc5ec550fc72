// What is typed as the hours that would be asked, with the days of its countries worked out here: the host writes them when it is saved.

import { yearsAhead } from '../../shared/calendar/calendar.ts'
import { asked, type HolidayPlace, type HolidayPreset, type PublicHoliday } from '../../shared/domain/officeSchedule.ts'
import type { Schedule } from '../../shared/domain/schedule.ts'
import { hostNow } from '../lib/clock.ts'
import { useLoad } from '../lib/feedback/index.ts'
import { isoDay } from '../lib/format/time.ts'
import { spoken } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import type { Edited } from './draft.ts'

/** Of which years holidays are shown: this one and those that are written out. */
export const shownYears = (): number[] => {
  const year = Number(isoDay(hostNow()).slice(0, 4))
  return Array.from({ length: yearsAhead }, (_, at) => year + at)
}

export const placeKey = ({ country, state, region }: HolidayPlace): string => [country, state, region].join(' ')

/** Whether the office is closed on that day by this preset. */
export const keeps = ({ worked, kept }: Pick<HolidayPreset, 'worked' | 'kept'>, { rule, type }: PublicHoliday): boolean =>
  type === 'public' ? !worked.includes(rule) : kept.includes(rule)

/** What those places keep in the years that are shown, by `placeKey`; the host is asked once for each. */
export function useHolidays(places: readonly HolidayPlace[]) {
  const { language } = spoken.getState()
  const keys = places.map(placeKey)
  const years = shownYears()
  return useLoad(async () => {
    const lists = await Promise.all(
      places.map(({ country, state, region }) =>
        rpc.settings.schedules.holidays({ country, state, region, year: years[0] ?? 0, years: years.length, language }),
      ),
    )
    return new Map(keys.map((key, at) => [key, lists[at] ?? []]))
  }, `holidays ${language} ${keys.join()} ${years[0]}`)
}

/** The schedule as it would be asked; `holidays` as `useHolidays` has them, where they are there. */
export function asAsked(value: Edited, officeZone: string, holidays?: ReadonlyMap<string, readonly PublicHoliday[]>): Schedule {
  const presets = value.presets.map((preset) => {
    const known = holidays?.get(placeKey(preset))
    return known ? { ...preset, days: known.filter((each) => keeps(preset, each)) } : preset
  })
  return asked({ ...value, id: 'draft', presets }, officeZone)
}
