// What mails say, in the five languages.
import type { Language } from '../../../../../shared/domain/language.ts'
import { de } from './de.ts'
import { en, type MailWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'

export const mailWords: Record<Language, MailWords> = { en, de, nl, fr, es }
