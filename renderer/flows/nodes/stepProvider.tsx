import { BackendField, LongTextField, NumberField, TextField } from '../inspector/fields.tsx'
import { useField } from '../inspector/form.ts'
import { HeadersField } from '../inspector/rows.tsx'

/** What a named backend brings by itself. */
const Own = () => (
  <>
    <TextField name="url" />
    <HeadersField name="headers" />
    <NumberField name="timeoutSeconds" otherwise={10} min={1} max={120} />
    <NumberField name="maxRetries" otherwise={3} min={1} max={10} />
    <NumberField name="retryDelayMs" otherwise={1000} scale={1000} max={60} />
    <LongTextField name="fallback" />
    <TextField name="tenantId" />
  </>
)

/** Who drives the call, and what happens when nobody answers there. */
export function StepProviderForm() {
  const { value: backend } = useField('backendId', '')
  return (
    <>
      <BackendField name="backendId" kind="step" />
      {!backend && <Own />}
      <TextField name="ivrId" />
    </>
  )
}
