// A time zone as desk phones have it: an offset, and a rule by which it changes twice a year.
import { IANAZone } from 'luxon'

/** A change at a wall time. `week`: 1 to 4, or 5 for the last; `weekday`: 1 Monday to 7 Sunday. */
export type ZoneChange = { month: number; week: number; weekday: number; hour: number; minute: number }
export type ZoneRule = {
  /** East of Greenwich, minutes, while no daylight saving time is in force. */
  standardMinutes: number
  /** `addMinutes`: by how much it is later then; null where the zone has none. */
  daylight: { addMinutes: number; start: ZoneChange; end: ZoneChange } | null
}

const known = new Map<string, ZoneRule>()

/** The rule of an IANA zone as it stands in that year. Zones that change otherwise than twice a year count as having none. */
export function zoneRule(zone: string, year: number): ZoneRule {
  const key = `${zone} ${year}`
  const rule = known.get(key) ?? ruleOf(IANAZone.create(zone), year)
  known.set(key, rule)
  return rule
}

function ruleOf(zone: IANAZone, year: number): ZoneRule {
  const [first, second, ...more] = changesIn(zone, year)
  const now = zone.offset(Date.UTC(year, 0))
  if (!first || !second || more.length > 0) return { standardMinutes: now, daylight: null }
  const [start, end] = first.after > second.after ? [first, second] : [second, first]
  const when = (change: Change): ZoneChange => ({ ...whenOf(change), week: weekOf(zone, year, change) })
  return {
    standardMinutes: end.after,
    daylight: { addMinutes: start.after - end.after, start: when(start), end: when(end) },
  }
}

/** `wall`: the time that clocks show when they are changed. `after`: the offset that begins, minutes. */
type Change = { wall: Date; after: number }

const weekMs = 7 * 86_400_000

function changesIn(zone: IANAZone, year: number): Change[] {
  const found: Change[] = []
  for (let at = Date.UTC(year, 0), end = Date.UTC(year + 1, 0); at < end; at += weekMs) {
    const next = Math.min(at + weekMs, end)
    if (zone.offset(next) !== zone.offset(at)) found.push(changeBetween(zone, at, next))
  }
  return found
}

/** The minute of the week in which the offset changes. */
function changeBetween(zone: IANAZone, from: number, to: number): Change {
  const before = zone.offset(from)
  let [early, late] = [from, to]
  while (late - early > 60_000) {
    const middle = Math.floor((early + late) / 120_000) * 60_000
    if (zone.offset(middle) === before) early = middle
    else late = middle
  }
  return { wall: new Date(late + before * 60_000), after: zone.offset(late) }
}

const whenOf = ({ wall }: Change) => ({
  month: wall.getUTCMonth() + 1,
  weekday: wall.getUTCDay() || 7,
  hour: wall.getUTCHours(),
  minute: wall.getUTCMinutes(),
})

/** The last of the month is told from the fourth by other years, in which the month ends otherwise. */
function weekOf(zone: IANAZone, year: number, change: Change): number {
  const week = Math.ceil(change.wall.getUTCDate() / 7)
  if (week < 4) return week
  const { month, weekday } = whenOf(change)
  const isLast = ({ wall }: Change) => wall.getUTCDate() + 7 > new Date(Date.UTC(wall.getUTCFullYear(), month, 0)).getUTCDate()
  const others = [0, 1, 2, 3, 4, 5]
    .flatMap((more) => changesIn(zone, year + more))
    .filter((other) => whenOf(other).month === month && whenOf(other).weekday === weekday)
  return others.every(isLast) ? 5 : 4
}

const two = (value: number): string => String(value).padStart(2, '0')

/** An offset as `+01:00`. */
export const offsetText = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`

/** The same as POSIX has it (`STD-1DST,M3.5.0/2,M10.5.0/3`; IEEE 1003.1, 8.3), where west is positive. */
export function posixZone({ standardMinutes, daylight }: ZoneRule): string {
  const offset = (minutes: number) => {
    const sign = minutes > 0 ? '-' : minutes < 0 ? '+' : ''
    return `${sign}${Math.floor(Math.abs(minutes) / 60)}${minutes % 60 ? `:${two(Math.abs(minutes) % 60)}` : ''}`
  }
  const at = ({ month, week, weekday, hour, minute }: ZoneChange) =>
    `M${month}.${week}.${weekday % 7}/${two(hour)}:${two(minute)}:00`
  const standard = `STD${offset(standardMinutes)}`
  if (!daylight) return standard
  return `${standard}DST${offset(standardMinutes + daylight.addMinutes)},${at(daylight.start)},${at(daylight.end)}`
}
