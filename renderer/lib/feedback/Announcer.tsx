import { VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { type Announcement, announcements } from './announce.ts'

/** The two live regions of the page. Each sentence is a line of its own: what is added is read, what stays is not read again. */
export function Announcer() {
  const sentences = useStore(announcements, (state) => state.sentences)
  const lines = (urgency: Announcement['urgency']) =>
    sentences.filter((each) => each.urgency === urgency).map(({ count, sentence }) => <p key={count}>{sentence}</p>)
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
        {lines('polite')}
      </div>
      <div role="alert" aria-live="assertive" aria-atomic="false" aria-relevant="additions">
        {lines('assertive')}
      </div>
    </VisuallyHidden>
  )
}
