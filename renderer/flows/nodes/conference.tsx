import { SwitchField, TextField } from '../inspector/fields.tsx'

/** Which room. */
export const ConferenceForm = () => (
  <>
    <TextField name="room" />
    <TextField name="pin" optional />
    <SwitchField name="announce" otherwise />
    <SwitchField name="record" />
  </>
)
