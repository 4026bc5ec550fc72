// Opening hours against a naive model: every open minute of the wall painted on a calendar, the instant's wall time looked up.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, days, openingAt, outlookAt, type Schedule } from '../../../shared/domain/schedule.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']
const dayMs = 86_400_000
const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }),
  ]),
)
/** `2026-03-29 01:59`, by Intl and not by what the product uses. */
const wall = (timeZone: string, at: number): string => clocks.get(timeZone)?.format(at) ?? ''

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const dateAfter = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)
const two = (n: number): string => String(n).padStart(2, '0')

function rangesOf(schedule: Schedule, date: string): { from: string; to: string }[] {
  const exception = schedule.exceptions.find((e) => e.date === date)
  if (exception) return exception.ranges
  if (schedule.holidays.some((h) => h.date === date || h.date === date.slice(5))) return []
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return schedule.weekly[days[weekday] as Day] ?? []
}

/** Every open minute of the three days around the date. */
function painted(schedule: Schedule, date: string): Set<string> {
  const open = new Set<string>()
  for (const day of [dateAfter(date, -1), date]) {
    for (const { from, to } of rangesOf(schedule, day)) {
      const end = minutes(to) > minutes(from) ? minutes(to) : minutes(to) + 24 * 60
      for (let minute = minutes(from); minute < end; minute++) {
        const of = minute % (24 * 60)
        open.add(`${minute < 24 * 60 ? day : dateAfter(day, 1)} ${two(Math.floor(of / 60))}:${two(of % 60)}`)
      }
    }
  }
  return open
}

const quarter = fc.nat(24 * 4 - 1).map((n) => `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`)
const range = fc.record({ from: quarter, to: fc.oneof(quarter, fc.constant('24:00')) })
const ranges = fc.array(range, { maxLength: 3 })
const dates = fc.nat(400).map((n) => dateAfter('2026-01-01', n))
const schedules: fc.Arbitrary<Schedule> = fc.record({
  name: fc.constant('office'),
  timeZone: fc.constantFrom(...zones),
  weekly: fc.dictionary(fc.constantFrom(...days), ranges),
  calendars: fc.constant([]),
  holidays: fc.array(
    fc.record({
      date: fc.oneof(
        dates,
        dates.map((d) => d.slice(5)),
      ),
      name: fc.constant(''),
    }),
    { maxLength: 5 },
  ),
  exceptions: fc.array(fc.record({ date: dates, ranges }), { maxLength: 5 }),
})
/** Any minute of the time, and those around the changes of the clock more often. */
const changes = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z']
const instants = fc.oneof(
  fc.nat(400 * 24 * 60).map((n) => Date.UTC(2026, 0, 1) + n * 60_000),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -26 * 60, max: 26 * 60 }))
    .map(([iso, n]) => Date.parse(iso) + n * 60_000),
)

test('openingAt agrees with a calendar painted minute by minute', () => {
  fc.assert(
    fc.property(schedules, instants, (schedule, at) => {
      const now = wall(schedule.timeZone, at)
      const date = now.slice(0, 10)
      const excepted = schedule.exceptions.some((e) => e.date === date)
      const holiday = !excepted && schedule.holidays.some((h) => h.date === date || h.date === date.slice(5))
      const expected = painted(schedule, date).has(now) ? 'open' : holiday ? 'holiday' : 'closed'
      expect(openingAt(schedule, at)).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

test('an override is obeyed before its end and unknown after it, whatever the schedule says', () => {
  const override = fc.record({
    name: fc.constant('office'),
    state: fc.constantFrom('open' as const, 'closed' as const),
    until: fc.option(instants, { nil: undefined }),
  })
  fc.assert(
    fc.property(schedules, instants, override, (schedule, at, switched) => {
      const holds = switched.until === undefined || at < switched.until
      expect(openingAt(schedule, at, switched)).toBe(holds ? switched.state : openingAt(schedule, at))
    }),
  )
})

describe('the next change', () => {
  const overrides = fc.option(
    fc.record({
      name: fc.constant('office'),
      state: fc.constantFrom('open' as const, 'closed' as const),
      until: fc.option(instants, { nil: undefined }),
    }),
    { nil: undefined },
  )
  const minute = 60_000

  test('is the first minute of which the state differs, and nothing differs before it', () => {
    fc.assert(
      fc.property(schedules, instants, overrides, (schedule, at, override) => {
        const outlook = outlookAt(schedule, at, override)
        expect(outlook.state).toBe(openingAt(schedule, at, override))
        const isOpen = (moment: number) => openingAt(schedule, moment, override) === 'open'
        // Ten hours minute by minute from here, and up to the change.
        const end = Math.min(outlook.next?.at ?? Number.POSITIVE_INFINITY, at + 600 * minute)
        for (let moment = at; moment < end; moment += minute) expect(isOpen(moment)).toBe(outlook.state === 'open')
        const { next } = outlook
        if (!next) return
        expect(next.state).toBe(openingAt(schedule, next.at, override))
        expect(isOpen(next.at)).not.toBe(outlook.state === 'open')
        for (let before = 1; before <= 60 && next.at - before * minute >= at; before += 1)
          expect(isOpen(next.at - before * minute)).toBe(outlook.state === 'open')
      }),
      { numRuns: 150 },
    )
  })

  test('is none only where the next days show none', () => {
    fc.assert(
      fc.property(schedules, instants, overrides, (schedule, at, override) => {
        const outlook = outlookAt(schedule, at, override)
        if (outlook.next) return
        for (let moment = at; moment < at + 20 * dayMs; moment += 45 * minute)
          expect(openingAt(schedule, moment, override) === 'open').toBe(outlook.state === 'open')
      }),
      { numRuns: 150 },
    )
  })
})
