import { BackendField, SwitchField, TextField } from '../inspector/fields.tsx'
import { useField } from '../inspector/form.ts'
import { HeadersField } from '../inspector/rows.tsx'

/** What a named backend brings by itself. */
const Own = () => (
  <>
    <TextField name="url" />
    <TextField name="summaryUrl" />
    <HeadersField name="headers" />
    <TextField name="subAccountId" />
    <SwitchField name="olderForm" />
  </>
)

/** Whose documents drive the call. */
export function CallActionsForm() {
  const { value: backend } = useField('backendId', '')
  return (
    <>
      <BackendField name="backendId" kind="callActions" />
      {!backend && <Own />}
    </>
  )
}
