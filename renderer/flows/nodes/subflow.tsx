import { NumberField, TextField } from '../inspector/fields.tsx'
import { AssignmentsField } from '../inspector/rows.tsx'
import { ExitsField, FlowField } from '../inspector/SubflowFields.tsx'

/** Which flow, what it is given, and how it comes back. */
export const SubflowForm = () => (
  <>
    <FlowField />
    <NumberField name="version" min={1} optional />
    <AssignmentsField name="inputs" />
    <ExitsField />
  </>
)

/** The name the flow around knows this exit by. */
export const ExitForm = () => <TextField name="exit" />
