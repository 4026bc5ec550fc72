import { ChoiceField, NumberField, SwitchField, TextField } from '../inspector/fields.tsx'
import { DestinationsField } from '../inspector/rows.tsx'

/** Who is rung, and in what order. */
export const HuntGroupForm = () => (
  <>
    <DestinationsField name="destinations" />
    <ChoiceField name="strategy" options={['allAtOnce', 'inOrder', 'random']} />
    <NumberField name="ringSeconds" otherwise={20} min={1} max={300} />
    <NumberField name="totalSeconds" otherwise={60} min={1} max={900} />
    <TextField name="callerId" optional />
    <SwitchField name="record" />
  </>
)
