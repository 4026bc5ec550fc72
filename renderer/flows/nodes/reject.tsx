import { ChoiceField } from '../inspector/fields.tsx'

/** What the caller is told. */
export const RejectForm = () => (
  <>
    <ChoiceField name="reason" options={['busy', 'temporarilyUnavailable', 'declined']} />
  </>
)
