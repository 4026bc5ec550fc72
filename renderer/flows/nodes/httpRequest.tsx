import { httpMethod } from '../../../shared/nodes/httpRequest.ts'
import { ChoiceField, NumberField, TemplateField } from '../inspector/fields.tsx'
import { HeadersField, ReadingsField } from '../inspector/rows.tsx'

/** What is asked, and what of the answer is kept. */
export const HttpRequestForm = () => (
  <>
    <ChoiceField name="method" options={httpMethod.options} />
    <TemplateField name="url" />
    <HeadersField name="headers" />
    <TemplateField name="body" rows={2} />
    <NumberField name="timeoutMs" otherwise={10_000} scale={1000} min={1} max={60} />
    <ReadingsField name="read" />
  </>
)
