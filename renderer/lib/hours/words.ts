// Opening hours in sentences: what holds now, why, and when that changes, by the clocks of their zone.
import { dayOf } from '../../../shared/domain/days.ts'
import { type Day, days, type OpeningOutlook, type OpeningRule } from '../../../shared/domain/schedule.ts'
import { locale, text } from '../i18n/index.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), { ...options, timeZone })
  formats.set(key, known)
  return known
}

const nearMs = 6 * 86_400_000
const time = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const

/** `17:00` on the day of `now`, `Tue 9:00` within six days, else with the date; epoch ms. */
export function momentWords(at: number, now: number, zone: string): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return format(zone, time).format(at)
  const near = Math.abs(at - now) < nearMs
  const year = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  const day = format(zone, near ? { weekday: 'short' } : { weekday: 'short', day: 'numeric', month: 'short', ...year }).format(at)
  return `${day} ${format(zone, time).format(at)}`
}

/** A weekday's name; the first of January 2024 was a Monday. */
export const weekdayWords = (day: Day, length: 'long' | 'short' = 'long'): string =>
  format('UTC', { weekday: length }).format(Date.UTC(2024, 0, 1 + days.indexOf(day)))

/** `Friday, 25 December 2026` of `2026-12-25`; `25 December` of `12-25`; what is no date as it stands. */
export function dateWords(date: string): string {
  const yearly = /^\d{2}-\d{2}$/.test(date)
  const at = Date.parse(`${yearly ? `2024-${date}` : date}T12:00:00Z`)
  if (Number.isNaN(at)) return date
  const day = { day: 'numeric', month: 'long' } as const
  return format('UTC', yearly ? day : { weekday: 'short', ...day, year: 'numeric' }).format(at)
}

const named = (date: string, name: string) => (name ? `${dateWords(date)} (${name})` : dateWords(date))

/** `Open until 17:00`, `Closed: Christmas Day, opens Tue 9:00`. */
export function stateWords({ state, rule, next }: OpeningOutlook, now: number, zone: string): string {
  const words = text.hours.state
  const until = next && momentWords(next.at, now, zone)
  if (state === 'open') return until ? words.openUntil({ time: until }) : words.open
  const reason = rule.kind === 'holiday' ? rule.name || words.holiday : rule.kind === 'exception' ? rule.name : ''
  const name = rule.kind === 'override' ? words.byHand : reason
  if (name) return until ? words.becauseUntil({ name, time: until }) : words.because({ name })
  return until ? words.closedUntil({ time: until }) : words.closed
}

/** Which rule decides, as a sentence. */
export function ruleWords(rule: OpeningRule, now: number, zone: string): string {
  const words = text.hours.rule
  switch (rule.kind) {
    case 'override':
      return rule.until === null ? words.override : words.overrideUntil({ time: momentWords(rule.until, now, zone) })
    case 'exception': {
      const day = named(rule.date, rule.name)
      return rule.range ? words.exception({ day, ...rule.range }) : words.exceptionClosed({ day })
    }
    case 'holiday':
      return words.holiday({ day: dateWords(rule.date), name: rule.name || text.hours.state.holiday })
    case 'weekly': {
      const day = weekdayWords(rule.day)
      return rule.range ? words.weekly({ day, ...rule.range }) : words.weeklyClosed({ day })
    }
  }
}

/** When it opens or closes next, as a sentence. */
export function nextWords({ next }: OpeningOutlook, now: number, zone: string): string {
  const words = text.hours.next
  if (!next) return words.never
  return (next.state === 'open' ? words.open : words.closed)({ time: momentWords(next.at, now, zone) })
}
