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
  } catch (error) {
    throw new CertificateError('UNUSABLE', `TLS cannot use this certificate and key: ${reason(error)}.`, error)
  }
  return { certificate, key, leaf, validUntil: Math.min(...chain.map(({ validToDate }) => validToDate.getTime())) }
}

function readChain(pem: string): X509Certificate[] {
  if (!pem.includes('-----BEGIN '))
    throw new CertificateError('NOT_PEM', 'The certificate is not in PEM format (a text with BEGIN CERTIFICATE).')
  return (pem.match(pemBlock) ?? []).map((block) => {
    try {
      return new X509Certificate(block)
    } catch (error) {
      throw new CertificateError('NOT_PEM', 'The certificate is damaged and cannot be read.', error)
    }
  })
}

function readKey(pem: string): KeyObject {
  if (!pem.includes('-----BEGIN '))
    throw new CertificateError('NOT_PEM', 'The key is not in PEM format (a text with BEGIN PRIVATE KEY).')
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw new CertificateError('NO_KEY', 'The key file holds no private key.')
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem))
    throw new CertificateError('KEY_ENCRYPTED', 'The key is protected with a passphrase; the host needs it without one.')
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new CertificateError('NOT_PEM', 'The key is damaged and cannot be read.', error)
  }
}

function checkKey(chain: X509Certificate[], leaf: X509Certificate, key: KeyObject): void {
  if (leaf.checkPrivateKey(key)) return
  if (chain.some((each) => each.checkPrivateKey(key)))
    throw new CertificateError('CHAIN_BROKEN', 'The certificate that belongs to the key must come first in the file.')
  throw new CertificateError('KEY_MISMATCH', 'The key does not belong to the certificate.')
}

function checkChain(chain: X509Certificate[]): void {
  const broken = chain.find((each, at) => {
    const issuer = chain[at + 1]
    return issuer !== undefined && !(each.checkIssued(issuer) && each.verify(issuer.publicKey))
  })
  if (!broken) return
  throw new CertificateError(
    'CHAIN_BROKEN',
    `The chain is broken: “${nameOf(broken)}” was not issued by the certificate after it. Each must be followed by its issuer’s.`,
  )
}

function checkValidity(chain: X509Certificate[], now: number): void {
  for (const each of chain) {
    if (each.validToDate.getTime() <= now)
      throw new CertificateError('EXPIRED', `The certificate “${nameOf(each)}” expired on ${day(each.validToDate)}.`)
    if (each.validFromDate.getTime() > now)
      throw new CertificateError(
        'NOT_YET_VALID',
        `The certificate “${nameOf(each)}” is valid from ${day(each.validFromDate)} only.`,
      )
  }
}

const nameOf = ({ subject, subjectAltName, serialNumber }: X509Certificate) =>
  /CN=([^\n]+)/.exec(subject ?? '')?.[1] ?? subjectAltName ?? serialNumber

const day = (date: Date) => date.toISOString().slice(0, 10)

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
