import { ExpressionField } from '../inspector/fields.tsx'
import { CasesField } from '../inspector/rows.tsx'

/** What decides. */
export const ConditionForm = () => (
  <>
    <ExpressionField name="expression" />
    <CasesField name="cases" />
  </>
)
