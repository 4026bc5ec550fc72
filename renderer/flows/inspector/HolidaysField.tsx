import { Input } from '@mantine/core'
import type { StoredCalendar } from '../../../shared/calendar/calendar.ts'
import type { Schedule } from '../../../shared/domain/schedule.ts'
import { ClosedDaysList } from '../../lib/hours/ClosedDaysList.tsx'
import { fieldName } from '../labels/labels.ts'
import { useField } from './form.ts'

/** Days that are closed, by hand or from a calendar file. */
export function HolidaysField({ name }: { name: string }) {
  const holidays = useField<Schedule['holidays']>(name, [])
  const calendars = useField<StoredCalendar[]>('calendars', [])
  const { value: zone } = useField('timeZone', 'UTC')
  return (
    <Input.Wrapper label={fieldName(name)} error={holidays.error} data-field={name}>
      <ClosedDaysList
        narrow
        value={{ holidays: holidays.value, calendars: calendars.value }}
        set={(part, word) => {
          if (part.holidays) holidays.set(part.holidays, word)
          if (part.calendars) calendars.set(part.calendars, word)
        }}
        zone={zone}
        readOnly={holidays.readOnly}
      />
    </Input.Wrapper>
  )
}
