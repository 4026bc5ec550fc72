import { ChoiceField, QueueField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** Who calls back, and whom. */
export const CallbackForm = () => (
  <>
    <QueueField name="queueId" />
    <ChoiceField name="numberFrom" options={['callerId', 'keypad']} />
    <PromptField name="prompt" optional />
    <PromptField name="confirmPrompt" optional />
  </>
)
