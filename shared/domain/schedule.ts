// Business hours: weekly ranges in an IANA zone, across midnight, DST-correct, with holidays, exceptions and a manual override.
import { DateTime, IANAZone } from 'luxon'
import { z } from 'zod'
import { storedCalendar } from '../calendar/calendar.ts'
import type { HoursOverride } from './office.ts'

/** 24-hour wall time; `24:00` is the end of the day. */
const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time like 09:30')
/** `to` at or before `from` reaches into the next day. */
export const timeRange = z.object({ from: wallTime, to: wallTime })
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]

export const schedule = z.object({
  /** The override switch's name; several flows may share one. */
  name: z.string().min(1).max(80).default('office'),
  timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'no such time zone'),
  weekly: z.partialRecord(z.enum(days), z.array(timeRange)),
  /** `MM-DD` each year, or `YYYY-MM-DD`. */
  holidays: z.array(z.object({ date: z.string().regex(/^(?:\d{4}-)?\d{2}-\d{2}$/), name: z.string().default('') })).default([]),
  /** Calendars whose series go on beyond what is among the holidays: the host continues them (electron/host/calendars). */
  calendars: z.array(storedCalendar).max(20).default([]),
  /** Days with hours of their own, above holidays and weekly hours; no ranges: closed. */
  exceptions: z.array(z.object({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), ranges: z.array(timeRange) })).default([]),
})
export type Schedule = z.infer<typeof schedule>

export type Opening = 'open' | 'closed' | 'holiday'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

function dayKind(
  schedule: Schedule,
  day: DateTime,
): { kind: 'exception' | 'holiday' | 'weekly'; ranges: { from: string; to: string }[] } {
  const date = day.toFormat('yyyy-MM-dd')
  const exception = schedule.exceptions.find((e) => e.date === date)
  if (exception) return { kind: 'exception', ranges: exception.ranges }
  if (schedule.holidays.some((h) => h.date === date || h.date === date.slice(5))) return { kind: 'holiday', ranges: [] }
  return { kind: 'weekly', ranges: schedule.weekly[days[day.weekday - 1] as Day] ?? [] }
}

/**
 * Open, closed or holiday at `at` (epoch ms). Ranges are wall-clock times of the zone, so that 09:00 stays 09:00 on the days
 * the clock changes; a range that starts on an open evening runs past midnight even into a holiday.
 */
export function openingAt(schedule: Schedule, at: number, override?: HoursOverride): Opening {
  if (override && (override.until === undefined || at < override.until)) return override.state
  const now = DateTime.fromMillis(at, { zone: schedule.timeZone })
  const minute = now.hour * 60 + now.minute
  const today = dayKind(schedule, now)
  for (const range of today.ranges) {
    const [from, to] = [minutesOf(range.from), minutesOf(range.to)]
    if (to > from ? minute >= from && minute < to : minute >= from) return 'open'
  }
  const yesterday = dayKind(schedule, now.minus({ days: 1 }))
  for (const range of yesterday.ranges) {
    const [from, to] = [minutesOf(range.from), minutesOf(range.to)]
    if (to <= from && minute < to) return 'open'
  }
  return today.kind === 'holiday' ? 'holiday' : 'closed'
}

/** True when no day and no exception has a range. */
export function neverOpens(schedule: Schedule): boolean {
  return days.every((day) => !schedule.weekly[day]?.length) && schedule.exceptions.every((e) => e.ranges.length === 0)
}

/** Epoch ms of the next moment after `now` at which the zone's clocks show `time` (`HH:MM`). */
export function nextWallTime(time: string, timeZone: string, now: number): number {
  const here = DateTime.fromMillis(now, { zone: timeZone })
  const today = here.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3, 5)), second: 0, millisecond: 0 })
  return (today > here ? today : today.plus({ days: 1 })).toMillis()
}
