// What the console says. One catalogue a language and area: JSON with messages in ICU MessageFormat, which each language
// orders and counts in its way (docs/decisions/017-messages.md).
import { createStore } from 'zustand/vanilla'
import { type Language, language } from '../../../shared/domain/office.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import english from './en/index.ts'

const en = catalogueOf(english, 'en')

/** What each language has: a message that is missing does not compile. */
type Messages = typeof english

/** English is at hand at once, and says what another language lacks; the others are files of their own, loaded when first chosen. */
const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => en,
  de: async () => catalogueOf((await import('./de/index.ts')).default satisfies Messages, 'de', en),
  nl: async () => catalogueOf((await import('./nl/index.ts')).default satisfies Messages, 'nl', en),
  fr: async () => catalogueOf((await import('./fr/index.ts')).default satisfies Messages, 'fr', en),
  es: async () => catalogueOf((await import('./es/index.ts')).default satisfies Messages, 'es', en),
}

/** The catalogue in force. A live binding: read it when rendering, do not keep it. */
export let text: Catalogue = en

/** The language in force; who shows words that were rendered before listens to it. */
export const spoken = createStore<{ language: Language }>()(() => ({ language: 'en' }))

let tag = navigator.language

const known = (wanted: string | undefined | null): Language | null =>
  language.safeParse(wanted?.slice(0, 2).toLowerCase()).data ?? null

/** Sets the language (BCP 47); one without a catalogue leaves English words, but numbers and dates follow the reader. */
export async function setLanguage(wanted: string): Promise<void> {
  const chosen = known(wanted) ?? 'en'
  text = await catalogues[chosen]()
  tag = navigator.languages?.find((each) => each.startsWith(wanted.slice(0, 2))) ?? wanted
  if (typeof document !== 'undefined') document.documentElement.lang = chosen
  spoken.setState({ language: chosen })
}

/** For Intl: the reader's own region where it is the same language. English words go with an English locale. */
export function locale(): string {
  return text === en && !tag.startsWith('en') ? 'en-GB' : tag
}

const keyOf = (userId: string) => `cordboard.language:${userId}`

/** What this user chose on this computer; null: as the office. The last one who chose speaks for the sign-in page (`''`). */
export const chosenLanguage = (userId = ''): Language | null => known(localStorage.getItem(keyOf(userId)))

/** Remembers the choice and puts it in force; null goes back to the office's language. */
export async function chooseLanguage(userId: string, chosen: Language | null, office: string): Promise<void> {
  for (const key of [keyOf(userId), keyOf('')]) {
    if (chosen) localStorage.setItem(key, chosen)
    else localStorage.removeItem(key)
  }
  await setLanguage(chosen ?? office)
}
export { type Message, say } from './catalogue.ts'
