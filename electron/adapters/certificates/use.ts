// Whether a certificate is made for a server that browsers are to trust.
import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { CertificateError } from './errors.ts'
import { namesIn } from './names.ts'
import { nameOf, type Pair } from './pair.ts'

/** id-kp-serverAuth and anyExtendedKeyUsage (RFC 5280, 4.2.1.12). */
const serverUses = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']

/** Throws CertificateError WRONG_USE or NO_NAMES. */
export async function checkUse({ leaf }: Pair): Promise<void> {
  const name = nameOf(leaf)
  const { dns, ip } = namesIn(leaf)
  if (dns.length + ip.length === 0)
    throw new CertificateError('NO_NAMES', `The certificate “${name}” names no host (subject alternative name).`, { name })
  const purposes: readonly string[] | undefined = leaf.keyUsage // which is the extended one (node:crypto)
  if (purposes && !purposes.some((each) => serverUses.includes(each))) throw wrongUse(name)
  if (!(await signs(leaf))) throw wrongUse(name)
}

const wrongUse = (name: string) =>
  new CertificateError('WRONG_USE', `The certificate “${name}” is not for a server: its key usage allows no TLS server.`, {
    name,
  })

/** Whether the key usage, where there is one, lets the key sign a handshake, as TLS 1.3 wants it (RFC 8446, 4.4.2.2). */
async function signs(leaf: X509Certificate): Promise<boolean> {
  await import('reflect-metadata')
  const library = await import('@peculiar/x509')
  const usage = new library.X509Certificate(leaf.raw).getExtension(library.KeyUsagesExtension)
  return usage === null || (usage.usages & library.KeyUsageFlags.digitalSignature) !== 0
}

/** Who issued it, in a word: the issuer's common name or organisation. */
export function issuerOf({ issuer }: X509Certificate): string {
  const name = /^CN=(.+)$/m.exec(issuer)?.[1] ?? /^O=(.+)$/m.exec(issuer)?.[1] ?? issuer.replaceAll('\n', ', ')
  return name.replace(/\\(.)/g, '$1') // as OpenSSL writes a comma within a name
}

/** Whether it signed itself. */
export const isSelfSigned = (leaf: X509Certificate): boolean => leaf.checkIssued(leaf) && leaf.verify(leaf.publicKey)

/** Whether the chain ends at one of the issuers that Mozilla's browsers know, and Node.js with them. Takes some 30 ms. */
export function isPubliclyIssued({ top }: Pair): boolean {
  return rootCertificates.some((pem) => {
    const root = new X509Certificate(pem)
    return root.fingerprint256 === top.fingerprint256 || (top.checkIssued(root) && top.verify(root.publicKey))
  })
}
