// tel: links (RFC 3966): the number goes into the dial field, and nobody is called before a person presses Call.

/** The number of a `tel:` address, as one would type it; null when it is none. */
export function numberOf(address: string): string | null {
  const [, rest] = /^tel:([^;?]*)/i.exec(address.trim()) ?? []
  if (rest === undefined) return null
  const number = decode(rest).replace(/[\s().-]/g, '')
  return /^\+?[0-9*#]{1,32}$/.test(number) ? number : null
}

/** The first of a command line's words that is a `tel:` address, as its number. */
export function numberIn(words: readonly string[]): string | null {
  for (const word of words) {
    const number = numberOf(word)
    if (number !== null) return number
  }
  return null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: judged as it stands, and refused by the pattern.
    return text
  }
}
