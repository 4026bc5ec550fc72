import { TextField, ZoneField } from '../inspector/fields.tsx'
import { OwnDaysField } from '../inspector/OwnDaysField.tsx'
import { HolidaysField, WeekField } from '../inspector/WeekField.tsx'

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
