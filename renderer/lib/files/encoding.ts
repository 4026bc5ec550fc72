// Text files of other programs in whichever encoding they were saved. Detectors from the registry know no Mac Roman and take short
// lists of names for other alphabets, so the few encodings that address books come in are told apart here; the decoding is the platform's.

/** Encodings a file may be read as, by their names in the Encoding standard. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
] as const
export type Encoding = (typeof encodings)[number]

/** So much of a file is looked at, bytes. */
const sampleBytes = 200_000

/** The letters that most Western European names with an accent are written with, and the rarer ones. */
const common = /[äöüßéèêëàâáåæçñíîïóôøúûÄÖÜÉÅØ]/
const rare = /[œãìòõùýÿÈÊËÀÂÁÃÆÇÑÍÌÎÏÓÒÔÕŒÚÙÛÝ]/
/** Signs of running text: where they may stand, by what is before and behind. */
const signs: Readonly<Record<string, (before: boolean, behind: boolean) => boolean>> = {
  '’': (before) => before,
  '‘': (_, behind) => behind,
  '“': (before, behind) => before !== behind,
  '”': (before, behind) => before && !behind,
  '„': (before, behind) => !before && behind,
  '–': (before, behind) => before === behind,
  '€': (before, behind) => !before && !behind,
  '…': (_, behind) => !behind,
  '«': (before, behind) => !before || !behind,
  '»': (before, behind) => !before || !behind,
}

/** The most likely encoding: by its byte order mark, by its zero bytes, as valid UTF-8, else by which letters its bytes would be. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleBytes)
  const wide = zerosOf(sample)
  if (wide) return wide
  if (isUtf8(bytes) || mostlyUtf8(sample)) return 'utf-8'
  return likeness(sample, 'macintosh') > likeness(sample, 'windows-1252') ? 'macintosh' : 'windows-1252'
}

/** In UTF-16 every other byte of mostly Latin text is zero. */
function zerosOf(sample: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const least = sample.length / 8
  if (odd > least && odd > even * 4) return 'utf-16le'
  return even > least && even > odd * 4 ? 'utf-16be' : null
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Above ASCII more of the text is UTF-8 than not: some bytes of another file got into it. */
function mostlyUtf8(sample: Uint8Array): boolean {
  const above = new TextDecoder('utf-8').decode(sample).replace(/[\0-\u007f]+/g, '')
  return above.replaceAll('\ufffd', '').length > above.length / 2
}

/** How well the bytes above ASCII read as names and text. */
function likeness(sample: Uint8Array, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(sample)
  let score = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char >= '\u0080') score += likenessOf(char, text[at - 1] ?? ' ', text[at + 1] ?? ' ')
  }
  return score
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char)
const isSmall = (char: string): boolean => /\p{Ll}/u.test(char)

function likenessOf(char: string, before: string, behind: string): number {
  const inWord = isLetter(before) || isLetter(behind)
  const sign = signs[char]
  if (sign) return sign(isLetter(before), isLetter(behind)) ? 2 : -2
  if (!common.test(char) && !rare.test(char)) return inWord ? -2 : -1
  // No capital stands within a word of small letters, and no small letter before a capital.
  const oddCase = isSmall(char) ? /\p{Lu}/u.test(behind) : isSmall(before) || (isLetter(before) && isSmall(behind))
  if (oddCase) return -3
  const first = !isLetter(before) && isSmall(behind)
  return (common.test(char) ? 2 : first ? 1.5 : 0) + (inWord ? 1 : 0)
}

/** The text of a file, without its byte order mark. */
export const decodeText = (bytes: Uint8Array, encoding: Encoding = detectEncoding(bytes)): string =>
  new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '')
