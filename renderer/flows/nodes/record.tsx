import { NumberField, SwitchField, TextField } from '../inspector/fields.tsx'

/** What is recorded, and how long. */
export const RecordForm = () => (
  <>
    <TextField name="variable" optional />
    <NumberField name="timeLimitSeconds" otherwise={120} min={1} max={3600} />
    <NumberField name="silenceSeconds" min={1} max={60} optional />
    <TextField name="terminationDigits" />
    <SwitchField name="playBeep" otherwise />
  </>
)
