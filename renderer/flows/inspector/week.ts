// Weekly hours as half hours of a day, 0 to 47, and back.
import { dayAfter } from '../../../shared/domain/days.ts'
import { type Day, days, type Schedule } from '../../../shared/domain/schedule.ts'

type Weekly = Schedule['weekly']
type Ranges = NonNullable<Weekly[Day]>

/** `HH:MM` at which the half hour begins; 48 is the end of the day. */
export const slotTime = (slot: number): string => `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Half hours that are open at their beginning or a part of them. A range across midnight is open until the end of its day. */
export function slotsOf(ranges: Ranges = []): Set<number> {
  const open = new Set<number>()
  for (const { from, to } of ranges) {
    const end = minutes(to) > minutes(from) ? minutes(to) : 24 * 60
    for (let slot = Math.floor(minutes(from) / 30); slot * 30 < end; slot += 1) open.add(slot)
  }
  return open
}

/** Ranges of the open half hours, joined where they touch. */
function rangesOf(open: ReadonlySet<number>): Ranges {
  const ranges: Ranges = []
  for (let slot = 0; slot < 48; slot += 1) {
    if (!open.has(slot) || open.has(slot - 1)) continue
    let end = slot
    while (open.has(end)) end += 1
    ranges.push({ from: slotTime(slot), to: slotTime(end) })
  }
  return ranges
}

/** The week with those half hours of that day, the first and last included, open or closed. A day already so stays as exact as it was. */
export function paintedWeek(weekly: Weekly, day: Day, [from, to]: [number, number], open: boolean): Weekly {
  const before = slotsOf(weekly[day])
  const painted = new Set(before)
  for (let slot = Math.min(from, to); slot <= Math.max(from, to); slot += 1) {
    if (open) painted.add(slot)
    else painted.delete(slot)
  }
  return painted.size === before.size ? weekly : { ...weekly, [day]: rangesOf(painted) }
}

/** Where a brush is: the half hour it is over. */
export type BrushAt = { day: Day; slot: number }

/** The week after a stroke from one place to the next one that was told: a fast mouse leaves no gap. */
export function stroke(weekly: Weekly, last: BrushAt | null, { day, slot }: BrushAt, open: boolean): Weekly {
  if (!last || last.day === day) return paintedWeek(weekly, day, [last?.slot ?? slot, slot], open)
  const [first, end] = [days.indexOf(last.day), days.indexOf(day)].sort((a, b) => a - b)
  return days
    .slice(first, (end ?? 0) + 1)
    .filter((each) => each !== last.day)
    .reduce((week, each) => paintedWeek(week, each, [slot, slot], open), weekly)
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
