// Business Hours: open, closed or holiday, by the office's wall clock.
import { z } from 'zod'
import { neverOpens, schedule } from '../domain/schedule.ts'
import { field } from './field.ts'
import { nodeType } from './nodeType.ts'
import { weekSummary } from './weekSummary.ts'

const weekdays = [{ from: '09:00', to: '17:00' }]
const { weekly, timeZone, holidays, calendars, exceptions, name } = schedule.shape

export const businessHours = nodeType({
  schema: z.object({
    weekly: field(weekly, {
      control: 'weekly',
      about: 'Ranges of each day; one that ends before it begins reaches into the next day.',
    }),
    timeZone: field(timeZone, { control: 'timeZone' }),
    holidays: field(holidays, { control: 'holidays', about: '`MM-DD` each year, or `YYYY-MM-DD`.' }),
    calendars: field(calendars, { editedWith: 'holidays', about: 'Closed days of calendar files (.ics).' }),
    exceptions: field(exceptions, {
      control: 'ownDays',
      about: 'They come before holidays and weekly hours; without ranges: closed.',
    }),
    name: field(name, {
      emptied: 'default',
      about: 'The switch by which people open and close by hand; several flows may share one.',
    }),
  }),
  about: 'Asks whether the office is open, by the wall clock of its time zone.',
  group: 'decide',
  icon: 'calendarClock',
  defaults: {
    timeZone: 'Europe/Amsterdam',
    weekly: { mon: weekdays, tue: weekdays, wed: weekdays, thu: weekdays, fri: weekdays },
  },
  ports: () => [{ name: 'open' }, { name: 'closed' }, { name: 'holiday' }],
  lint: (c) =>
    neverOpens(c) ? [{ code: 'NEVER_OPEN', severity: 'error', field: 'weekly', message: 'These hours never open.' }] : [],
  summary: (c, { day }) => weekSummary(c.weekly, day),
})
