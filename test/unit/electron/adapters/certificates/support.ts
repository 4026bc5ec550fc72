// An authority of the test's own, and what it certifies.
import 'reflect-metadata'
import { KeyObject, type webcrypto } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  type Extension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { onTestFinished } from 'vitest'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cordboard-certificates-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

/** The library's type is the browser's, which knows fewer uses of a key than Node's. */
type Key = Parameters<typeof X509CertificateGenerator.createSelfSigned>[0]['keys']['privateKey']
type Party = { name: string; keys: webcrypto.CryptoKeyPair; certificate: string; key: string }

type Wanted = { issuer?: Party; now: number; days?: number; extensions?: Extension[] }

/** A certificate by `issuer` (itself without one), valid for `days` from a day before `now`; `extensions` instead of the names. */
export async function certified(name: string, { issuer, now, days = 90, extensions: wanted }: Wanted) {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const extensions: Extension[] = wanted ?? [
    name.includes('.')
      ? new SubjectAlternativeNameExtension([
          { type: 'dns', value: name },
          { type: 'ip', value: '127.0.0.2' },
        ])
      : new BasicConstraintsExtension(true, undefined, true),
  ]
  const made = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + (days - 1) * dayMs),
    publicKey: keys.publicKey as Key,
    signingKey: (issuer?.keys ?? keys).privateKey as Key,
    signingAlgorithm: algorithm,
    extensions,
  })
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
  return { name, keys, certificate: `${made.toString('pem')}\n`, key: key.toString() }
}

/** An office's own: a root, one below it, and the host's, with the two that are served. */
export async function office(now: number, days?: number) {
  const root = await certified('Root', { now })
  const middle = await certified('Middle', { issuer: root, now })
  const leaf = await certified('office.example', { issuer: middle, now, ...(days === undefined ? {} : { days }) })
  return { root, middle, leaf, chain: leaf.certificate + middle.certificate, key: leaf.key }
}
