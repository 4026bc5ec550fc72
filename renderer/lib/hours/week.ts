// Weekly hours as slots of a day, half hours or quarters of one, and back.
import { dayAfter } from '../../../shared/domain/days.ts'
import { type Day, days, type Schedule } from '../../../shared/domain/schedule.ts'

export type Weekly = Schedule['weekly']
export type Ranges = NonNullable<Weekly[Day]>
/** Minutes of a slot. */
export type Grain = 15 | 30

const dayMinutes = 24 * 60
const two = (n: number) => String(n).padStart(2, '0')

/** Slots of a day. */
export const slotsInDay = (grain: Grain): number => dayMinutes / grain

/** `HH:MM` at which the slot begins; the one after the last is the end of the day. */
export const slotTime = (slot: number, grain: Grain = 30): string =>
  `${two(Math.floor((slot * grain) / 60))}:${two((slot * grain) % 60)}`

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether the range reaches into the next day. */
export const overnight = ({ from, to }: Ranges[number]): boolean => minutes(to) <= minutes(from)

/** Slots that are open at their beginning or a part of them. A range across midnight is open until the end of its day. */
export function slotsOf(ranges: Ranges = [], grain: Grain = 30): Set<number> {
  const open = new Set<number>()
  for (const range of ranges) {
    const end = overnight(range) ? dayMinutes : minutes(range.to)
    for (let slot = Math.floor(minutes(range.from) / grain); slot * grain < end; slot += 1) open.add(slot)
  }
  return open
}

/** Slots of a day that are open because a range of the day before reaches into it. */
export function reachedSlots(weekly: Weekly, day: Day, grain: Grain): Set<number> {
  const before = days[(days.indexOf(day) + 6) % 7] as Day
  const ends = (weekly[before] ?? []).filter(overnight).map(({ to }) => minutes(to))
  return new Set(Array.from({ length: Math.ceil(Math.max(0, ...ends) / grain) }, (_, slot) => slot))
}

/** Ranges of the open slots, joined where they touch; what `before` had across midnight still reaches there while the evening is open. */
function rangesOf(open: ReadonlySet<number>, grain: Grain, before: Ranges): Ranges {
  const last = slotsInDay(grain)
  const night = before.find(overnight)
  const ranges: Ranges = []
  for (let slot = 0; slot < last; slot += 1) {
    if (!open.has(slot) || open.has(slot - 1)) continue
    let end = slot
    while (open.has(end)) end += 1
    const from = slotTime(slot, grain)
    const to = end === last && night && minutes(night.to) <= minutes(from) ? night.to : slotTime(end, grain)
    ranges.push({ from, to })
  }
  return ranges
}

/** The week with those slots of that day, the first and last included, open or closed. A day already so stays as exact as it was. */
export function paintedWeek(weekly: Weekly, day: Day, [from, to]: [number, number], open: boolean, grain: Grain = 30): Weekly {
  const before = slotsOf(weekly[day], grain)
  const painted = new Set(before)
  for (let slot = Math.min(from, to); slot <= Math.max(from, to); slot += 1) {
    if (open) painted.add(slot)
    else painted.delete(slot)
  }
  return painted.size === before.size ? weekly : { ...weekly, [day]: rangesOf(painted, grain, weekly[day] ?? []) }
}

/** Where a brush is: the slot it is over. */
export type BrushAt = { day: Day; slot: number }

/** The week after a stroke from one place to the next one that was told: a fast mouse leaves no gap. */
export function stroke(weekly: Weekly, last: BrushAt | null, { day, slot }: BrushAt, open: boolean, grain: Grain = 30): Weekly {
  if (!last || last.day === day) return paintedWeek(weekly, day, [last?.slot ?? slot, slot], open, grain)
  const [first, end] = [days.indexOf(last.day), days.indexOf(day)].sort((a, b) => a - b)
  return days
    .slice(first, (end ?? 0) + 1)
    .filter((each) => each !== last.day)
    .reduce((week, each) => paintedWeek(week, each, [slot, slot], open, grain), weekly)
}

export type OwnDay = Schedule['exceptions'][number]

/** A closed day to begin with: the one after the last, or after today. */
export function freshDay(known: readonly OwnDay[], today: string): OwnDay {
  const last = known
    .map(({ date }) => date)
    .sort()
    .at(-1)
  return { date: dayAfter(last !== undefined && last > today ? last : today), ranges: [] }
}
