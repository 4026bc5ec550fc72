import { MailboxField, NumberField, SwitchField } from '../inspector/fields.tsx'
import { PromptField } from '../inspector/PromptField.tsx'

/** Where the message goes. */
export const VoicemailForm = () => (
  <>
    <MailboxField name="mailboxId" />
    <PromptField name="greeting" />
    <NumberField name="maxSeconds" otherwise={180} min={5} max={1800} />
    <NumberField name="silenceSeconds" otherwise={5} max={60} />
    <SwitchField name="review" />
  </>
)
