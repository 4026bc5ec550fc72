// Every occurrence of an event and of the events that replace some of its occurrences (RFC 5545, 3.8.4.4 and 3.8.5).
import type { NotTakenReason } from './calendar.ts'
import type { CalendarEvent } from './event.ts'
import { type Recurrence, readRule } from './recurrence.ts'
import { dayMs, type Moment, wallIn, type Zone } from './zones.ts'

/** A stretch of time on the clocks of its zone, wall-clock ms. */
export type Stretch = { start: number; end: number; zone: Zone; written: 'day' | 'time'; name: string }

export type Occurrences = {
  stretches: Stretch[]
  /** It has occurrences at or after the end that was asked for. */
  goesOn: boolean
  /** Repeats on its date each year, for ever, without exceptions. */
  plainYearly: boolean
}

/** The UNTIL of a rule on the clocks of the series; null for none, NaN for one that is no date. */
function untilOf(rule: string, { start }: CalendarEvent, office: string): number | null {
  const text = /(?:^|;)UNTIL=([^;]*)/i.exec(rule)?.[1]
  if (text === undefined) return null
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text) ?? []
  if (year === undefined) return Number.NaN
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (hour === undefined) return date + dayMs - 1
  const wall = date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
  if (start.day) return wall
  return utc === 'Z' ? wallIn({ wall, day: false, zone: { kind: 'utc' } }, start.zone, office) : wall
}

function rulesOf(event: CalendarEvent, texts: readonly string[], office: string): Recurrence[] | NotTakenReason {
  const rules: Recurrence[] = []
  for (const text of texts) {
    const until = untilOf(text, event, office)
    if (Number.isNaN(until)) return 'rule'
    const rule = readRule(text, event.start.wall, until)
    if (typeof rule === 'string') return rule
    rules.push(rule)
  }
  return rules
}

/** Asks whether any of some moments names a start on the clocks of `zone`; a date names each start on it. */
function namedBy(moments: readonly Moment[], zone: Zone, office: string): (start: number) => boolean {
  const days = new Set(moments.filter(({ day }) => day).map(({ wall }) => Math.floor(wall / dayMs)))
  const starts = new Set(moments.filter(({ day }) => !day).map((moment) => wallIn(moment, zone, office)))
  return (start) => starts.has(start) || days.has(Math.floor(start / dayMs))
}

/** The starts of a series with their lengths, exceptions taken out. */
function startsOf(
  event: CalendarEvent,
  rules: readonly Recurrence[],
  except: readonly Recurrence[],
  until: number,
  office: string,
) {
  const { start, length } = event
  const lengths = new Map<number, number>()
  let goesOn = false
  for (const rule of rules) {
    const found = rule.before(until)
    for (const at of found) lengths.set(at, length)
    goesOn ||= rule.goesOn(until, found.length)
  }
  // A start that its own rule does not name is no occurrence, as in dateutil; RFC 5545 leaves it open.
  if (rules.length === 0) lengths.set(start.wall, length)
  for (const date of event.dates) lengths.set(wallIn(date.at, start.zone, office), date.length ?? length)
  for (const rule of except) for (const at of rule.before(until)) lengths.delete(at)
  const excepted = namedBy(event.exceptDates, start.zone, office)
  for (const at of [...lengths.keys()]) if (excepted(at)) lengths.delete(at)
  return { lengths, goesOn }
}

/** The later part of a series that was moved or cancelled from some occurrence on: the last such change before `at`. */
function laterChanges(
  replacements: readonly CalendarEvent[],
  zone: Zone,
  office: string,
): (at: number) => CalendarEvent | undefined {
  const changes = replacements
    .flatMap((event) => (event.replaces?.andFuture ? [{ event, from: wallIn(event.replaces.at, zone, office) }] : []))
    .sort((a, b) => a.from - b.from)
  return (at) => changes.findLast(({ from }) => from <= at)?.event
}

/**
 * The occurrences of `event` that start before `until` (wall-clock ms), and what replaces some of them; or why the rule can't be
 * followed. Throws TooManyOccurrences.
 */
export function occurrencesOf(
  event: CalendarEvent,
  replacements: readonly CalendarEvent[],
  until: number,
  office: string,
): Occurrences | NotTakenReason {
  const rules = rulesOf(event, event.rules, office)
  const except = rulesOf(event, event.exceptRules, office)
  if (typeof rules === 'string') return rules
  if (typeof except === 'string') return except
  const { start, name } = event
  const { lengths, goesOn } = startsOf(event, rules, except, until, office)
  const places = replacements.flatMap(({ replaces }) => (replaces ? [replaces.at] : []))
  const replaced = namedBy(places, start.zone, office)
  const changeAt = laterChanges(replacements, start.zone, office)
  const stretches = replacements.filter(({ cancelled }) => !cancelled).map(asStretch)
  for (const [at, length] of lengths) {
    if (replaced(at)) continue
    const change = changeAt(at)
    if (!change) stretches.push({ start: at, end: at + length, zone: start.zone, written: start.day ? 'day' : 'time', name })
    else if (!change.cancelled) stretches.push(shifted(change, at, start.zone, office))
  }
  const plainYearly = rules.length === 1 && rules[0]?.plainYearly === true && changesNothing(event) && replacements.length === 0
  return { stretches, goesOn, plainYearly }
}

const changesNothing = ({ dates, exceptDates, exceptRules }: CalendarEvent): boolean =>
  dates.length + exceptDates.length + exceptRules.length === 0

export const asStretch = ({ start, length, name }: CalendarEvent): Stretch => ({
  start: start.wall,
  end: start.wall + length,
  zone: start.zone,
  written: start.day ? 'day' : 'time',
  name,
})

/** An occurrence of a series whose later part was moved: as far from its place as the one that was moved. */
function shifted(by: CalendarEvent, at: number, zone: Zone, office: string): Stretch {
  const from = by.replaces ? wallIn(by.replaces.at, by.start.zone, office) : by.start.wall
  const there = wallIn({ wall: at, day: by.start.day, zone }, by.start.zone, office)
  const start = there + (by.start.wall - from)
  return { start, end: start + by.length, zone: by.start.zone, written: by.start.day ? 'day' : 'time', name: by.name }
}
