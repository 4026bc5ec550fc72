// The occurrences of a recurrence rule (RFC 5545, 3.3.10). rrule, the port of Python's dateutil, walks the periods: ical.js, which
// reads the files, gives other dates than dateutil for every third rule and never comes back from some (docs/decisions/019-files.md). rrule
// picks BYSETPOS wrongly where a position is named twice or is not there, so positions are picked here.
import type { Options, RRule as Rule } from 'rrule'
import * as rruleModule from 'rrule'
import { dayMs } from './zones.ts'

// A CommonJS package under Node, an ES module in the console's bundle.
const named = rruleModule as unknown as { RRule?: typeof Rule; default?: { RRule: typeof Rule } }
const RRule = (named.RRule ?? named.default?.RRule) as typeof Rule

/** Frequencies by rrule's numbers: 0 yearly … 6 secondly. */
const [yearly, monthly, weekly, daily, hourly] = [0, 1, 2, 3, 4]

const parts =
  /^(?:FREQ|INTERVAL|COUNT|UNTIL|WKST|BYSECOND|BYMINUTE|BYHOUR|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS)=/i

export type RuleFailure = 'rule' | 'tooOften'

/** A rule read: its occurrences are wall-clock ms, as if every zone were UTC. */
export type Recurrence = {
  frequency: number
  /** Repeats on its day each year, for ever, with nothing else said. */
  plainYearly: boolean
  /** The occurrences from the start on, before `until` (exclusive). */
  before(until: number): number[]
  /** True when it has occurrences at or after `until` that `before` did not give. */
  goesOn(until: number, given: number): boolean
}

/** Most occurrences of a rule that are looked at: daily for five hundred years. */
const mostOccurrences = 200_000

/** Thrown for a rule with more occurrences than are looked at. */
export class TooManyOccurrences extends Error {}

/** Days of the week with a position are objects in rrule; only how many there are matters then. */
const asList = (value: unknown): number[] =>
  Array.isArray(value) ? value : typeof value === 'number' ? [value] : value ? [Number.NaN] : []

/** `start`, and what the rule's UNTIL is compared with, are wall-clock ms. */
export function readRule(text: string, start: number, until: number | null): Recurrence | RuleFailure {
  if (!text.split(';').every((part) => part === '' || parts.test(part))) return 'rule'
  let given: Partial<Options>
  try {
    given = RRule.parseString(text.replace(/;?UNTIL=[^;]*/i, ''))
  } catch {
    return 'rule'
  }
  const { freq } = given
  if (freq === undefined) return 'rule'
  if (freq > hourly) return 'tooOften'
  // INTERVAL=0 never moves on; COUNT=0 is none.
  if ((given.interval ?? 1) < 1 || given.count === 0) return 'rule'
  const options = withStart({ ...given, dtstart: new Date(start) }, start)
  const last = until ?? Number.POSITIVE_INFINITY
  const positions = asList(given.bysetpos)
  const before = (end: number): number[] => {
    const stop = Math.min(end - 1, last)
    if (stop < start) return []
    const all = positions.length > 0 ? picked(options, positions, start, stop) : every(options, stop)
    const within = all.filter((at) => at >= start && at <= stop)
    return given.count ? within.slice(0, given.count) : within
  }
  return {
    frequency: freq,
    plainYearly: isPlainYearly(text, given, start, until),
    before,
    goesOn: (end, count) => last >= end && (!given.count || count < given.count),
  }
}

/** Shortest length of a period by frequency, days. */
const shortest = [365, 28, 7, 1, 1 / 24]

/**
 * rrule looks at its end only where a rule names a day: one that names none (30 February) would be followed to the year 9999. It stops
 * at an interval of 0, which it is given once it has been asked for the interval for all periods up to the end, and some.
 */
function stopAfter(rule: Rule, periods: number): void {
  const { interval } = rule.options
  let asked = 0
  const most = (periods / interval + 10) * 8
  Object.defineProperty(rule.options, 'interval', { get: () => (++asked > most ? 0 : interval) })
}

