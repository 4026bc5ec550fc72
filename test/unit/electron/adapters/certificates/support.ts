// An authority of the test's own, and what it certifies.
import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  type Extension,
  PemConverter,
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

type Party = { name: string; keys: webcrypto.CryptoKeyPair; certificate: string; key: string }

/** A certificate by `issuer` (itself without one), valid for `days` from a day before `now`. */
export async function certified(name: string, { issuer, now, days = 90 }: { issuer?: Party; now: number; days?: number }) {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const extensions: Extension[] = [
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
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    extensions,
  })
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { name, keys, certificate: `${made.toString('pem')}\n`, key: `${key}\n` }
}

/** An office's own: a root, one below it, and the host's, with the two that are served. */
export async function office(now: number, days?: number) {
  const root = await certified('Root', { now })
  const middle = await certified('Middle', { issuer: root, now })
  const leaf = await certified('office.example', { issuer: middle, now, ...(days === undefined ? {} : { days }) })
  return { root, middle, leaf, chain: leaf.certificate + middle.certificate, key: leaf.key }
}
