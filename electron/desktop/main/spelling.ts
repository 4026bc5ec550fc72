// Spelling in notes, in the language of whoever sits here. The system's own dictionaries on a Mac; elsewhere Chromium fetches one
// for each language once, so nothing is fetched before somebody wants it.
import { app, type Session } from 'electron'
import type { Language } from '../../../shared/domain/office.ts'
import type { PageState } from './pageState.ts'

/** Dictionaries come from the network. */
export const fetchesDictionaries = process.platform !== 'darwin'

/** Off until the page of this session wants it. */
export function checkSpelling(pages: Session, page: Pick<PageState, 'follow'>): void {
  let last = ''
  const set = (on: boolean, language: Language) => {
    const next = on ? language : ''
    if (next === last) return
    last = next
    if (fetchesDictionaries)
      pages.setSpellCheckerLanguages(on ? dictionaryOf(pages.availableSpellCheckerLanguages, language) : [])
    pages.setSpellCheckerEnabled(on)
  }
  pages.setSpellCheckerEnabled(false)
  page.follow(({ spelling, language }) => set(spelling, language))
}

/** The one of the reader's own region where there is one; none for a language that has none. */
function dictionaryOf(known: readonly string[], language: Language): string[] {
  const fits = known.filter((each) => each === language || each.startsWith(`${language}-`))
  const own = app.getLocale()
  return [fits.find((each) => each === own) ?? fits.find((each) => each === language) ?? fits[0]].filter(
    (each) => each !== undefined,
  )
}
