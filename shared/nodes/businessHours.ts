// Business Hours: open, closed or holiday, by the office's wall clock.
import { neverOpens, schedule } from '../domain/schedule.ts'
import { nodeType } from './nodeType.ts'

const weekdays = [{ from: '09:00', to: '17:00' }]

export const businessHours = nodeType({
  schema: schedule,
  group: 'decide',
  defaults: {
    timeZone: 'Europe/Amsterdam',
    weekly: { mon: weekdays, tue: weekdays, wed: weekdays, thu: weekdays, fri: weekdays },
  },
  ports: () => [{ name: 'open' }, { name: 'closed' }, { name: 'holiday' }],
  lint: (c) =>
    neverOpens(c) ? [{ code: 'NEVER_OPEN', severity: 'error', field: 'weekly', message: 'These hours never open.' }] : [],
  summary: (c) => `${c.name} · ${c.timeZone}`,
})
