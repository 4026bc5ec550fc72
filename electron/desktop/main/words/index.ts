// The shell's words in the language of whoever sits here: as their page said last, before any page as the system speaks.
import { type Language, language } from '../../../../shared/domain/office.ts'
import { de } from './de.ts'
import { en, type ShellWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'

export type { ShellWords }

export const shellWords: Record<Language, ShellWords> = { en, de, fr, es, nl }

/** `tag`: BCP 47, as a system names its language. */
export const languageOf = (tag: string): Language => language.safeParse(tag.slice(0, 2).toLowerCase()).data ?? 'en'