function every(options: Partial<Options>, stop: number): number[] {
  const { bysetpos: _, count: _count, ...rest } = options
  const found: number[] = []
  const rule = new RRule({ ...rest, until: new Date(stop) }, true)
  const days = (stop - (options.dtstart?.getTime() ?? stop)) / dayMs
  stopAfter(rule, days / (shortest[options.freq ?? daily] ?? 1))
  rule.all((date) => {
    found.push(date.getTime())
    return found.length < mostOccurrences
  })
  if (found.length >= mostOccurrences) throw new TooManyOccurrences()
  return found
}

/** The positions of each period's occurrences; the first period is seen from its beginning. */
function picked(options: Partial<Options>, positions: readonly number[], start: number, stop: number): number[] {
  const periodOf = periodsOf(options)
  const first = periodOf(start)
  const end = periodOf.end(stop)
  const all = every({ ...options, dtstart: new Date(first) }, end)
  const byPeriod = Map.groupBy(all, periodOf)
  return [...byPeriod.values()].flatMap((period) => {
    const chosen = positions.map((position) => period[position > 0 ? position - 1 : period.length + position])
    return [...new Set(chosen.filter((at) => at !== undefined))].sort((a, b) => a - b)
  })
}

/** The start of the period that a time is in, and the end of it. */
function periodsOf(options: Partial<Options>): ((at: number) => number) & { end(at: number): number } {
  const { freq } = options
  const weekStart = typeof options.wkst === 'number' ? options.wkst : (options.wkst as { weekday?: number } | undefined)?.weekday
  const dayOf = (at: number) => at - (((at % dayMs) + dayMs) % dayMs)
  const startOf = (at: number): number => {
    const date = new Date(at)
    if (freq === yearly) return Date.UTC(date.getUTCFullYear(), 0, 1)
    if (freq === monthly) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    if (freq === weekly) return dayOf(at) - ((date.getUTCDay() + 6 - (weekStart ?? 0) + 7) % 7) * dayMs
    return freq === daily ? dayOf(at) : at - (at % 3_600_000)
  }
  const lengths = [366, 31, 7, 1, 1]
  return Object.assign(startOf, { end: (at: number) => startOf(at) + (lengths[freq ?? daily] ?? 1) * dayMs - 1 })
}

/** What a rule does not say is its start's (RFC 5545: “information missing from the rule is taken from DTSTART”). */
function withStart(options: Partial<Options>, start: number): Partial<Options> {
  const date = new Date(start)
  const { freq = daily, byweekno, byyearday, bymonthday, byweekday, bymonth } = options
  const said = [byweekno, byyearday, bymonthday, byweekday].some((value) => asList(value).length > 0)
  const full = { ...options }
  if (!said) {
    if (freq === yearly && asList(bymonth).length === 0) full.bymonth = [date.getUTCMonth() + 1]
    if (freq === yearly || freq === monthly) full.bymonthday = [date.getUTCDate()]
    if (freq === weekly) full.byweekday = [(date.getUTCDay() + 6) % 7]
  }
  if (freq < hourly) full.byhour ??= [date.getUTCHours()]
  full.byminute ??= [date.getUTCMinutes()]
  full.bysecond ??= [date.getUTCSeconds()]
  return full
}

function isPlainYearly(text: string, given: Partial<Options>, start: number, until: number | null): boolean {
  const date = new Date(start)
  const same = (value: unknown, own: number) => asList(value).every((each) => each === own)
  return (
    given.freq === yearly &&
    until === null &&
    !given.count &&
    (given.interval ?? 1) === 1 &&
    !/BYDAY|BYWEEKNO|BYYEARDAY|BYSETPOS|BYHOUR/i.test(text) &&
    same(given.bymonth, date.getUTCMonth() + 1) &&
    same(given.bymonthday, date.getUTCDate()) &&
    // “Each month's day” without a month is no yearly day.
    (asList(given.bymonthday).length === 0 || asList(given.bymonth).length > 0)
  )
}
