// Business hours: weekly ranges in an IANA zone, across midnight, DST-correct, with holidays, exceptions and a manual override.
import { DateTime } from 'luxon'
import type { z } from 'zod'
import { type Day, days, type HoursOverride, type Schedule, type timeRange } from './scheduleRecord.ts'

export { type Day, days, type Schedule, schedule } from './scheduleRecord.ts'

export type Opening = 'open' | 'closed' | 'holiday'

type TimeRange = z.infer<typeof timeRange>

/** What decides at a moment. `date`: the day whose hours they are, which for a range across midnight is the day before. */
export type OpeningRule =
  | { kind: 'override'; until: number | null }
  | { kind: 'exception'; date: string; name: string; range: TimeRange | null }
  | { kind: 'holiday'; date: string; name: string }
  | { kind: 'weekly'; day: Day; range: TimeRange | null }

/** Open or not at a moment, why, and when that changes next: from open to closed or a holiday, or back. */
export type Answer = { state: Opening; rule: OpeningRule }
export type OpeningOutlook = Answer & { next: (Answer & { at: number }) | null }

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** What holds for a day: the rule with each of its ranges, and the rule where no range fits. */
function rulesOf(
  schedule: Schedule,
  day: DateTime,
): { ranges: readonly TimeRange[]; rule(range: TimeRange | null): OpeningRule } {
  const date = day.toFormat('yyyy-MM-dd')
  const exception = schedule.exceptions.find((e) => e.date === date)
  if (exception) {
    const { name = '', ranges } = exception
    return { ranges, rule: (range) => ({ kind: 'exception', date, name, range }) }
  }
  const holiday = schedule.holidays.find((h) => h.date === date || h.date === date.slice(5))
  if (holiday) return { ranges: [], rule: () => ({ kind: 'holiday', date, name: holiday.name }) }
  const weekday = days[day.weekday - 1] as Day
  return { ranges: schedule.weekly[weekday] ?? [], rule: (range) => ({ kind: 'weekly', day: weekday, range }) }
}

/**
 * What decides at `at` (epoch ms). Ranges are wall-clock times of the zone, so that 09:00 stays 09:00 on the days the clock changes; a
 * range that starts on an open evening runs past midnight even into a holiday.
 */
function decide(schedule: Schedule, at: number, override?: HoursOverride): Answer {
  if (override && (override.until === undefined || at < override.until))
    return { state: override.state, rule: { kind: 'override', until: override.until ?? null } }
  const now = DateTime.fromMillis(at, { zone: schedule.timeZone })
  const minute = now.hour * 60 + now.minute
  const today = rulesOf(schedule, now)
  for (const range of today.ranges) {
    const [from, to] = [minutesOf(range.from), minutesOf(range.to)]
    if (to > from ? minute >= from && minute < to : minute >= from) return { state: 'open', rule: today.rule(range) }
  }
  const yesterday = rulesOf(schedule, now.minus({ days: 1 }))
  for (const range of yesterday.ranges) {
    const [from, to] = [minutesOf(range.from), minutesOf(range.to)]
    if (to <= from && minute < to) return { state: 'open', rule: yesterday.rule(range) }
  }
  const rule = today.rule(null)
  return { state: rule.kind === 'holiday' ? 'holiday' : 'closed', rule }
}

/** Open, closed or holiday at `at` (epoch ms). */
export const openingAt = (schedule: Schedule, at: number, override?: HoursOverride): Opening =>
  decide(schedule, at, override).state

/** So far ahead the next change is looked for, days. */
const furthestDays = 400

/** Moments of the day, epoch ms, at which its hours or those of the day before may change, among others; the first of the day is its beginning. */
function* momentsOf(schedule: Schedule, day: DateTime): Generator<number> {
  const start = day.startOf('day')
  const end = start.plus({ days: 1 }).startOf('day')
  const wall = Date.UTC(start.year, start.month - 1, start.day)
  const offsets = [...new Set([start.minus({ hours: 1 }).offset, start.offset, end.offset])]
  const ranges = [start, start.minus({ days: 1 })].flatMap((each) => rulesOf(schedule, each).ranges)
  yield start.toMillis()
  // An hour that the clocks show twice is looked at twice.
  for (const minute of new Set(ranges.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)])))
    for (const offset of offsets) yield wall + (minute - offset) * 60_000
  if (start.offset !== end.offset) yield clockChange(start, end)
}

/** The moment between both at which the clocks change, to the minute. */
function clockChange(start: DateTime, end: DateTime): number {
  let [before, after] = [start.toMillis(), end.toMillis()]
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000
    if (DateTime.fromMillis(middle, { zone: start.zone }).offset === start.offset) before = middle
    else after = middle
  }
  return after
}

/**
 * What decides at `at` (epoch ms), and what does next once the office opens or closes: null where that is more than a year away.
 * An override counts until it ends.
 */
export function outlookAt(schedule: Schedule, at: number, override?: HoursOverride): OpeningOutlook {
  const now = decide(schedule, at, override)
  if (now.rule.kind === 'override' && now.rule.until === null) return { ...now, next: null }
  // While it is switched by hand no hour changes anything.
  const from = now.rule.kind === 'override' ? (now.rule.until as number) : at
  const changes = (moment: number): (Answer & { at: number }) | null => {
    const then = decide(schedule, moment, override)
    return (then.state === 'open') === (now.state === 'open') ? null : { ...then, at: moment }
  }
  const atEnd = from > at ? changes(from) : null
  if (atEnd) return { ...now, next: atEnd }
  const first = DateTime.fromMillis(from, { zone: schedule.timeZone }).startOf('day')
  for (let day = 0; day < furthestDays; day += 1) {
    const moments = [...momentsOf(schedule, first.plus({ days: day }))].filter((each) => each > from).sort((a, b) => a - b)
    for (const moment of moments) {
      const next = changes(moment)
      if (next) return { ...now, next }
    }
  }
  return { ...now, next: null }
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
