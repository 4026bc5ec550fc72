// Times and durations, in the office's zone and the reader's language.
import { dayOf, isoIn, momentIn, startOfDay as startOfOfficeDay } from '../../../shared/domain/days.ts'
import { locale } from '../i18n/index.ts'

let zone: string | undefined

/** The office's IANA zone; every time on the screen is the office's, wherever the reader sits. */
export function setTimeZone(timeZone: string): void {
  zone = timeZone
  formats.clear()
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale(), { ...options, ...(zone ? { timeZone: zone } : {}) })
  formats.set(key, made)
  return made
}

/** `14:05` */
export const timeOfDay = (at: number) => format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** A day with its year, as in `29 November 2026`. */
export const longDay = (at: number): string => format({ day: 'numeric', month: 'long', year: 'numeric' }).format(at)

/** `14:05:09` */
export const timeOfDaySeconds = (at: number) =>
  format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at)

const dayKey = (at: number) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

const yearOf = (at: number) => format({ year: 'numeric' }).format(at)

/** `14:05` today, `Tue 14:05` this week, `3 Mar 14:05` this year, `3 Mar 2027` in another. */
export function shortMoment(at: number, now: number): string {
  if (dayKey(at) === dayKey(now)) return timeOfDay(at)
  const near = Math.abs(now - at) < 6 * 86_400_000
  if (!near && yearOf(at) !== yearOf(now)) return format({ day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  const day = near ? format({ weekday: 'short' }) : format({ day: 'numeric', month: 'short' })
  return `${day.format(at)} ${timeOfDay(at)}`
}

/** How many characters `shortMoment` has at most in the reader's language: months differ. */
export function longestShortMoment(): number {
  const now = Date.UTC(2028, 11, 31)
  const days = Array.from({ length: 12 }, (_, month) => [Date.UTC(2027, month, 28, 12), Date.UTC(2028, month, 20, 12)]).flat()
  const week = Array.from({ length: 5 }, (_, day) => now - (day + 1) * 86_400_000)
  return Math.max(...[...days, ...week].map((at) => shortMoment(at, now).length))
}

/** `0:07`, `12:40`, `1:02:03`; never negative. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor((total % 3600) / 60)
  const seconds = String(total % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}

/** `7 s`, `12 min`, `3 h 10 min`, `2 d`: how long ago or how long, at a glance. */
export function roughly(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  return `${Math.floor(hours / 24)} d`
}

/** The office's zone; before it is known, the reader's. */
const officeZone = (): string => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

/** When the office's day began on which `at` falls, epoch ms. */
export const startOfDay = (at: number): number => startOfOfficeDay(at, officeZone())

/** The office's day on which `at` falls: `2026-03-01`. */
export const isoDay = (at: number): string => dayOf(at, officeZone())

/** `2026-03-01T14:05:00.000+01:00`: a moment by the office's clocks. */
export const officeIso = (at: number): string => isoIn(at, officeZone())

/** Epoch ms of a day's beginning, or of `2026-03-01T14:05`, by the office's clocks. */
export const officeMoment = (local: string): number => momentIn(local, officeZone())
