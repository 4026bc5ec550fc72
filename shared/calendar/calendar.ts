// What a calendar file gives an office: the whole days on which it is closed, and what could not be taken.
import { z } from 'zod'

/** `MM-DD` each year, or `YYYY-MM-DD`. */
export type CalendarDay = { date: string; name: string }

/** Why an entry of a calendar gives no closed day, or not all of them. */
export const notTakenReasons = [
  'unreadable',
  'noStart',
  'noSuchDate',
  'endsBeforeStart',
  'partOfDay',
  'wholeDaysOnly',
  'cancelled',
  'ended',
  'tooLong',
  'tooOften',
  'rule',
  'zone',
  'noEvent',
  'superseded',
  'tooMany',
] as const
export type NotTakenReason = (typeof notTakenReasons)[number]

/** An entry that was left out: the line of the file on which it begins (the first is 1), and its name where it has one. */
export type NotTaken = { line: number; name: string; reason: NotTakenReason }

/** So many years ahead the days of a series are written out. */
export const yearsAhead = 3
/** Largest calendar file that is read, bytes. */
export const mostCalendarBytes = 20_000_000
/** Longest text of series that is stored to continue them, characters. */
export const mostSeriesText = 400_000

/** A calendar whose series go on after `until` (YYYY-MM-DD, the first day that is not written out). */
export const storedCalendar = z.object({
  name: z.string().max(120),
  until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Its endless series as iCalendar text (RFC 5545). */
  series: z.string().max(mostSeriesText),
})
export type StoredCalendar = z.infer<typeof storedCalendar>

export type ReadCalendar = {
  days: CalendarDay[]
  notTaken: NotTaken[]
  /** The series that go on after `until`, or '' where there is none or they are too long to store. */
  series: string
  until: string
}

/** Why a whole file could not be read. */
export type CalendarFailure = 'noCalendar' | 'tooLarge' | 'tooSlow'
