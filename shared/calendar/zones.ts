// Time zones as calendars name them: IANA names with and without a program's prefix, Windows names (Outlook, Exchange), and zones that
// a calendar defines itself (VTIMEZONE).
import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'
import * as windowsZones from 'windows-iana'
import type { CalendarEntry } from './components.ts'

/** How a time is meant. `local`: the office's wall clock (a date, or a floating time). `unknown`: in a zone that nobody knows. */
export type Zone =
  | { kind: 'local' }
  | { kind: 'unknown' }
  | { kind: 'utc' }
  | { kind: 'iana'; name: string }
  | { kind: 'own'; zone: ICAL.Timezone }

/** A moment as written: wall-clock ms since 1970 as if the zone were UTC. `day`: written as a date, without a time. */
export type Moment = { wall: number; day: boolean; zone: Zone }

export const dayMs = 86_400_000

type FindIana = (windowsName: string) => readonly string[]
// A CommonJS package under Node, an ES module in the console's bundle.
const windows = windowsZones as unknown as { findIana?: FindIana; default?: { findIana: FindIana } }
const findIana: FindIana = windows.findIana ?? windows.default?.findIana ?? (() => [])

/** The IANA zone of a name, or null. */
function ianaNamed(name: string): string | null {
  const plain = name.trim().replace(/^"|"$/g, '')
  if (IANAZone.isValidZone(plain)) return plain
  const [fromWindows] = findIana(plain)
  if (fromWindows !== undefined) return fromWindows
  // As in /freeassociation.sourceforge.net/Europe/Berlin or /mozilla.org/20050126_1/America/New_York.
  const parts = plain.split('/').filter(Boolean)
  for (let count = Math.min(3, parts.length); count >= 2; count -= 1) {
    const end = parts.slice(-count).join('/')
    if (IANAZone.isValidZone(end)) return end
  }
  return null
}

/** Finds zones by the names a calendar uses; null for one that nobody knows. */
export function zoneFinder(definitions: readonly CalendarEntry[]): (name: string) => Zone | null {
  const defined = new Map<string, CalendarEntry>()
  for (const definition of definitions) {
    const id = textOf(definition, 'TZID')
    if (id) defined.set(id, definition)
  }
  const known = new Map<string, Zone | null>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const found = named(name, defined.get(name))
    known.set(name, found)
    return found
  }
}

function textOf({ lines }: CalendarEntry, property: string): string {
  const line = lines.find(
    (each) => each.toUpperCase().startsWith(`${property}:`) || each.toUpperCase().startsWith(`${property};`),
  )
  return line ? line.slice(line.indexOf(':') + 1).trim() : ''
}

function named(name: string, definition: CalendarEntry | undefined): Zone | null {
  if (/^(?:utc|gmt|etc\/utc|zulu)$/i.test(name.trim())) return { kind: 'utc' }
  const iana = ianaNamed(name)
  if (iana !== null) return { kind: 'iana', name: iana }
  if (!definition) return null
  const location = ianaNamed(textOf(definition, 'X-LIC-LOCATION'))
  if (location !== null) return { kind: 'iana', name: location }
  try {
    const text = ['BEGIN:VTIMEZONE', ...definition.lines, 'END:VTIMEZONE'].join('\r\n')
    return { kind: 'own', zone: new ICAL.Timezone(new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]])) }
  } catch {
    return null // a definition that cannot be read defines nothing
  }
}

/** Epoch ms of a wall-clock time in a zone; `office` is the IANA zone of local times. */
export function momentOf({ wall, zone }: Pick<Moment, 'wall' | 'zone'>, office: string): number {
  if (zone.kind === 'utc') return wall
  if (zone.kind === 'own') return wall - zone.zone.utcOffset(icalTime(wall)) * 1000
  const date = new Date(wall)
  const local = DateTime.fromObject(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    },
    { zone: zone.kind === 'iana' ? zone.name : office },
  )
  return local.toMillis()
}

/** The wall-clock time that a zone's clocks show at an epoch ms. */
export function wallAt(at: number, zone: Zone, office: string): number {
  if (zone.kind === 'utc') return at
  if (zone.kind === 'own') return ownWall(at, zone.zone)
  return at + DateTime.fromMillis(at, { zone: zone.kind === 'iana' ? zone.name : office }).offset * 60_000
}

/** An own zone's offset is known by wall-clock time only: two steps settle it, but for the hour that the clocks leave out. */
function ownWall(at: number, zone: ICAL.Timezone): number {
  const first = at + zone.utcOffset(icalTime(at)) * 1000
  return at + zone.utcOffset(icalTime(first)) * 1000
}

function icalTime(wall: number): ICAL.Time {
  const date = new Date(wall)
  return new ICAL.Time(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      isDate: false,
    },
    ICAL.Timezone.localTimezone,
  )
}

/** The same moment on the clocks of another zone; a date stays the date that it is. */
export const wallIn = (moment: Moment, zone: Zone, office: string): number =>
  moment.day || sameZone(moment.zone, zone) ? moment.wall : wallAt(momentOf(moment, office), zone, office)

const sameZone = (one: Zone, other: Zone): boolean =>
  one.kind === other.kind &&
  (one.kind === 'iana' ? one.name === (other as typeof one).name : one.kind !== 'own' || one.zone === (other as typeof one).zone)
