import { LongTextField, TextField } from '../inspector/fields.tsx'
import { HeadersField } from '../inspector/rows.tsx'

/** Who is told, and what. */
export const WebhookForm = () => (
  <>
    <TextField name="url" />
    <HeadersField name="headers" />
    <LongTextField name="payload" />
  </>
)
