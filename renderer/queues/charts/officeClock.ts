// Hours, days and weekdays by the office's clocks, named for the reader.
import { dayAfter } from '../../../shared/domain/days.ts'
import { isoDay, officeIso } from '../../lib/format/time.ts'
import { locale } from '../../lib/i18n/index.ts'
import type { Period } from './periods.ts'

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

export function officeClock() {
  const weekdayName = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' })
  const dayNameOf = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const named = (day: string) => dayNameOf.format(noon(day))
  return {
    /** 0–23. */
    hour: (at: number): number => Number(officeIso(at).slice(11, 13)),
    /** 0 is Monday. */
    weekday: (at: number): number => (new Date(noon(isoDay(at))).getUTCDay() + 6) % 7,
    // 5 January 1970 was a Monday.
    weekdays: Array.from({ length: 7 }, (_, day) => weekdayName.format(Date.UTC(1970, 0, 5 + day, 12))),
    hourName: (hour: number): string => `${String(hour).padStart(2, '0')}:00`,
    dayName: (at: number): string => named(isoDay(at)),
    daysOf: ({ from, days }: Period): string[] => Array.from({ length: days }, (_, day) => named(dayAfter(isoDay(from), day))),
  }
}
