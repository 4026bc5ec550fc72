// Makes the host's own key and certificate, which signs itself: ECDSA P-256, valid for as long as browsers take one.
import 'reflect-metadata' // what @peculiar/x509 composes itself with; must come before it
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Names } from './names.ts'

const dayMs = 86_400_000
/** Browsers refuse more (CA/Browser Forum, 6.3.2). */
export const validMs = 398 * dayMs
/** Clocks of other computers may be that much behind. */
const behindMs = 3_600_000

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A new private key, PKCS #8 in PEM. */
export const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** A certificate (PEM) for the key (PEM), these names and 398 days, less the hour before `now` (epoch ms) from which it is valid. */
export async function selfSigned(key: string, { dns, ip }: Names, now: number): Promise<string> {
  const keys = await cryptoKeys(createPrivateKey(key))
  const notBefore = new Date(now - behindMs)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`, // positive, and no more than 20 bytes (RFC 5280, 4.1.2.2)
    // A name may have at most 64 characters there; who checks looks at the alternative names.
    name: [{ CN: [(dns[0] ?? ip[0] ?? 'cordboard').slice(0, 64)] }, { O: ['Cordboard'] }],
    notBefore,
    notAfter: new Date(notBefore.getTime() + validMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns' as const, value })),
        ...ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

/** The library's types are the browser's, which know fewer uses of a key than Node's. */
type Keys = Parameters<typeof X509CertificateGenerator.createSelfSigned>[0]['keys']

async function cryptoKeys(key: KeyObject): Promise<Keys> {
  const privateDer = key.export({ type: 'pkcs8', format: 'der' })
  const publicDer = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' })).export({ type: 'spki', format: 'der' })
  const [privateKey, publicKey] = await Promise.all([
    webcrypto.subtle.importKey('pkcs8', privateDer, algorithm, false, ['sign']),
    webcrypto.subtle.importKey('spki', publicDer, algorithm, true, ['verify']),
  ])
  return { privateKey, publicKey } as Keys
}
