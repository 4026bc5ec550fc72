import { ChoiceField, NumberField, TextField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** Who can be spelled, and where the extension goes. */
export const DialByNameForm = () => (
  <>
    <ChoiceField name="directory" options={['extensions', 'operators']} />
    <NumberField name="letters" otherwise={3} min={1} max={12} />
    <PromptField name="prompt" optional />
    <NumberField name="timeoutMs" otherwise={8000} scale={1000} min={1} max={120} />
    <NumberField name="retries" otherwise={2} max={10} />
    <TextField name="variable" />
  </>
)
