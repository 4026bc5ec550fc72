import { BackendField, SwitchField, TextField } from '../inspector/fields.tsx'
import { HeadersField } from '../inspector/rows.tsx'

/** Whose documents drive the call. */
export const CallActionsForm = () => (
  <>
    <BackendField name="backendId" kind="callActions" />
    <TextField name="url" />
    <TextField name="summaryUrl" />
    <HeadersField name="headers" />
    <TextField name="subAccountId" />
    <SwitchField name="olderForm" />
  </>
)
