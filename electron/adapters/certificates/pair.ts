// A certificate and its key as they are served: read from PEM and checked, so that what is wrong is said before anyone connects.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { CertificateError } from './errors.ts'

export type Pair = {
  /** PEM: the host's own certificate first, then those that lead to its issuer. */
  certificate: string
  /** PEM, not encrypted. */
  key: string
  /** The host's own certificate. */
  leaf: X509Certificate
  /** The last one of the chain. */
  top: X509Certificate
  /** When the first certificate of the chain ends, epoch ms. */
  validUntil: number
}

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Checks that the chain and the key belong together and are valid at `now` (epoch ms).
 * Throws CertificateError with a sentence that says what is wrong.
 */
export function checkedPair(certificate: string, key: string, now: number): Pair {
  const chain = readChain(certificate)
  const [leaf] = chain
  if (!leaf) throw new CertificateError('NO_CERTIFICATE', 'The certificate file holds no certificate.')
  checkKey(chain, leaf, readKey(key))
  checkChain(chain)
  checkValidity(chain, now)
  try {
    createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CertificateError('UNUSABLE', `TLS cannot use this certificate and key: ${reason}.`, { cause, reason })
  }
  const validUntil = Math.min(...chain.map(({ validToDate }) => validToDate.getTime()))
  return { certificate, key, leaf, top: chain.at(-1) ?? leaf, validUntil }
}

/**
 * A pair from files as an office has them: the key may have a passphrase, and the certificates any order. What comes back has the
 * chain in order and the key without. Throws CertificateError.
 */
export function arrangedPair(certificates: string, key: string, passphrase: string | undefined, now: number): Pair {
  const found = readChain(certificates)
  if (found.length === 0) throw new CertificateError('NO_CERTIFICATE', 'The certificate file holds no certificate.')
  const opened = readKey(key, passphrase)
  const chain = ordered(found, opened)
  const plain = opened.export({ type: 'pkcs8', format: 'pem' }).toString()
  return checkedPair(chain.map((each) => each.toString()).join(''), plain, now)
}

/** From the key's own upwards. */
function ordered(found: readonly X509Certificate[], key: KeyObject): X509Certificate[] {
  const leaf = found.find((each) => each.checkPrivateKey(key))
  if (!leaf) throw new CertificateError('KEY_MISMATCH', 'The key does not belong to the certificate.')
  const chain = [leaf]
  // One that is there twice is taken once.
  let left = found.filter(({ fingerprint256 }) => fingerprint256 !== leaf.fingerprint256)
  for (let last: X509Certificate | undefined = leaf; last && left.length > 0; ) {
    const below: X509Certificate = last
    const issuer = left.find((each) => below.checkIssued(each) && below.verify(each.publicKey))
    if (!issuer) throw chainBroken(left[0] ?? leaf, 'does not belong to the chain of the certificate.')
    chain.push(issuer)
    left = left.filter(({ fingerprint256 }) => fingerprint256 !== issuer.fingerprint256)
    last = issuer
  }
  return chain
}

function readChain(text: string): X509Certificate[] {
  checkPem(text, 'The certificate', 'BEGIN CERTIFICATE')
  return (text.match(pemBlock) ?? []).map((block) => {
    try {
      return new X509Certificate(block)
    } catch (cause) {
      throw new CertificateError('NOT_PEM', 'The certificate is damaged and cannot be read.', { cause })
    }
  })
}

function checkPem(text: string, what: string, begins: string): void {
  if (text.includes('-----BEGIN ')) return
  // A DER sequence; bytes that are no text may have been read as text.
  if (/^0[\x80-\uffff]/.test(text))
    throw new CertificateError('BINARY', `${what} is in a binary format (DER or PKCS #12), not PEM (a text with ${begins}).`)
  throw new CertificateError('NOT_PEM', `${what} is not in PEM format (a text with ${begins}).`)
}

function readKey(text: string, passphrase?: string): KeyObject {
  checkPem(text, 'The key', 'BEGIN PRIVATE KEY')
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw new CertificateError('NO_KEY', 'The key file holds no private key.')
  const encrypted = /BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text)
  if (encrypted && !passphrase)
    throw new CertificateError('KEY_ENCRYPTED', 'The key is protected with a passphrase; the host needs it without one.')
  let key: KeyObject
  try {
    key = createPrivateKey({ key: text, ...(encrypted ? { passphrase } : {}) })
  } catch (cause) {
    if (encrypted) throw new CertificateError('WRONG_PASSPHRASE', 'The passphrase does not open the key.', { cause })
    throw new CertificateError('NOT_PEM', 'The key is damaged and cannot be read.', { cause })
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? leastBits
  if (bits < leastBits)
    throw new CertificateError('WEAK_KEY', `The key has ${bits} bits; browsers take RSA keys of ${leastBits} and more.`)
  return key
}

/** Of RSA (CA/Browser Forum, 6.1.5). */
const leastBits = 2048

function checkKey(chain: X509Certificate[], leaf: X509Certificate, key: KeyObject): void {
  if (leaf.checkPrivateKey(key)) return
  if (chain.some((each) => each.checkPrivateKey(key)))
    throw new CertificateError('CHAIN_BROKEN', 'The certificate that belongs to the key must come first in the file.', {
      name: nameOf(leaf),
    })
  throw new CertificateError('KEY_MISMATCH', 'The key does not belong to the certificate.')
}

function checkChain(chain: X509Certificate[]): void {
  const broken = chain.find((each, at) => {
    const issuer = chain[at + 1]
    return issuer !== undefined && !(each.checkIssued(issuer) && each.verify(issuer.publicKey))
  })
  if (broken) throw chainBroken(broken, 'was not issued by the certificate after it. Each must be followed by its issuer’s.')
}

const chainBroken = (which: X509Certificate, why: string) =>
  new CertificateError('CHAIN_BROKEN', `The chain is broken: “${nameOf(which)}” ${why}`, { name: nameOf(which) })

function checkValidity(chain: X509Certificate[], now: number): void {
  for (const each of chain) {
    const [name, until, from] = [nameOf(each), each.validToDate, each.validFromDate]
    if (until.getTime() <= now)
      throw new CertificateError('EXPIRED', `The certificate “${name}” expired on ${day(until)}.`, { name, at: until.getTime() })
    if (from.getTime() > now)
      throw new CertificateError('NOT_YET_VALID', `The certificate “${name}” is valid from ${day(from)} only.`, {
        name,
        at: from.getTime(),
      })
  }
}

/** Its common name; else its alternative names or its number. */
export const nameOf = ({ subject, subjectAltName, serialNumber }: X509Certificate): string =>
  /CN=([^\n]+)/.exec(subject ?? '')?.[1] ?? subjectAltName ?? serialNumber

const day = (date: Date) => date.toISOString().slice(0, 10)
