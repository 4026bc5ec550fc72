// Sentences for assistive technology. One place says them; two that come together are both said.
import { createStore } from 'zustand/vanilla'

export type Announcement = { count: number; sentence: string; urgency: 'polite' | 'assertive' }

/** Long enough for a screen reader to have taken it, ms; then it is gone, and is not found by walking the page. */
const shownMs = 8000
let count = 0

export const announcements = createStore<{ sentences: readonly Announcement[] }>()(() => ({ sentences: [] }))

/** Has a sentence read out: politely when there is a pause, assertively at once. */
export function announce(sentence: string, urgency: Announcement['urgency'] = 'polite'): void {
  count += 1
  const said = { count, sentence, urgency }
  announcements.setState(({ sentences }) => ({ sentences: [...sentences, said] }))
  setTimeout(() => announcements.setState(({ sentences }) => ({ sentences: sentences.filter((each) => each !== said) })), shownMs)
}
