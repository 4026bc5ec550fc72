import { expect, test } from 'vitest'
import { freshDay } from '../../../renderer/lib/hours/week.ts'
import { openingAt, schedule } from '../../../shared/domain/schedule.ts'

const hours = schedule.parse({
  timeZone: 'Europe/Amsterdam',
  weekly: { thu: [{ from: '09:00', to: '17:00' }], fri: [{ from: '09:00', to: '17:00' }] },
  holidays: [{ date: '12-24', name: 'Christmas Eve' }],
  exceptions: [
    { date: '2026-12-24', ranges: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-18', ranges: [] },
    { date: '2026-12-31', ranges: [{ from: '22:00', to: '02:00' }] },
  ],
})
const at = (wall: string) => openingAt(hours, Date.parse(`${wall}:00+01:00`))

test('a day with hours of its own counts above a holiday and above the week', () => {
  expect(at('2026-12-24T10:00')).toBe('open')
  expect(at('2026-12-24T13:00')).toBe('closed')
  expect(at('2026-12-18T10:00')).toBe('closed')
  expect(at('2025-12-24T10:00')).toBe('holiday')
})

test('its hours reach past midnight', () => {
  expect(at('2026-12-31T23:00')).toBe('open')
  expect(at('2027-01-01T01:30')).toBe('open')
  expect(at('2027-01-01T02:30')).toBe('closed')
})

test('a new day follows the last one, never before tomorrow', () => {
  const today = '2026-11-21'
  expect(freshDay([], today)).toEqual({ date: '2026-11-22', ranges: [] })
  expect(freshDay([{ date: '2026-12-31', ranges: [] }], today).date).toBe('2027-01-01')
  expect(freshDay([{ date: '2020-01-01', ranges: [] }], today).date).toBe('2026-11-22')
})
