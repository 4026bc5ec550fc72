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

/** The letters that Western European names are written with, beside A to Z. */
const letter = /[äöüßéèêëàâáåãæçñíìîïóòôõøœúùûýÿÄÖÜÉÈÊËÀÂÁÅÃÆÇÑÍÌÎÏÓÒÔÕØŒÚÙÛÝŸ]/
const plainLetter = /[A-Za-z]/

/** The most likely encoding: by its byte order mark, by its zero bytes, as valid UTF-8, else by which letters its bytes would be. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleBytes)
  const wide = zerosOf(sample)
  if (wide) return wide
  if (isUtf8(bytes)) return 'utf-8'
  return lettersIn(sample, 'macintosh') > lettersIn(sample, 'windows-1252') ? 'macintosh' : 'windows-1252'
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

/** How well the bytes above ASCII read as letters of names: beside other letters they should be letters, not signs. */
function lettersIn(sample: Uint8Array, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(sample)
  let score = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char < '\u0080') continue
    const inWord = plainLetter.test(text[at - 1] ?? '') || plainLetter.test(text[at + 1] ?? '')
    if (letter.test(char)) score += inWord ? 2 : 1
    else score -= inWord ? 2 : 1
  }
  return score
}

/** The text of a file, without its byte order mark. */
export const decodeText = (bytes: Uint8Array, encoding: Encoding = detectEncoding(bytes)): string =>
  new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '')
