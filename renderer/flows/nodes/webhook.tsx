import { TemplateField } from '../inspector/fields.tsx'
import { HeadersField } from '../inspector/rows.tsx'

/** Who is told, and what. */
export const WebhookForm = () => (
  <>
    <TemplateField name="url" />
    <HeadersField name="headers" />
    <TemplateField name="payload" rows={2} />
  </>
)
