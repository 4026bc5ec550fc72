// Weekly hours in one short line, for a node’s card.
import { type Day, days, type Schedule } from '../domain/schedule.ts'

/** `9`, `9:30`, `24`. */
const short = (time: string): string => time.replace(/^0(?=\d)/, '').replace(/:00$/, '')

const hoursOf = (ranges: Schedule['weekly'][Day] = []): string =>
  ranges.map(({ from, to }) => `${short(from)}–${short(to)}`).join(', ')

/** `Mon–Fri 9–17, Sat 9–12:30`: days that follow one another with the same hours are one; empty where it never opens. */
export function weekSummary(weekly: Schedule['weekly'], name: (day: Day) => string): string {
  const stretches: { first: Day; last: Day; hours: string }[] = []
  for (const [at, day] of days.entries()) {
    const hours = hoursOf(weekly[day])
    const before = stretches.at(-1)
    if (before && before.hours === hours && before.last === days[at - 1]) before.last = day
    else if (hours) stretches.push({ first: day, last: day, hours })
  }
  return stretches
    .map(({ first, last, hours }) => `${first === last ? name(first) : `${name(first)}–${name(last)}`} ${hours}`)
    .join(' · ')
}
