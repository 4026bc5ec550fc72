import { BackendField, LongTextField, NumberField, TextField } from '../inspector/fields.tsx'
import { HeadersField } from '../inspector/rows.tsx'

/** Who drives the call, and what happens when nobody answers there. */
export const StepProviderForm = () => (
  <>
    <BackendField name="backendId" kind="step" />
    <TextField name="url" />
    <HeadersField name="headers" />
    <NumberField name="timeoutSeconds" otherwise={10} min={1} max={120} />
    <NumberField name="maxRetries" otherwise={3} min={1} max={10} />
    <NumberField name="retryDelayMs" otherwise={1000} scale={1000} max={60} />
    <LongTextField name="fallback" />
    <TextField name="ivrId" />
    <TextField name="tenantId" />
  </>
)
