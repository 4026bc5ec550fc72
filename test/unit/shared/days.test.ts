// The office's days, against a calendar of another maker.
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { dayAfter, dayOf, isoIn, momentIn, startOfDay } from '../../../shared/domain/days.ts'

const zones = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Africa/Abidjan',
]
const hour = 3_600_000

test.each(zones)('in %s each moment is on the day that a calendar says, which begins when it says', (zone) => {
  // Every five hours of two years: both clock changes of each, in whatever half-hours they come.
  for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2027, 0, 1); at += 5 * hour) {
    const right = DateTime.fromMillis(at, { zone })
    expect(dayOf(at, zone)).toBe(right.toISODate())
    expect(isoIn(at + 61_007, zone)).toBe(right.plus(61_007).toISO({ includeOffset: true }))
    if (at % (25 * hour) === 0) expect(startOfDay(at, zone)).toBe(right.startOf('day').toMillis())
  }
})

test('an office in Los Angeles goes on to the next day at its midnight, not at 16:00', () => {
  const at = (local: string) => momentIn(local, 'America/Los_Angeles')
  expect(dayOf(at('2026-01-15T15:59'), 'America/Los_Angeles')).toBe('2026-01-15')
  expect(dayOf(at('2026-01-15T16:01'), 'America/Los_Angeles')).toBe('2026-01-15')
  expect(dayOf(at('2026-01-16T00:00') - 1, 'America/Los_Angeles')).toBe('2026-01-15')
  expect(dayOf(at('2026-01-16T00:00'), 'America/Los_Angeles')).toBe('2026-01-16')
})

test('a time that the clocks leave out is the first one after it; what is no date is none', () => {
  expect(momentIn('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 0))
  // Beirut's clocks went from 23:59 to 01:00: the day had no midnight.
  expect(momentIn('2022-03-27', 'Asia/Beirut')).toBe(DateTime.fromISO('2022-03-27T01:00', { zone: 'Asia/Beirut' }).toMillis())
  expect(momentIn('soon', 'Europe/Berlin')).toBeNaN()
})

test('days are counted as dates', () => {
  expect(dayAfter('2026-03-28')).toBe('2026-03-29')
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
  expect(dayAfter('2026-03-01', -29)).toBe('2026-01-31')
})
