import { TextField, ZoneField } from '../inspector/fields.tsx'
import { HolidaysField } from '../inspector/HolidaysField.tsx'
import { OwnDaysField } from '../inspector/OwnDaysField.tsx'
import { WeekField } from '../inspector/WeekField.tsx'

/** When the office is open. */
export const BusinessHoursForm = () => (
  <>
    <WeekField name="weekly" />
    <ZoneField name="timeZone" />
    <HolidaysField name="holidays" />
    <OwnDaysField name="exceptions" />
    <TextField name="name" optional />
  </>
)
