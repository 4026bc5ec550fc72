import { TextField, ZoneField } from '../inspector/fields.tsx'
import { HolidaysField, WeekField } from '../inspector/WeekField.tsx'

/** When the office is open. */
export const BusinessHoursForm = () => (
  <>
    <WeekField name="weekly" />
    <ZoneField name="timeZone" />
    <HolidaysField name="holidays" />
    <TextField name="name" optional />
  </>
)
