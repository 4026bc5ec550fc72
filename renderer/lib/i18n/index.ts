// Words. One catalogue a language, all of one type, so that a missing sentence does not compile. Sentences with values in
// them are functions: each language orders its words itself.
import { type Catalogue, en } from './en/index.ts'

/** Languages that have a catalogue. German, Dutch, French and Spanish follow; each is one folder beside `en`. */
const catalogues: Partial<Record<string, Catalogue>> = { en }

/** The catalogue in force. A live binding: read it when rendering, do not keep it. */
export let text: Catalogue = en

let tag = navigator.language

/** Sets the language (BCP 47). Unknown ones leave English words, but numbers and dates follow the reader. */
export function setLanguage(language: string): void {
  text = catalogues[language.slice(0, 2)] ?? en
  tag = navigator.languages.find((each) => each.startsWith(language.slice(0, 2))) ?? language
  document.documentElement.lang = catalogues[language.slice(0, 2)] ? language.slice(0, 2) : 'en'
}

/** For Intl: the reader's own region where it is the same language. English words go with an English locale. */
export function locale(): string {
  return text === en && !tag.startsWith('en') ? 'en-GB' : tag
}
export type { Catalogue }
