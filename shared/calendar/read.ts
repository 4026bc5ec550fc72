// A calendar file as days on which the office is closed: events read, series followed for three years, whole days picked.
import { DateTime } from 'luxon'
import {
  type CalendarDay,
  mostSeriesText,
  type NotTaken,
  type NotTakenReason,
  type ReadCalendar,
  yearsAhead,
} from './calendar.ts'
import { type CalendarEntry, calendarEntries, entryText } from './components.ts'
import { type CalendarEvent, nameOf, readEvent } from './event.ts'
import { TooManyOccurrences } from './recurrence.ts'
import { asStretch, occurrencesOf, type Stretch } from './series.ts'
import { type DaySpan, daysOf } from './wholeDays.ts'
import { dayMs, type Zone, zoneFinder } from './zones.ts'

/** Longest event that closes the office, days. */
const mostDays = 366
/** Single days so long ago are still taken: the history and the simulator may ask for them. */
const daysBack = 366
/** Most events of a file, and most entries that are listed as not taken. */
const mostEvents = 100_000

export type ReadOptions = {
  /** The office's IANA zone. */
  timeZone: string
  /** The office's date, YYYY-MM-DD. */
  today: string
  /** True when no more time is left: what was not read by then is listed. */
  expired?(): boolean
}

type Reading = {
  office: string
  today: number
  until: number
  zones: Zone[]
  days: CalendarDay[]
  seen: Set<string>
  notTaken: NotTaken[]
  series: CalendarEntry[]
}

const numberOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs)
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** Reads the text of a calendar file. Never throws; a text without a single event has nothing to tell. */
export function readCalendar(text: string, { timeZone, today, expired = () => false }: ReadOptions): ReadCalendar {
  const until = DateTime.fromISO(today, { zone: 'utc' }).plus({ years: yearsAhead }).toISODate() ?? today
  const { entries, zone, cancels } = calendarEntries(text)
  const definitions = entries.filter(({ kind }) => kind === 'VTIMEZONE')
  const zoneOf = zoneFinder(definitions)
  const own = zone === '' ? null : zoneOf(zone)
  const reading: Reading = {
    office: timeZone,
    today: numberOf(today),
    until: numberOf(until),
    zones: [...(own && own.kind !== 'utc' ? [own] : []), { kind: 'iana', name: timeZone }],
    days: [],
    seen: new Set(),
    notTaken: [],
    series: [],
  }
  const events = eventsOf(reading, entries, { zoneOf, expired }).map((event) => (cancels ? { ...event, cancelled: true } : event))
  for (const group of grouped(events)) {
    if (expired()) for (const event of group) leaveOut(reading, event.entry, 'tooMany')
    else takeGroup(reading, group)
  }
  reading.notTaken.sort((a, b) => a.line - b.line)
  return { days: reading.days, notTaken: reading.notTaken, series: seriesText(reading, definitions, zone), until }
}

function eventsOf(
  reading: Reading,
  entries: readonly CalendarEntry[],
  { zoneOf, expired }: { zoneOf: (name: string) => Zone | null; expired(): boolean },
): CalendarEvent[] {
  const read = (entry: CalendarEntry, at: number): CalendarEvent | NotTakenReason => {
    if (entry.kind !== 'VEVENT') return 'noEvent'
    return at >= mostEvents || expired() ? 'tooMany' : readEvent(entry, { zoneOf, office: reading.office })
  }
  const events: CalendarEvent[] = []
  for (const [at, entry] of entries.entries()) {
    if (entry.kind === 'VTIMEZONE') continue
    const event = read(entry, at)
    if (typeof event === 'string') leaveOut(reading, entry, event)
    else events.push(event)
  }
  return events
}

function leaveOut(reading: Reading, entry: CalendarEntry, reason: NotTakenReason): void {
  reading.notTaken.push({ line: entry.line, name: nameOf(entry), reason })
}

