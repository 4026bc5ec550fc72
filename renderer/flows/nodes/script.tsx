import { TextField } from '../inspector/fields.tsx'
import { PortsField } from '../inspector/SubflowFields.tsx'

/** Which script, and the ports it may return. */
export const ScriptForm = () => (
  <>
    <TextField name="script" />
    <PortsField />
  </>
)
