// The office's days: what day a moment falls on, and when a day begins, in the office's time zone. Everything that counts or
// filters by day, in engine and console alike, asks here.

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-01 14:05` on the clocks of that zone. */
function wallTime(at: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    const two = '2-digit'
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const
    format = new Intl.DateTimeFormat('sv', { ...parts, timeZone })
    formats.set(timeZone, format)
  }
  return format.format(at)
}

/** The day on which `at`, epoch ms, falls in that IANA zone: `2026-03-01`. */
export const dayOf = (at: number, timeZone: string): string => wallTime(at, timeZone).slice(0, 10)

const minuteMs = 60_000
/** ISO 8601 by the clocks of that zone, with their distance from UTC: `2026-03-01T14:05:00.000+01:00`. `at`: epoch ms. */
export function isoIn(at: number, timeZone: string): string {
  const local = wallTime(at, timeZone).replace(' ', 'T')
  const minutes = Math.round((Date.parse(`${local}Z`) - Math.floor(at / minuteMs) * minuteMs) / minuteMs)
  const two = (n: number) => String(n).padStart(2, '0')
  const distance = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
  return `${local}${new Date(at).toISOString().slice(16, 23)}${distance}`
}

/** Further than any zone is from UTC. */
const furthestMs = 30 * 3_600_000

/**
 * Epoch ms at which the clocks of that zone first show `local` (`2026-03-01`, or `2026-03-01T14:05`) or, where they leave it out,
 * what comes next. NaN for what is no date.
 */
export function momentIn(local: string, timeZone: string): number {
  const wanted = local.length === 10 ? `${local} 00:00` : local.slice(0, 16).replace('T', ' ')
  const near = Date.parse(`${wanted.replace(' ', 'T')}Z`)
  if (Number.isNaN(near)) return near
  let [before, after] = [near - furthestMs, near + furthestMs]
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
    if (wallTime(middle, timeZone) < wanted) before = middle
    else after = middle
  }
  return after
}

/** The day so many days later, or earlier: dates only, so that no clock change counts. */
export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Epoch ms at which the day of `at` began in that zone. */
export const startOfDay = (at: number, timeZone: string): number => momentIn(dayOf(at, timeZone), timeZone)
