// What business hours are, in zones, weeks, holidays and exceptions; and the switch by hand over them. Without what asks them (schedule.ts),
// which consoles do not need at their start.
import { z } from 'zod'
import { storedCalendar } from '../calendar/calendar.ts'

/** Whether clocks anywhere go by it; older names count as well (`Etc/UTC`, `Asia/Calcutta`): a computer may call its own zone so. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** 24-hour wall time; `24:00` is the end of the day. */
const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time like 09:30')
/** `to` at or before `from` reaches into the next day. */
export const timeRange = z.object({ from: wallTime, to: wallTime })
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]

export const schedule = z.object({
  /** The override switch's name; several flows may share one. */
  name: z.string().min(1).max(80).default('office'),
  timeZone: z.string().refine(isTimeZone, 'no such time zone'),
  weekly: z.partialRecord(z.enum(days), z.array(timeRange)),
  /** `MM-DD` each year, or `YYYY-MM-DD`. */
  holidays: z.array(z.object({ date: z.string().regex(/^(?:\d{4}-)?\d{2}-\d{2}$/), name: z.string().default('') })).default([]),
  /** Calendars whose series go on beyond what is among the holidays: the host continues them (electron/host/calendars). */
  calendars: z.array(storedCalendar).max(20).default([]),
  /** Days with hours of their own, above holidays and weekly hours; no ranges: closed. */
  exceptions: z
    .array(
      z.object({
        date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        name: z.string().max(80).optional(),
        ranges: z.array(timeRange),
      }),
    )
    .default([]),
})
export type Schedule = z.infer<typeof schedule>

/** A manual switch over opening hours, by the schedule's name. */
export const hoursOverride = z.object({
  name: z.string().min(1).max(80),
  state: z.enum(['open', 'closed']),
  /** Epoch ms; absent: until switched back. */
  until: z.number().optional(),
})
export type HoursOverride = z.infer<typeof hoursOverride>
