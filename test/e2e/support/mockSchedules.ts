// The mock host's opening hours: an office with a holiday of Germany and an exception, and a switch by hand that ends.
import { type OfficeSchedule, officeSchedule, overrideName } from '../../../shared/domain/officeSchedule.ts'
import { days } from '../../../shared/domain/schedule.ts'
import type { Os } from './mockOffice.ts'

const holidays = [
  { date: '01-01', name: "New Year's Day", rule: '01-01', type: 'public' as const },
  { date: '04-03', name: 'Good Friday', rule: 'easter -2', type: 'public' as const },
  { date: '10-03', name: 'German Unity Day', rule: '10-03', type: 'public' as const },
  { date: '12-25', name: 'Christmas Day', rule: '12-25', type: 'public' as const },
  { date: '12-26', name: 'Boxing Day', rule: '12-26', type: 'public' as const },
  { date: '12-24', name: 'Christmas Eve', rule: '12-24 14:00', type: 'bank' as const },
  { date: '02-14', name: "Valentine's Day", rule: '02-14', type: 'observance' as const },
]
const nine = [
  { from: '09:00', to: '12:30' },
  { from: '13:15', to: '17:00' },
]
const weekly = Object.fromEntries(days.slice(0, 5).map((day) => [day, nine]))

const schedules: OfficeSchedule[] = [
  officeSchedule.parse({
    id: 'office',
    name: 'Office',
    weekly,
    holidays: [{ date: '2026-12-24', name: 'Christmas Eve' }],
    exceptions: [{ date: '2026-12-31', name: 'Stocktaking', ranges: [{ from: '09:00', to: '12:00' }] }],
    presets: [{ country: 'DE', state: 'BE', worked: ['04-03'] }],
  }),
  officeSchedule.parse({
    id: 'night',
    name: 'Emergency service',
    weekly: { fri: [{ from: '18:00', to: '06:00' }] },
    timeZone: 'UTC',
  }),
]

/** `settings.hours` and `settings.schedules`; with an empty office there are none. */
export function mockSchedules(os: Os, empty: boolean, now: () => number) {
  const { hours, schedules: s } = os.settings
  const list = <T>(items: T[]): T[] => (empty ? [] : items)
  const ok = { ok: true } as const
  return {
    hours: {
      names: hours.names.handler(() => list(['reception'])),
      list: hours.list.handler(() => list([{ name: overrideName('night'), state: 'closed' as const, until: now() + 3_600_000 }])),
      set: hours.set.handler(() => ok),
      clear: hours.clear.handler(() => ok),
    },
    schedules: {
      list: s.list.handler(() => list(schedules)),
      create: s.create.handler(({ input }) => ({ ...input, id: input.id ?? 'new-hours' })),
      update: s.update.handler(({ input }) => input),
      remove: s.remove.handler(() => ({ ...ok, change: 1 })),
      places: s.places.handler(() => [
        { code: 'DE', name: 'Germany', parts: [{ code: 'BE', name: 'Berlin', parts: [] }] },
        { code: 'NL', name: 'Netherlands', parts: [] },
      ]),
      holidays: s.holidays.handler(({ input: { year, years } }) =>
        Array.from({ length: years }, (_, at) => holidays.map((each) => ({ ...each, date: `${year + at}-${each.date}` }))).flat(),
      ),
    },
  }
}
