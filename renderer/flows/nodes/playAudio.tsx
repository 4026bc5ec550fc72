import { SwitchField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** What is played. */
export const PlayAudioForm = () => (
  <>
    <PromptField name="prompt" />
    <SwitchField name="interruptible" otherwise />
  </>
)
