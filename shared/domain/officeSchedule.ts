// Opening hours of the office that flows and queues refer to by an id: the weekly hours, exceptions, and holidays by hand, from calendar
// files and by the law of a country.
import { z } from 'zod'
import { id } from './id.ts'
import { type Schedule, schedule } from './scheduleRecord.ts'

const { timeZone, weekly, holidays, calendars, exceptions } = schedule.shape
const place = z
  .string()
  .max(20)
  .regex(/^[\w-]*$/)
const rules = z.array(z.string().max(200)).max(200).default([])

/** A country, or a part of it, as date-holidays names them. */
export const holidayPlace = z.object({
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  state: place.default(''),
  region: place.default(''),
})
export type HolidayPlace = z.infer<typeof holidayPlace>

/** The public holidays of a place, with what this office does otherwise. */
export const holidayPreset = holidayPlace.extend({
  /** Public holidays on which it keeps its weekly hours, by their rules. */
  worked: rules,
  /** Other days (of banks, schools, observances) on which it is closed, by their rules. */
  kept: rules,
  /** The days that follow, which the host writes; from `until` (YYYY-MM-DD) on it continues them. */
  days: z
    .array(z.object({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), name: z.string() }))
    .max(2000)
    .default([]),
  until: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/)
    .default(''),
})
export type HolidayPreset = z.infer<typeof holidayPreset>

export const officeSchedule = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  /** Empty: the office's. */
  timeZone: z.union([z.literal(''), timeZone]).default(''),
  weekly,
  holidays,
  calendars,
  exceptions,
  presets: z.array(holidayPreset).max(10).default([]),
})
export type OfficeSchedule = z.infer<typeof officeSchedule>

/** One day that a place keeps, in one year. `rule` is its name in the library's language, the same every year. */
export const publicHoliday = z.object({
  date: z.string(),
  name: z.string(),
  rule: z.string(),
  type: z.enum(['public', 'bank', 'optional', 'school', 'observance']),
})
export type PublicHoliday = z.infer<typeof publicHoliday>

/** Places that holidays are known of; parts without parts of their own have none. */
export type NamedPlace = { code: string; name: string; parts: NamedPlace[] }

const overridePrefix = 'schedule:'

/** The name under which a schedule is switched by hand. */
export const overrideName = (scheduleId: string): string => `${overridePrefix}${scheduleId}`

/** The schedule whose switch has that name, or null for one of hours that stand in a flow. */
export const overriddenSchedule = (name: string): string | null =>
  name.startsWith(overridePrefix) ? name.slice(overridePrefix.length) : null

/** The schedule as it is asked; `officeZone` is the office's IANA zone. */
export const asked = (of: OfficeSchedule, officeZone: string): Schedule => ({
  name: overrideName(of.id),
  timeZone: of.timeZone || officeZone,
  weekly: of.weekly,
  holidays: [...of.holidays, ...of.presets.flatMap(({ days }) => days)],
  calendars: of.calendars,
  exceptions: of.exceptions,
})
