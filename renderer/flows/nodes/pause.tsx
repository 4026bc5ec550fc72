import { NumberField } from '../inspector/fields.tsx'

/** How long. */
export const PauseForm = () => (
  <>
    <NumberField name="seconds" otherwise={1} min={0.1} max={3600} />
  </>
)
