// Business Hours: open, closed or holiday, by the office's wall clock.
import { z } from 'zod'
import { neverOpens, schedule } from '../domain/schedule.ts'
import { field } from './field.ts'
import { nodeType } from './nodeType.ts'
import { weekSummary } from './weekSummary.ts'

const weekdays = [{ from: '09:00', to: '17:00' }]
/** Means nothing where the office's hours are referred to. */
const own = { without: 'scheduleId' } as const
const { weekly, timeZone, holidays, calendars, exceptions, name } = schedule.shape

export const businessHours = nodeType({
  schema: z.object({
    scheduleId: field(z.string().max(64).default(''), {
      refers: 'schedule',
      about: 'Opening hours of the office; a change of them counts for the next caller. Empty: the hours below.',
    }),
    weekly: field(weekly, {
      control: 'weekly',
      ...own,
      about: 'Ranges of each day; one that ends before it begins reaches into the next day.',
    }),
    timeZone: field(timeZone, { control: 'timeZone', ...own }),
    holidays: field(holidays, { control: 'holidays', ...own, about: '`MM-DD` each year, or `YYYY-MM-DD`.' }),
    calendars: field(calendars, { editedWith: 'holidays', ...own, about: 'Closed days of calendar files (.ics).' }),
    exceptions: field(exceptions, {
      control: 'ownDays',
      ...own,
      about: 'They come before holidays and weekly hours; without ranges: closed.',
    }),
    name: field(name, {
      emptied: 'default',
      ...own,
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
    !c.scheduleId && neverOpens(c)
      ? [{ code: 'NEVER_OPEN', severity: 'error', field: 'weekly', message: 'These hours never open.' }]
      : [],
  summary: (c, { name, day }) => (c.scheduleId ? name('schedule', c.scheduleId) : weekSummary(c.weekly, day)),
})
