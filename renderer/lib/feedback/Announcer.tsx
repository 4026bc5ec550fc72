import { VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { announcements } from './announce.ts'

/** The two live regions of the page. */
export function Announcer() {
  const { count, sentence, urgency } = useStore(announcements)
  // The same sentence twice is two events: a no-break space at the end makes it a new text.
  const said = sentence + (count % 2 ? '\u00a0' : '')
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {urgency === 'polite' ? said : ''}
      </div>
      <div role="alert" aria-live="assertive">
        {urgency === 'assertive' ? said : ''}
      </div>
    </VisuallyHidden>
  )
}
