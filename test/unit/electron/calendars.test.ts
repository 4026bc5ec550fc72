// The host continues the holidays of calendars as the years pass, on its clock, and never on the thread that runs calls.
import { expect, test } from 'vitest'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import { Calendars, type ExpandSeries, expandOnThread } from '../../../electron/host/calendars.ts'
import { closedDays } from '../../../electron/host/holidays.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { readCalendar } from '../../../shared/calendar/read.ts'
import { openingAt, schedule } from '../../../shared/domain/schedule.ts'
import { flowOf, world } from '../../support/memory.ts'

const day = 86_400_000
const thanksgiving = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20001123',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
  'SUMMARY:Thanksgiving',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

const timeZone = 'America/New_York'
const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((each) => [each, [{ from: '09:00', to: '17:00' }]]))

function office(expand: ExpandSeries) {
  const clock = new VirtualClock(Date.parse('2026-11-28T12:00:00Z'))
  const { days, series, until } = readCalendar(thanksgiving, { timeZone, today: '2026-11-28' })
  const document = flowOf(
    'main',
    {
      start: { type: 'start' },
      hours: {
        type: 'businessHours',
        name: 'office',
        timeZone,
        weekly: hours,
        holidays: days,
        calendars: [{ name: 'us.ics', until, series }],
      },
      open: { type: 'hangup' },
    },
    ['start.next>hours', 'hours.open>open'],
  )
  const warnings: string[] = []
  const calendars = new Calendars({
    flowIds: () => ['main'],
    flows: {
      published: () => ({ version: 1, document }),
      version: () => document,
      named: () => null,
    },
    timeZone: () => timeZone,
    language: () => 'en',
    clock,
    log: { info: () => {}, warn: (message) => void warnings.push(message), error: () => {} },
    expand,
  })
  const config = () => calendars.flows.published('main')?.document.nodes.find(({ id }) => id === 'hours')?.config
  const stateOf = (iso: string) => openingAt(schedule.parse(config()), Date.parse(iso))
  return { clock, calendars, config, stateOf, warnings, document }
}

/** As the thread does it, without the thread. */
const direct: ExpandSeries = async (job) => {
  if (job.kind === 'series') return readCalendar(job.series, job).days
  const year = Number(job.today.slice(0, 4))
  return closedDays(job.preset, [year - 1, year + 3], job.language)
}

test('a holiday three years and more after the import closes the office, without a new import', async () => {
  const { clock, calendars, stateOf } = office(direct)
  calendars.start()
  await calendars.idle()
  expect(stateOf('2029-11-22T12:00:00-05:00')).toBe('holiday')
  // Four years on it is in sight; until then it was not.
  expect(stateOf('2032-11-25T12:00:00-05:00')).toBe('open')
  await clock.advance(4 * 365 * day)
  await calendars.idle()
  expect(stateOf('2032-11-25T12:00:00-05:00')).toBe('holiday')
  expect(stateOf('2032-11-24T12:00:00-05:00')).toBe('open')
  calendars.release()
})

test('a day within the three years that somebody took away stays away', async () => {
  const { calendars, config } = office(direct)
  calendars.start()
  await calendars.idle()
  expect(((config()?.holidays ?? []) as { date: string }[]).map(({ date }) => date)).toEqual([
    '2027-11-25',
    '2028-11-23',
    '2029-11-22',
  ])
  calendars.release()
})

test('a calendar that cannot be continued leaves what is known, says so, and is tried again the next day', async () => {
  let fails = true
  const { clock, calendars, stateOf, warnings } = office((job) => (fails ? Promise.reject(new Error('no thread')) : direct(job)))
  await clock.advance(400 * day)
  calendars.start()
  await calendars.idle()
  expect(warnings).toEqual(['a calendar could not be continued'])
  expect(stateOf('2029-11-22T12:00:00-05:00')).toBe('holiday')
  fails = false
  await clock.advance(day)
  await calendars.idle()
  expect(stateOf('2030-11-28T12:00:00-05:00')).toBe('holiday')
  calendars.release()
})

test('the thread gives the same days, and flows without calendars stay the same document', async () => {
  const job = { kind: 'series' as const, series: thanksgiving, timeZone, today: '2030-01-01' }
  expect(await expandOnThread(wallClock)(job)).toEqual(await direct(job))
  const plain = flowOf('plain', { start: { type: 'start' } }, [])
  const { ports } = world({}, [plain])
  const calendars = new Calendars({
    flowIds: () => [],
    flows: ports.flows,
    timeZone: () => timeZone,
    language: () => 'en',
    clock: ports.clock,
    log: ports.log,
    expand: direct,
  })
  expect(calendars.flows.published('plain')?.document).toBe(plain)
})