/** Events of one uid together, in the order of the file; an event without one stands alone. */
function grouped(events: readonly CalendarEvent[]): CalendarEvent[][] {
  const groups = new Map<string, CalendarEvent[]>()
  for (const [at, event] of events.entries()) {
    const key = event.uid === '' ? `no uid ${at}` : `uid ${event.uid}`
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  return [...groups.values()]
}

function takeGroup(reading: Reading, group: readonly CalendarEvent[]): void {
  const newest = group.reduce((most, { replaces, sequence }) => (replaces ? most : Math.max(most, sequence)), 0)
  const masters = group.filter(({ replaces, sequence }) => !replaces && sequence === newest)
  for (const event of group) if (!event.replaces && !masters.includes(event)) leaveOut(reading, event.entry, 'superseded')
  const replacements = newestOfEach(reading, group)
  if (masters.length === 0) {
    for (const event of replacements) takeAlone(reading, event)
    return
  }
  for (const [at, master] of masters.entries()) takeMaster(reading, master, at === 0 ? replacements : [])
}

/** Of several that replace the same occurrence, the one with the highest sequence number. */
function newestOfEach(reading: Reading, group: readonly CalendarEvent[]): CalendarEvent[] {
  const byPlace = new Map<string, CalendarEvent>()
  for (const event of group) {
    if (!event.replaces) continue
    const key = JSON.stringify(event.replaces.at)
    const before = byPlace.get(key)
    if (before && before.sequence > event.sequence) {
      leaveOut(reading, event.entry, 'superseded')
      continue
    }
    if (before) leaveOut(reading, before.entry, 'superseded')
    byPlace.set(key, event)
  }
  return [...byPlace.values()]
}

function takeAlone(reading: Reading, event: CalendarEvent): void {
  if (event.cancelled) leaveOut(reading, event.entry, 'cancelled')
  else takeStretches(reading, event, [asStretch(event)], { repeats: false, plainYearly: false })
}

function takeMaster(reading: Reading, event: CalendarEvent, replacements: readonly CalendarEvent[]): void {
  if (event.cancelled) {
    for (const each of [event, ...replacements]) leaveOut(reading, each.entry, 'cancelled')
    return
  }
  for (const each of replacements) if (each.cancelled) leaveOut(reading, each.entry, 'cancelled')
  const found = followed(reading, event, replacements)
  if (typeof found === 'string') {
    leaveOut(reading, event.entry, found)
    return
  }
  const repeats = event.rules.length + event.dates.length > 0
  const { stretches, plainYearly, goesOn } = found
  const { taken, yearly } = takeStretches(reading, event, stretches, { repeats, plainYearly })
  const last = stretches.reduce((latest, { end }) => Math.max(latest, end), 0)
  if (!yearly && (taken || last > reading.until * dayMs) && (goesOn || last > reading.until * dayMs))
    reading.series.push(event.entry, ...replacements.map(({ entry }) => entry))
}

function followed(reading: Reading, event: CalendarEvent, replacements: readonly CalendarEvent[]) {
  try {
    return occurrencesOf(event, replacements, reading.until * dayMs, reading.office)
  } catch (error) {
    if (error instanceof TooManyOccurrences) return 'tooOften'
    return 'rule'
  }
}

/** Takes the whole days. `yearly`: as days of each year, which need not be continued. */
function takeStretches(
  reading: Reading,
  event: CalendarEvent,
  stretches: readonly Stretch[],
  { repeats, plainYearly }: { repeats: boolean; plainYearly: boolean },
): { taken: boolean; yearly: boolean } {
  const spans = stretches
    .map((stretch) => ({ ...daysOf(stretch, reading.zones, reading.office, event.wholeDay), name: stretch.name }))
    .sort((a, b) => a.first - b.first)
  const yearly = plainYearly ? yearlyDates(reading, spans) : null
  if (yearly) {
    for (const date of yearly) take(reading, { date, name: event.name })
    return { taken: true, yearly: true }
  }
  const from = repeats ? reading.today : reading.today - daysBack
  const due = spans.filter(({ end, first }) => end > from && first < reading.until)
  const tooLong = due.filter(({ first, end }) => end - first > mostDays)
  for (const { first, end, name } of due.filter((span) => !tooLong.includes(span)))
    for (let day = Math.max(first, from); day < Math.min(end, reading.until); day += 1) take(reading, { date: dateOf(day), name })
  const reason = whyNot(spans, due, tooLong.length, reading)
  if (reason) leaveOut(reading, event.entry, event.start.zone.kind === 'unknown' && tooLong.length === 0 ? 'zone' : reason)
  return { taken: due.some(({ first, end }) => end > first), yearly: false }
}

type Named = DaySpan & { name: string }

function whyNot(spans: readonly Named[], due: readonly Named[], tooLong: number, { until }: Reading): NotTakenReason | null {
  if (tooLong > 0) return 'tooLong'
  if (due.some(({ first, end }) => end <= first)) return 'partOfDay'
  if (due.some(({ rest }) => rest)) return 'wholeDaysOnly'
  if (due.length > 0 || spans.some(({ first }) => first >= until)) return null
  // Whole days only end; what is a part of a day was none to begin with.
  return spans.length > 0 && spans.every(({ first, end }) => end <= first) ? 'partOfDay' : 'ended'
}

/** `MM-DD` of a series that closes the same dates each year from now on; null when it does not. */
function yearlyDates({ today }: Reading, spans: readonly Named[]): string[] | null {
  const [first] = spans
  if (!first || first.rest || first.end <= first.first || first.end - first.first > mostDays) return null
  const span = (year: number) =>
    Array.from({ length: first.end - first.first }, (_, at) =>
      dateOf(numberOf(`${year}${dateOf(first.first).slice(4)}`) + at).slice(5),
    )
  const [one, other] = [span(2027), span(2028)]
  if (dateOf(first.first).endsWith('02-29') || String(one) !== String(other)) return null
  // Days before the series began are no holidays.
  const thisYear = numberOf(`${dateOf(today).slice(0, 4)}${dateOf(first.first).slice(4)}`)
  const next = thisYear + (first.end - first.first) > today ? thisYear : thisYear + 365
  return first.first <= next + 1 ? one : null
}

function take({ seen, days }: Reading, day: CalendarDay): void {
  if (seen.has(day.date)) return
  seen.add(day.date)
  days.push(day)
}

/** The endless series as a calendar of their own, with the time zones they use. */
function seriesText({ series }: Reading, definitions: readonly CalendarEntry[], zone: string): string {
  if (series.length === 0) return ''
  const used = series.flatMap(({ lines }) => lines.flatMap((line) => /TZID="?([^";:]+)/i.exec(line)?.[1] ?? []))
  const needed = definitions.filter(({ lines }) => lines.some((line) => used.some((id) => line.endsWith(`:${id}`))))
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...(zone === '' ? [] : [`X-WR-TIMEZONE:${zone}`])]
  const text = [...head, ...[...needed, ...series].map(entryText), 'END:VCALENDAR', ''].join('\r\n')
  return text.length > mostSeriesText ? '' : text
}
