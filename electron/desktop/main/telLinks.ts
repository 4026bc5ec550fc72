// tel:, callto: and sip: links: the number goes into the dial field, and nobody is called before a person presses Call.
import { dialledText } from '../../../shared/domain/dialled.ts'

const schemes = /^(?:tel|callto|sips?):/i

/** The number of a link, as one would type it, with the keys that follow the answer behind it; null when it is none. */
export function numberOf(address: string): string | null {
  const link = address.trim()
  return schemes.test(link) ? dialledText(link) || null : null
}

/** The first of a command line's words that is such a link, as its number. */
export function numberIn(words: readonly string[]): string | null {
  for (const word of words) {
    const number = numberOf(word)
    if (number !== null) return number
  }
  return null
}

/** A text that is a number as people write it, or such a link, for the number field; null when it is none. */
export function numberInText(text: string): string | null {
  const said = text.trim()
  return numberOf(said) ?? (/^[+(]?\d[\d\s()./*#-]{1,38}$/.test(said) ? said : null)
}
