import { AssignmentsField } from '../inspector/rows.tsx'

/** What is set. */
export const SetVariableForm = () => (
  <>
    <AssignmentsField name="assignments" />
  </>
)
