// Which whole days a stretch of time covers.
import type { Stretch } from './series.ts'
import { dayMs, momentOf, wallAt, type Zone } from './zones.ts'

/** Days as numbers since 1970, `end` exclusive; `rest`: it covers a part of another day as well. */
export type DaySpan = { first: number; end: number; rest: boolean }

/** 23:59 and 23:59:59 are meant as the end of the day. */
const toMidnight = (wall: number): number => {
  const over = ((wall % dayMs) + dayMs) % dayMs
  return over >= dayMs - 60_000 ? wall - over + dayMs : wall
}

const isMidnight = (wall: number): boolean => wall % dayMs === 0

/**
 * The days of a stretch. Midnight to midnight on its own clocks is the dates that are written; in UTC, which programs write whole days in,
 * the dates on the clocks of `zones` (the calendar's, the office's) come first. Anything else is the days between on the office's clocks.
 */
export function daysOf(stretch: Stretch, zones: readonly Zone[], office: string, wholeDay: boolean): DaySpan {
  const { start, zone } = stretch
  const end = toMidnight(stretch.end)
  if (stretch.written === 'day' || wholeDay) {
    const first = Math.floor(start / dayMs)
    return { first, end: Math.max(first + 1, Math.ceil(end / dayMs)), rest: false }
  }
  if (zone.kind === 'utc')
    for (const each of zones) {
      const span = exact(wallAt(start, each, office), toMidnight(wallAt(stretch.end, each, office)))
      if (span) return span
    }
  const span = exact(start, end)
  if (span) return span
  if (zone.kind === 'unknown') return { first: Math.floor(start / dayMs), end: Math.floor(start / dayMs), rest: true }
  const from = wallAt(momentOf({ wall: start, zone }, office), { kind: 'local' }, office)
  const until = toMidnight(wallAt(momentOf({ wall: stretch.end, zone }, office), { kind: 'local' }, office))
  const first = Math.ceil(from / dayMs)
  const last = Math.max(first, Math.floor(until / dayMs))
  return { first, end: last, rest: first * dayMs !== from || last * dayMs !== until }
}

const exact = (start: number, end: number): DaySpan | null =>
  isMidnight(start) && isMidnight(end) && end > start ? { first: start / dayMs, end: end / dayMs, rest: false } : null
