// Public holidays as the library knows them: places, days of a year, what is closed, and what the host adds as the years pass.
import { expect, test } from 'vitest'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import { Calendars, type ExpandSeries, expandOnThread, holidaySource } from '../../../electron/host/calendars.ts'
import { closedDays, holidayPlaces, holidaysOf } from '../../../electron/host/holidays.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { openingOf } from '../../../shared/domain/officeHours.ts'
import { holidayPreset, officeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { officeOf, world } from '../../support/memory.ts'

const bavaria = holidayPreset.parse({ country: 'DE', state: 'BY' })
const dates = (days: readonly { date: string }[], year: string) =>
  days.filter(({ date }) => date.startsWith(year)).map(({ date }) => date.slice(5))

test('Bavaria’s public holidays of 2026, which its ministry lists', () => {
  // https://www.stmi.bayern.de: Feiertage in Bayern 2026, without those of some places only.
  expect(dates(closedDays(bavaria, [2026, 2026], 'de'), '2026')).toEqual([
    ...['01-01', '01-06', '04-03', '04-06', '05-01', '05-14', '05-25', '06-04', '10-03', '11-01', '12-25', '12-26'],
  ])
})

test('a holiday that the office works on is open, an observance that it keeps is closed', () => {
  const preset = holidayPreset.parse({ ...bavaria, worked: ['01-06'], kept: ['12-24 14:00 if sunday then 00:00'] })
  const year = dates(closedDays(preset, [2026, 2026], 'de'), '2026')
  expect(year).not.toContain('01-06')
  expect(holidaysOf(bavaria, 2026, 'de').find(({ date }) => date === '2026-01-06')).toMatchObject({
    rule: '01-06',
    type: 'public',
  })
  const eve = holidaysOf({ country: 'AT', state: '', region: '' }, 2026, 'de').find(({ date }) => date === '2026-12-24')
  const austria = holidayPreset.parse({ country: 'AT', kept: [eve?.rule] })
  expect(dates(closedDays(austria, [2026, 2026], 'de'), '2026')).toContain('12-24')
})

test('a holiday of several days is each of them; England has its day in lieu, Israel its days by their dates', () => {
  expect(dates(closedDays(holidayPreset.parse({ country: 'SA' }), [2026, 2026], 'en'), '2026')).toEqual(
    expect.arrayContaining(['05-26', '05-27', '05-28', '05-29']),
  )
  expect(dates(closedDays(holidayPreset.parse({ country: 'GB', state: 'ENG' }), [2026, 2026], 'en'), '2026')).toContain('12-28')
  expect(dates(closedDays(holidayPreset.parse({ country: 'IL' }), [2026, 2026], 'en'), '2026')).toContain('04-02')
})

test('places have names of the language, and parts', () => {
  const german = holidayPlaces('de')
  const germany = german.find(({ code }) => code === 'DE')
  expect(germany?.name).toBe('Deutschland')
  expect(germany?.parts.find(({ code }) => code === 'BY')).toMatchObject({ name: 'Bayern' })
  expect(german.length).toBeGreaterThan(150)
  expect(holidayPlaces('fr').find(({ code }) => code === 'DE')?.name).toBe('Allemagne')
})

test('every place gives its holidays without a fault', () => {
  for (const { code, parts } of holidayPlaces('en'))
    for (const state of ['', ...parts.map((each) => each.code)])
      expect(() => holidaysOf({ country: code, state, region: '' }, 2026, 'en')).not.toThrow()
})

const day = 86_400_000
const direct: ExpandSeries = async (job) => {
  if (job.kind === 'series') return []
  const year = Number(job.today.slice(0, 4))
  return closedDays(job.preset, [year - 1, year + 3], job.language)
}
const hours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((each) => [each, [{ from: '00:00', to: '24:00' }]]),
)

function continued(clock: VirtualClock, expand: ExpandSeries) {
  const { ports } = world({}, [])
  return new Calendars({
    flowIds: () => [],
    flows: ports.flows,
    timeZone: () => 'Europe/Berlin',
    language: () => 'de',
    clock,
    log: ports.log,
    expand,
  })
}

test('what was written out is closed years later, and later years come by themselves', async () => {
  const clock = new VirtualClock(Date.parse('2026-11-28T12:00:00Z'))
  const calendars = continued(clock, direct)
  const written = await calendars.written(officeSchedule.parse({ id: 's', name: 'S', weekly: hours, presets: [bavaria] }))
  expect(written.presets[0]).toMatchObject({ until: '2030-01-01' })
  expect(written.presets[0]?.days).toContainEqual({ date: '2029-12-25', name: '1. Weihnachtstag' })
  const config = officeOf({ more: { schedules: new Map([['s', written]]) } })
  const at = (iso: string) => openingOf(calendars.office(config), 's', Date.parse(iso))
  calendars.start()
  expect([at('2029-12-25T12:00:00Z'), at('2032-12-25T12:00:00Z')]).toEqual(['holiday', 'open'])
  await clock.advance(3 * 365 * day)
  at('2032-12-25T12:00:00Z') // asks for it
  await calendars.idle()
  expect([at('2032-12-25T12:00:00Z'), at('2032-12-24T12:00:00Z')]).toEqual(['holiday', 'open'])
  expect(calendars.office(config)).toBe(calendars.office(config))
  calendars.release()
})

test('the thread knows the same', async () => {
  const preset = { ...bavaria, worked: ['01-06'] }
  const job = { kind: 'preset' as const, preset, language: 'de', today: '2026-11-28' }
  expect(await expandOnThread(wallClock)(job)).toEqual(await direct(job))
  const source = holidaySource(wallClock, continued(new VirtualClock(0), direct))
  expect((await source.places('nl')).find(({ code }) => code === 'NL')?.name).toBe('Nederland')
  expect(await source.of(bavaria, { year: 2026, years: 2 }, 'de')).toEqual([
    ...holidaysOf(bavaria, 2026, 'de'),
    ...holidaysOf(bavaria, 2027, 'de'),
  ])
})
