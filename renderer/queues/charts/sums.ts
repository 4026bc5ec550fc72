// Quarter-hours put together to what a chart shows. Pure: times are read by the function that is given.
import type { QuarterHour } from '../../../shared/domain/wallboard.ts'

export type Counts = Omit<QuarterHour, 'at'>
export type Bar = Counts & { key: string }

const none: Counts = { answered: 0, within: 0, abandoned: 0, short: 0, otherwise: 0 }
const plus = (a: Counts, b: Counts): Counts => ({
  answered: a.answered + b.answered,
  within: a.within + b.within,
  abandoned: a.abandoned + b.abandoned,
  short: a.short + b.short,
  otherwise: a.otherwise + b.otherwise,
})

export const offered = ({ answered, abandoned, otherwise }: Counts): number => answered + abandoned + otherwise

/** 0–100, or null without a call: answered in time ÷ (answered + abandoned − abandoned at once), as everywhere. */
export function levelOf({ answered, within, abandoned, short }: Counts): number | null {
  const whole = answered + abandoned - short
  return whole > 0 ? Math.round((within / whole) * 1000) / 10 : null
}

/** A bar for each of `keys`, also where nothing was. */
export function barsOf(quarters: readonly QuarterHour[], keys: readonly string[], keyOf: (at: number) => string): Bar[] {
  const sums = new Map<string, Counts>()
  for (const quarter of quarters) sums.set(keyOf(quarter.at), plus(sums.get(keyOf(quarter.at)) ?? none, quarter))
  return keys.map((key) => ({ key, ...(sums.get(key) ?? none) }))
}

/** All of it. */
export const totalOf = (quarters: readonly QuarterHour[]): Counts => quarters.reduce<Counts>(plus, none)

/** Hours that had calls, with one more on each side; a working day where there were none. */
export function hoursOf(quarters: readonly QuarterHour[], hourOf: (at: number) => number): number[] {
  const hours = quarters.filter((quarter) => offered(quarter) > 0).map(({ at }) => hourOf(at))
  const first = Math.max(0, Math.min(8, ...hours))
  const last = Math.min(23, Math.max(17, ...hours))
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** What those queues aim at, percent; null where they aim at different levels, or there are none. */
export function sharedTarget(queues: readonly { serviceLevelTarget: number }[]): number | null {
  const [first, ...others] = queues
  return first && others.every((queue) => queue.serviceLevelTarget === first.serviceLevelTarget) ? first.serviceLevelTarget : null
}
