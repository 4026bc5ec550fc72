import { NumberField, SwitchField, TextField } from '../inspector/fields.tsx'
import { DestinationField } from '../inspector/rows.tsx'

/** Who is rung. */
export const TransferForm = () => (
  <>
    <DestinationField name="to" />
    <NumberField name="ringSeconds" otherwise={30} min={1} max={300} />
    <TextField name="callerId" optional />
    <SwitchField name="record" />
  </>
)
