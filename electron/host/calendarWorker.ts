// The thread that reads a calendar's series, and what is known of public holidays.
import { parentPort, workerData } from 'node:worker_threads'
import { yearsAhead } from '../../shared/calendar/calendar.ts'
import { readCalendar } from '../../shared/calendar/read.ts'
import type { HolidayPlace, HolidayPreset } from '../../shared/domain/officeSchedule.ts'

/** `today`: the office's date, YYYY-MM-DD; `timeZone`: of the opening hours; `language`: names are in it where the library has them. */
export type CalendarJob =
  | { kind: 'series'; series: string; timeZone: string; today: string }
  | { kind: 'preset'; preset: HolidayPreset; language: string; today: string }
export type HolidayJob =
  | { kind: 'places'; language: string }
  | { kind: 'years'; place: HolidayPlace; year: number; years: number; language: string }

async function resultOf(job: CalendarJob | HolidayJob): Promise<unknown> {
  if (job.kind === 'series') return readCalendar(job.series, job).days
  const { closedDays, holidayPlaces, holidaysOf } = await import('./holidays.ts')
  if (job.kind === 'places') return holidayPlaces(job.language)
  if (job.kind === 'years')
    return Array.from({ length: job.years }, (_, at) => holidaysOf(job.place, job.year + at, job.language)).flat()
  const year = Number(job.today.slice(0, 4))
  return closedDays(job.preset, [year - 1, year + yearsAhead], job.language)
}

parentPort?.postMessage(await resultOf(workerData as CalendarJob | HolidayJob))
