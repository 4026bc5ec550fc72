// Business hours: wall-clock time of a zone, across midnight, both clock changes, holidays, exceptions, a manual override.
import { describe, expect, test } from 'vitest'
import { neverOpens, openingAt, type Schedule, schedule } from '../../../shared/domain/schedule.ts'

const hours = (parts: Partial<Schedule>): Schedule =>
  schedule.parse({ timeZone: 'Europe/Berlin', weekly: {}, ...parts, name: 'office' })
/** An instant, by ISO 8601 with its offset. */
const at = (iso: string): number => Date.parse(iso)
const everyDay = (from: string, to: string): Schedule['weekly'] =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from, to }]]))

test('several ranges a day; the end is not part of a range', () => {
  const office = hours({
    weekly: {
      mon: [
        { from: '09:00', to: '12:30' },
        { from: '13:30', to: '17:00' },
      ],
    },
  })
  const monday = (time: string) => openingAt(office, at(`2026-11-23T${time}:00+01:00`))
  expect(['08:59', '09:00', '12:29', '12:30', '13:29', '13:30', '16:59', '17:00'].map(monday)).toEqual([
    'closed',
    'open',
    'open',
    'closed',
    'closed',
    'open',
    'open',
    'closed',
  ])
})
test('a range may end with the day', () => {
  const office = hours({ weekly: { mon: [{ from: '20:00', to: '24:00' }] } })
  expect(openingAt(office, at('2026-11-23T23:59:59+01:00'))).toBe('open')
  expect(openingAt(office, at('2026-11-24T00:00:00+01:00'))).toBe('closed')
})
test('a Friday night reaches into Saturday, and no further', () => {
  const bar = hours({ weekly: { fri: [{ from: '22:00', to: '04:00' }] } })
  const states = ['2026-11-27T21:59', '2026-11-27T22:00', '2026-11-28T03:59', '2026-11-28T04:00', '2026-11-28T22:00']
  expect(states.map((time) => openingAt(bar, at(`${time}:00+01:00`)))).toEqual(['closed', 'open', 'open', 'closed', 'closed'])
})

describe('the clock changes', () => {
  const zones = [
    // Zone, offset before and after, the Sundays.
    { timeZone: 'Europe/Berlin', winter: '+01:00', summer: '+02:00', spring: '2026-03-29', autumn: '2026-10-25' },
    { timeZone: 'America/New_York', winter: '-05:00', summer: '-04:00', spring: '2026-03-08', autumn: '2026-11-01' },
  ]
  describe.each(zones)('$timeZone', ({ timeZone, winter, summer, spring, autumn }) => {
    test('nine o’clock stays nine o’clock', () => {
      const office = hours({ timeZone, weekly: everyDay('09:00', '17:00') })
      for (const [day, offset] of [
        [spring, summer],
        [autumn, winter],
      ])
        expect([`${day}T08:59:59${offset}`, `${day}T09:00:00${offset}`].map((iso) => openingAt(office, at(iso)))).toEqual([
          'closed',
          'open',
        ])
    })
    test('in spring a night shift is an hour shorter, and ends by the new time', () => {
      const night = hours({ timeZone, weekly: { sat: [{ from: '22:00', to: '06:00' }] } })
      const start = at(`${spring}T00:00:00${winter}`)
      const open = Array.from({ length: 24 * 60 }, (_, i) => openingAt(night, start + i * 60_000)).filter((s) => s === 'open')
      expect(open.length).toBe(5 * 60)
      expect(openingAt(night, at(`${spring}T05:59:00${summer}`))).toBe('open')
      expect(openingAt(night, at(`${spring}T06:00:00${summer}`))).toBe('closed')
    })
    test('in autumn the hour that comes twice is open twice', () => {
      const hour = timeZone === 'Europe/Berlin' ? ['02:00', '03:00'] : ['01:00', '02:00']
      const office = hours({ timeZone, weekly: { sun: [{ from: hour[0] ?? '', to: hour[1] ?? '' }] } })
      const start = at(`${autumn}T00:00:00${summer}`)
      const open = Array.from({ length: 24 * 60 }, (_, i) => openingAt(office, start + i * 60_000)).filter((s) => s === 'open')
      expect(open.length).toBe(120)
    })
    test('in spring a range within the hour that is left out never opens', () => {
      const office = hours({ timeZone, weekly: { sun: [{ from: '02:10', to: '02:50' }] } })
      const start = at(`${spring}T00:00:00${winter}`)
      expect(Array.from({ length: 24 * 60 }, (_, i) => openingAt(office, start + i * 60_000))).not.toContain('open')
    })
  })
})

describe('holidays, exceptions and the override', () => {
  const office = hours({
    weekly: everyDay('09:00', '17:00'),
    holidays: [
      { date: '12-25', name: 'Christmas' },
      { date: '2026-04-03', name: 'Good Friday' },
    ],
    exceptions: [
      { date: '2026-12-24', ranges: [{ from: '09:00', to: '12:00' }] },
      { date: '2027-12-25', ranges: [{ from: '10:00', to: '11:00' }] },
      { date: '2026-08-03', ranges: [] },
    ],
  })
  test.each([
    ['a fixed holiday, each year', '2026-12-25T10:00+01:00', 'holiday'],
    ['also at night', '2031-12-25T23:00+01:00', 'holiday'],
    ['a dated holiday', '2026-04-03T10:00+02:00', 'holiday'],
    ['not in another year', '2027-04-03T10:00+02:00', 'open'],
    ['an exception’s hours', '2026-12-24T11:59+01:00', 'open'],
    ['an exception’s end', '2026-12-24T12:00+01:00', 'closed'],
    ['an exception above a holiday', '2027-12-25T10:30+01:00', 'open'],
    ['an exception without ranges', '2026-08-03T10:00+02:00', 'closed'],
  ])('%s', (_, iso, state) => {
    expect(openingAt(office, at(iso))).toBe(state)
  })
  test('an open evening runs past midnight into a holiday', () => {
    const bar = hours({ weekly: everyDay('20:00', '02:00'), holidays: [{ date: '12-25', name: '' }] })
    const night = ['2026-12-25T01:59+01:00', '2026-12-25T02:00+01:00', '2026-12-25T21:00+01:00', '2026-12-26T01:00+01:00']
    expect(night.map((iso) => openingAt(bar, at(iso)))).toEqual(['open', 'holiday', 'holiday', 'closed'])
  })
  test('the override wins until its time, or until it is switched back', () => {
    const noon = at('2026-12-25T12:00+01:00')
    const until = noon + 60_000
    expect(openingAt(office, noon, { name: 'office', state: 'open' })).toBe('open')
    expect(openingAt(office, until - 1, { name: 'office', state: 'open', until })).toBe('open')
    expect(openingAt(office, until, { name: 'office', state: 'open', until })).toBe('holiday')
    expect(openingAt(office, at('2026-12-28T12:00+01:00'), { name: 'office', state: 'closed' })).toBe('closed')
  })
})

test('hours that never open are known as such', () => {
  expect(neverOpens(hours({ weekly: { mon: [] } }))).toBe(true)
  expect(neverOpens(hours({ exceptions: [{ date: '2026-01-01', ranges: [{ from: '09:00', to: '10:00' }] }] }))).toBe(false)
})
