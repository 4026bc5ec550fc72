import { NumberField, QueueField, TextField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'
import { PromptsField } from '../inspector/rows.tsx'

/** Which queue, and what is heard there. */
export const QueueForm = () => (
  <>
    <QueueField name="queueId" />
    <NumberField name="maxWaitSeconds" otherwise={600} min={5} max={14_400} />
    <PromptField name="welcome" optional />
    <PromptsField name="announcements" />
    <TextField name="exitKey" optional />
    <TextField name="music" optional />
  </>
)
