import { ChoiceField, QueuesField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** Where operators log in. */
export const QueueLoginForm = () => (
  <>
    <QueuesField name="queueIds" />
    <ChoiceField name="mode" options={['onHook', 'offHook']} />
    <PromptField name="prompt" optional />
  </>
)
