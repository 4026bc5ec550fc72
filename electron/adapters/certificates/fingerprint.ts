// A certificate's fingerprint as people compare it: hexadecimal, and as words that can be read out.
import { createHash, type X509Certificate } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/english.js'

const wordCount = 6
/** The list has 2048 words. */
const bitsInWord = 11

/** SHA-256 of the certificate (DER): 32 pairs of upper-case hexadecimal digits with colons between, as browsers show it. */
export const fingerprintOf = (certificate: X509Certificate): string => certificate.fingerprint256

/** The first 66 bits of the same SHA-256 as six words of BIP 39's English list, most significant bit first. */
export function fingerprintWords(certificate: X509Certificate): string[] {
  const bits = [...createHash('sha256').update(certificate.raw).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return Array.from({ length: wordCount }, (_, at) => {
    const index = Number.parseInt(bits.slice(at * bitsInWord, (at + 1) * bitsInWord), 2)
    return wordlist[index] ?? ''
  })
}
