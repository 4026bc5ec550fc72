// One event of a calendar (RFC 5545, 3.6.1), read by ical.js and checked: when it is, how it repeats, what it replaces.
import ICAL from 'ical.js'
import type { NotTakenReason } from './calendar.ts'
import { type CalendarEntry, entryText, valueIn } from './components.ts'
import { dayMs, type Moment, wallIn, type Zone } from './zones.ts'

export type CalendarEvent = {
  entry: CalendarEntry
  uid: string
  name: string
  sequence: number
  cancelled: boolean
  /** Outlook's mark of a whole day that is written with times. */
  wholeDay: boolean
  start: Moment
  /** Wall-clock ms; 0: a point in time. */
  length: number
  rules: string[]
  exceptRules: string[]
  dates: { at: Moment; length: number | null }[]
  exceptDates: Moment[]
  /** Which occurrence of the series with the same uid it replaces, and whether those after it as well. */
  replaces: { at: Moment; andFuture: boolean } | null
}

/** Time of a property as ical.js gives it: a date or a date and time, with or without Z. */
const written = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})(Z?))?$/

type Property = [string, Record<string, string | string[]>, string, ...unknown[]]
type Read = { zoneOf(name: string): Zone | null; office: string }

/** Thrown inside; the reason is the result. */
class Unusable extends Error {
  readonly reason: NotTakenReason
  constructor(reason: NotTakenReason) {
    super(reason)
    this.reason = reason
  }
}

/** The event of an entry, or why it can't be used. Never throws. */
export function readEvent(entry: CalendarEntry, read: Read): CalendarEvent | NotTakenReason {
  try {
    const [, properties] = ICAL.parse(entryText(entry)) as unknown as [string, Property[], unknown[]]
    return eventOf(entry, properties, read)
  } catch (error) {
    return error instanceof Unusable ? error.reason : 'unreadable'
  }
}

/** The event's name as far as it can be read, for the list of what was not taken. */
export function nameOf(entry: CalendarEntry): string {
  const line = entry.lines.find((each) => /^SUMMARY[;:]/i.test(each)) ?? ''
  return valueIn(line)
    .replace(/\\[nN]/g, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .trim()
    .slice(0, 80)
}

function eventOf(entry: CalendarEntry, properties: readonly Property[], read: Read): CalendarEvent {
  const all = (name: string) => properties.filter(([each]) => each === name)
  const text = (name: string) => String(all(name)[0]?.[3] ?? '').trim()
  const [startProperty] = all('dtstart')
  if (!startProperty) throw new Unusable('noStart')
  const start = momentsOf(startProperty, read)[0]
  if (!start) throw new Unusable('noStart')
  const [replaced] = all('recurrence-id')
  const replacedAt = replaced && momentsOf(replaced, read)[0]
  return {
    entry,
    uid: text('uid'),
    name: nameOf(entry),
    sequence: Number(text('sequence')) || 0,
    cancelled: text('status').toUpperCase() === 'CANCELLED',
    wholeDay: text('x-microsoft-cdo-alldayevent').toUpperCase() === 'TRUE',
    start,
    length: lengthOf(start, all('dtend')[0], all('duration')[0], read),
    rules: rulesIn(entry, 'RRULE'),
    exceptRules: rulesIn(entry, 'EXRULE'),
    dates: all('rdate').flatMap((property) => periodsOf(property, read)),
    exceptDates: all('exdate').flatMap((property) => momentsOf(property, read)),
    replaces: replacedAt
      ? { at: replacedAt, andFuture: String(replaced?.[1].range ?? '').toUpperCase() === 'THISANDFUTURE' }
      : null,
  }
}

/** The rules as they were written: ical.js drops parts that it does not know. */
const rulesIn = ({ lines }: CalendarEntry, name: 'RRULE' | 'EXRULE'): string[] =>
  lines.flatMap((line) => (new RegExp(`^${name}[;:]`, 'i').test(line) ? [line.slice(line.indexOf(':') + 1).trim()] : []))

const zoneFor = (property: Property, utc: boolean, { zoneOf }: Read): Zone => {
  if (utc) return { kind: 'utc' }
  const { tzid } = property[1]
  if (tzid === undefined || tzid === '') return { kind: 'local' }
  return zoneOf(String(tzid)) ?? { kind: 'unknown' }
}

function momentOfText(text: string, property: Property, read: Read): Moment {
  const [, year, month, day, hour, minute, second, utc] = written.exec(text.trim()) ?? []
  if (year === undefined) throw new Unusable('noSuchDate')
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const there = new Date(date)
  if (there.getUTCMonth() !== Number(month) - 1 || there.getUTCDate() !== Number(day)) throw new Unusable('noSuchDate')
  if (hour === undefined) return { wall: date, day: true, zone: { kind: 'local' } }
  // 24:00 is not in RFC 5545, but it is in files; 60 is a leap second.
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) throw new Unusable('noSuchDate')
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Math.min(59, Number(second))) * 1000
  return { wall: date + time, day: false, zone: zoneFor(property, utc === 'Z', read) }
}

const momentsOf = (property: Property, read: Read): Moment[] =>
  property
    .slice(3)
    .flatMap((value) => String(Array.isArray(value) ? value[0] : value).split(','))
    .map((value) => momentOfText(value, property, read))

function periodsOf(property: Property, read: Read): CalendarEvent['dates'] {
  return property.slice(3).map((value) => {
    if (!Array.isArray(value)) return { at: momentOfText(String(value), property, read), length: null }
    const at = momentOfText(String(value[0]), property, read)
    const end = String(value[1])
    if (end.startsWith('P')) return { at, length: durationOf(end) }
    return { at, length: momentOfText(end, property, read).wall - at.wall }
  })
}

const durationOf = (text: string): number => {
  const seconds = ICAL.Duration.fromString(text).toSeconds()
  if (!Number.isFinite(seconds)) throw new Unusable('unreadable')
  return seconds * 1000
}

function lengthOf(start: Moment, end: Property | undefined, duration: Property | undefined, read: Read): number {
  if (end) {
    const at = momentsOf(end, read)[0]
    if (!at) throw new Unusable('unreadable')
    const length = wallIn(at, start.zone, read.office) - start.wall
    if (length < 0) throw new Unusable('endsBeforeStart')
    // Some programs write the last day itself as the end of a whole day.
    return start.day ? Math.max(dayMs, length) : length
  }
  if (duration) {
    const length = durationOf(String(duration[3]))
    if (length < 0) throw new Unusable('endsBeforeStart')
    return start.day ? Math.max(dayMs, length) : length
  }
  return start.day ? dayMs : 0
}
