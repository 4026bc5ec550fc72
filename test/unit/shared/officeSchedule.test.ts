// Opening hours of the office: which rule decides, when that changes, the office's zone, switches by hand.
import { describe, expect, test } from 'vitest'
import { settingsOf } from '../../../shared/domain/office.ts'
import { openingOf, outlookOf } from '../../../shared/domain/officeHours.ts'
import { asked, officeSchedule, overriddenSchedule, overrideName } from '../../../shared/domain/officeSchedule.ts'
import { days, outlookAt, schedule } from '../../../shared/domain/schedule.ts'
import type { HoursOverride } from '../../../shared/domain/scheduleRecord.ts'

const nine = [{ from: '09:00', to: '17:00' }]
const workdays = Object.fromEntries(days.slice(0, 5).map((day) => [day, nine]))
const shop = officeSchedule.parse({
  id: 'shop',
  name: 'Shop',
  weekly: { ...workdays, sat: [{ from: '22:00', to: '02:00' }] },
  holidays: [{ date: '12-24', name: 'Christmas Eve' }],
  exceptions: [{ date: '2026-11-30', name: 'Stocktaking', ranges: [{ from: '12:00', to: '14:00' }] }],
  presets: [{ country: 'DE', days: [{ date: '2026-12-25', name: 'Christmas Day' }], until: '2030-01-01' }],
})
const berlin = (local: string, offset = '+01:00') => Date.parse(`${local}:00${offset}`)
const office = (...overrides: HoursOverride[]) => ({
  schedules: new Map([['shop', shop]]),
  overrides: new Map(overrides.map((each) => [each.name, each])),
  settings: settingsOf({ timeZone: 'Europe/Berlin' }),
})
const outlook = (local: string, ...overrides: HoursOverride[]) => outlookOf(office(...overrides), 'shop', berlin(local))

describe('what decides, and what comes next', () => {
  test('the week: closed on Sunday until Tuesday’s hours, Monday being an exception', () => {
    expect(outlook('2026-11-29T20:00')).toEqual({
      state: 'closed',
      rule: { kind: 'weekly', day: 'sun', range: null },
      next: {
        at: berlin('2026-11-30T12:00'),
        state: 'open',
        rule: { kind: 'exception', date: '2026-11-30', name: 'Stocktaking', range: { from: '12:00', to: '14:00' } },
      },
    })
    expect(outlook('2026-11-30T14:00')?.next).toMatchObject({ at: berlin('2026-12-01T09:00'), state: 'open' })
  })

  test('a night that belongs to the day before', () => {
    expect(outlook('2026-12-06T01:30')).toEqual({
      state: 'open',
      rule: { kind: 'weekly', day: 'sat', range: { from: '22:00', to: '02:00' } },
      next: { at: berlin('2026-12-06T02:00'), state: 'closed', rule: { kind: 'weekly', day: 'sun', range: null } },
    })
  })

  test('holidays by hand and by law in a row are one closed time, and the last of them names the next hours', () => {
    expect(outlook('2026-12-23T18:00')?.next).toMatchObject({ at: berlin('2026-12-26T22:00'), state: 'open' })
    expect(outlook('2026-12-25T10:00')).toMatchObject({
      state: 'holiday',
      rule: { kind: 'holiday', date: '2026-12-25', name: 'Christmas Day' },
    })
  })

  test('a switch by hand counts until it ends, and then what the hours say', () => {
    const closed: HoursOverride = { name: overrideName('shop'), state: 'closed', until: berlin('2026-12-01T14:00') }
    expect(outlook('2026-12-01T10:00', closed)).toMatchObject({
      state: 'closed',
      rule: { kind: 'override', until: berlin('2026-12-01T14:00') },
      next: { at: berlin('2026-12-01T14:00'), state: 'open' },
    })
    const late: HoursOverride = { name: overrideName('shop'), state: 'closed', until: berlin('2026-12-01T18:00') }
    expect(outlook('2026-12-01T10:00', late)?.next).toMatchObject({ at: berlin('2026-12-02T09:00') })
    const open: HoursOverride = { name: overrideName('shop'), state: 'open' }
    expect(outlook('2026-11-29T20:00', open)).toEqual({ state: 'open', rule: { kind: 'override', until: null }, next: null })
  })

  test('an override of another schedule changes nothing', () => {
    expect(outlook('2026-12-01T10:00', { name: 'shop', state: 'closed' })?.state).toBe('open')
  })
})

describe('clock changes', () => {
  const through = schedule.parse({ timeZone: 'Europe/Berlin', weekly: { sun: [{ from: '01:30', to: '02:30' }] } })
  test('in autumn the hour from 02:00 comes twice, and both halves of it are open', () => {
    const first = Date.parse('2026-10-25T00:30:00Z') // 02:30 in summer time
    expect(outlookAt(through, first - 60_000).next?.at).toBe(first)
    expect(outlookAt(through, first).next).toMatchObject({ at: Date.parse('2026-10-25T01:00:00Z'), state: 'open' })
    expect(outlookAt(through, Date.parse('2026-10-25T01:00:00Z')).next).toMatchObject({ at: Date.parse('2026-10-25T01:30:00Z') })
  })
  test('in spring a range that the missing hour ends is over when the clocks go on', () => {
    expect(outlookAt(through, Date.parse('2026-03-29T00:45:00Z')).next).toMatchObject({
      at: Date.parse('2026-03-29T01:00:00Z'),
      state: 'closed',
    })
  })
})

test('the office’s zone counts where a schedule names none', () => {
  const elsewhere = officeSchedule.parse({ ...shop, timeZone: 'America/New_York' })
  expect(asked(shop, 'Europe/Berlin').timeZone).toBe('Europe/Berlin')
  expect(asked(elsewhere, 'Europe/Berlin').timeZone).toBe('America/New_York')
})

test('what is not there is neither open nor closed', () => {
  expect(outlookOf(office(), 'gone', 0)).toBeNull()
  expect(openingOf(office(), 'gone', 0)).toBeNull()
})

test('a switch’s name leads back to the schedule; that of hours in a flow leads to none', () => {
  expect(overriddenSchedule(overrideName('shop'))).toBe('shop')
  expect(overriddenSchedule('office')).toBeNull()
})
