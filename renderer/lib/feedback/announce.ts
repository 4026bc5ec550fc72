// Sentences for assistive technology. One place says them, so that two things at once do not talk over each other.
import { createStore } from 'zustand/vanilla'

export type Announcement = { count: number; sentence: string; urgency: 'polite' | 'assertive' }

export const announcements = createStore<Announcement>()(() => ({ count: 0, sentence: '', urgency: 'polite' }))

/** Has a sentence read out: politely when there is a pause, assertively at once. */
export function announce(sentence: string, urgency: Announcement['urgency'] = 'polite'): void {
  announcements.setState((state) => ({ count: state.count + 1, sentence, urgency }))
}
