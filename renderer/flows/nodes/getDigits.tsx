import { NumberField, TextField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** What is asked for, and into which variable. */
export const GetDigitsForm = () => (
  <>
    <PromptField name="prompt" optional />
    <TextField name="variable" />
    <NumberField name="count" min={1} max={40} optional />
    <TextField name="terminator" optional />
    <NumberField name="timeoutMs" otherwise={10_000} scale={1000} min={1} max={120} />
  </>
)
