import { KeysField, NumberField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** The prompt, the keys, and what is said when none fits. */
export const MenuForm = () => (
  <>
    <PromptField name="prompt" />
    <KeysField name="keys" />
    <NumberField name="timeoutMs" otherwise={8000} scale={1000} min={1} max={120} />
    <NumberField name="retries" otherwise={2} max={10} />
    <PromptField name="invalidPrompt" optional />
    <PromptField name="timeoutPrompt" optional />
  </>
)
