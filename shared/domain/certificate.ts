// The certificate that the office is served with on the network, as consoles see it; its key is in nothing of this.
import { z } from 'zod'
import { acmeState } from './acme.ts'

/** What can be wrong with a certificate and its key: a console has a sentence for each. */
export const certificateProblem = z.enum([
  'FILE_UNREADABLE',
  /** DER or PKCS #12, where PEM is needed. */
  'BINARY',
  'NOT_PEM',
  'NO_CERTIFICATE',
  'NO_KEY',
  'KEY_ENCRYPTED',
  'WRONG_PASSPHRASE',
  'KEY_MISMATCH',
  'WEAK_KEY',
  'CHAIN_BROKEN',
  'EXPIRED',
  'NOT_YET_VALID',
  /** Made for something else than a server. */
  'WRONG_USE',
  /** It names no host: browsers look at the alternative names only. */
  'NO_NAMES',
  'UNUSABLE',
])
export type CertificateProblem = z.infer<typeof certificateProblem>

/** What a problem is about. */
export const certificateFacts = z.object({
  /** Of the certificate, where a chain has several. */
  name: z.string().optional(),
  /** When it ended or begins, epoch ms. */
  at: z.number().optional(),
  /** What the TLS library said, in English. */
  reason: z.string().optional(),
})
export type CertificateFacts = z.infer<typeof certificateFacts>

/** Made by the host, which signed it itself; the office's own; issued for public names by ACME. */
export const certificateKind = z.enum(['made', 'own', 'acme'])

export const certificateState = z.object({
  kind: certificateKind,
  /** The host was started with the files of an office's own (`--cert`): they are read again every hour, and nothing is uploaded. */
  fromFiles: z.boolean(),
  names: z.object({ dns: z.array(z.string()), ip: z.array(z.string()) }),
  issuer: z.string(),
  /** Whether browsers know who issued it; false for one that only the office's computers can know. */
  publicIssuer: z.boolean(),
  /** Epoch ms. */
  validFrom: z.number(),
  validUntil: z.number(),
  /** SHA-256: 32 pairs of hexadecimal digits with colons between. */
  fingerprint: z.string(),
  /** The fingerprint's first 66 bits as six words. */
  words: z.array(z.string()),
  /** Whether browsers are told to use nothing but TLS for its names. */
  strictTransport: z.boolean(),
  /** UDP ports of the sound, which a firewall of the office's computer has to let in; null where the Asterisk is not ours. */
  soundPorts: z.object({ first: z.int(), last: z.int() }).nullable(),
  /** What a QR code for joining carries: the console's address with the fingerprint in its fragment. */
  joinAddress: z.string(),
  /** Why the one that was uploaded is not in force; null where it is, or there is none. */
  setAside: z.object({ problem: certificateProblem, facts: certificateFacts }).nullable(),
  acme: acmeState,
})
export type CertificateState = z.infer<typeof certificateState>

/** Larger than any chain and key, characters. */
const mostCharacters = 100_000

/** PEM texts as they were chosen; the certificates may be in any order. */
export const certificateUpload = z.object({
  certificate: z.string().max(mostCharacters),
  key: z.string().max(mostCharacters),
  /** Of the key, where it has one. */
  passphrase: z.string().max(1000).optional(),
})
export type CertificateUpload = z.infer<typeof certificateUpload>

/** Whether a certificate with these names is for that host name or address; a wildcard stands for one label (RFC 6125, 6.4.3). */
export function isFor({ dns, ip }: CertificateState['names'], host: string): boolean {
  const asked = host.replace(/^\[|\]$/g, '').toLowerCase()
  const above = asked.replace(/^[^.]+/, '*')
  return ip.includes(asked) || dns.includes(asked) || (above.split('.').length > 2 && dns.includes(above))
}
