// What an office brings as its own certificate: files in any order and with a passphrase, and each thing that can be wrong with them.
import 'reflect-metadata'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509'
import { describe, expect, it } from 'vitest'
import { CertificateError } from '../../../../../electron/adapters/certificates/errors.ts'
import { arrangedPair, checkedPair, type Pair } from '../../../../../electron/adapters/certificates/pair.ts'
import { checkUse, isPubliclyIssued, isSelfSigned, issuerOf } from '../../../../../electron/adapters/certificates/use.ts'
import { certificateProblem, isFor } from '../../../../../shared/domain/certificate.ts'
import { certified, office } from './support.ts'

const now = Date.UTC(2026, 5, 1, 12)

/** What is said of files that cannot be used. */
function refusal(certificates: string, key: string, passphrase?: string, at = now) {
  try {
    arrangedPair(certificates, key, passphrase, at)
    return 'fine'
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error
    expect(certificateProblem.safeParse(error.code).success).toBe(true)
    expect(error.message).toMatch(/^[A-Z].*\.$/)
    return { code: error.code, ...error.facts }
  }
}

const locked = (key: string, passphrase: string, type: 'pkcs8' | 'sec1' = 'pkcs8') =>
  createPrivateKey(key).export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()

describe('the files of an own certificate', () => {
  it('may come in any order, twice, with text around, and end up as a chain that can be served', async () => {
    const { root, middle, leaf, chain, key } = await office(now)
    const ordered = checkedPair(chain, key, now)
    const shuffled = arrangedPair(
      `Bag Attributes\n${middle.certificate}${leaf.certificate}${middle.certificate}`,
      key,
      undefined,
      now,
    )
    expect(shuffled.leaf.fingerprint256).toBe(ordered.leaf.fingerprint256)
    expect(checkedPair(shuffled.certificate, shuffled.key, now).top.subject).toBe('CN=Middle')
    expect(refusal(root.certificate + middle.certificate + leaf.certificate, key)).toBe('fine')
    expect(refusal(leaf.certificate, key)).toBe('fine')
    // The certificate and its key in one file.
    expect(refusal(key + chain, chain + key)).toBe('fine')
  })

  it('may have a key with a passphrase, of either kind, which is opened and not kept', async () => {
    const { chain, key } = await office(now)
    for (const type of ['pkcs8', 'sec1'] as const) {
      const protectedKey = locked(key, 'open sesame', type)
      expect(refusal(chain, protectedKey)).toMatchObject({ code: 'KEY_ENCRYPTED' })
      expect(refusal(chain, protectedKey, 'wrong')).toMatchObject({ code: 'WRONG_PASSPHRASE' })
      const opened = arrangedPair(chain, protectedKey, 'open sesame', now)
      expect(opened.key).toMatch(/^-----BEGIN PRIVATE KEY-----/)
      expect(checkedPair(opened.certificate, opened.key, now).leaf.subject).toBe('CN=office.example')
    }
    expect(refusal(chain, key, 'a passphrase that nobody needs')).toBe('fine')
  })

  it('are refused in binary formats, by what a browser makes of their bytes', async () => {
    const { chain, key } = await office(now)
    const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
    const der = read(new X509Certificate(chain).raw)
    const keyDer = read(createPrivateKey(key).export({ type: 'pkcs8', format: 'der' }))
    expect(refusal(der, key)).toMatchObject({ code: 'BINARY' })
    expect(refusal(chain, keyDer)).toMatchObject({ code: 'BINARY' })
    expect(refusal('', key)).toMatchObject({ code: 'NOT_PEM' })
    expect(refusal('0 is a text', key)).toMatchObject({ code: 'NOT_PEM' })
  })

  it('are refused with what is wrong with them, and of which certificate', async () => {
    const { root, middle, leaf, chain, key } = await office(now)
    const other = await certified('other.example', { now })
    const day = 86_400_000
    expect(refusal(key, key)).toMatchObject({ code: 'NO_CERTIFICATE' })
    expect(refusal(chain, chain)).toMatchObject({ code: 'NO_KEY' })
    expect(refusal(chain.replace(/[A-Za-z0-9+/]{40}/, 'A'.repeat(40)), key)).toMatchObject({ code: 'NOT_PEM' })
    expect(refusal(chain, other.key)).toMatchObject({ code: 'KEY_MISMATCH' })
    // The one between is missing; one belongs to nobody; the same name, signed by somebody else.
    expect(refusal(leaf.certificate + root.certificate, key)).toMatchObject({ code: 'CHAIN_BROKEN', name: 'Root' })
    expect(refusal(chain + other.certificate, key)).toMatchObject({ code: 'CHAIN_BROKEN', name: 'other.example' })
    const namesake = await certified('Middle', { issuer: root, now })
    expect(refusal(leaf.certificate + namesake.certificate, key)).toMatchObject({ code: 'CHAIN_BROKEN', name: 'Middle' })
    expect(refusal(chain, key, undefined, now + 91 * day)).toEqual({
      code: 'EXPIRED',
      name: 'office.example',
      at: now + 89 * day,
    })
    expect(refusal(chain, key, undefined, now - 2 * day)).toMatchObject({ code: 'NOT_YET_VALID', at: now - day })
    expect(refusal(middle.certificate, middle.key)).toBe('fine') // whether it is for a server is asked apart
  })

  it('are refused with an RSA key that browsers find too short', async () => {
    const { chain } = await office(now)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(refusal(chain, key)).toMatchObject({ code: 'WEAK_KEY' })
  })
})

describe('the use of a certificate', () => {
  const names = new SubjectAlternativeNameExtension([{ type: 'dns', value: 'a.example' }])
  const use = async (...extensions: Extension[]) => {
    const { certificate, key } = await certified('a.example', { now, extensions })
    return checkUse(checkedPair(certificate, key, now)).then(
      () => 'fine',
      (error: unknown) => (error as CertificateError).code,
    )
  }
  const { digitalSignature, keyCertSign, keyEncipherment } = KeyUsageFlags

  it('is a server’s: by its extended key usage, its key usage, or because it says nothing of either', async () => {
    expect(await use(names)).toBe('fine')
    expect(await use(names, new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth]))).toBe(
      'fine',
    )
    expect(await use(names, new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]))).toBe('WRONG_USE')
    expect(await use(names, new KeyUsagesExtension(digitalSignature | keyEncipherment, true))).toBe('fine')
    expect(await use(names, new KeyUsagesExtension(keyCertSign, true))).toBe('WRONG_USE')
    expect(await use()).toBe('NO_NAMES')
  })

  it('says who issued it, whether itself, and whether browsers know the issuer', async () => {
    const { chain, key, root } = await office(now)
    const own = checkedPair(chain, key, now)
    expect([issuerOf(own.leaf), isSelfSigned(own.leaf), isPubliclyIssued(own)]).toEqual(['Middle', false, false])
    expect(isSelfSigned(new X509Certificate(root.certificate))).toBe(true)
    const known = new X509Certificate(rootCertificates[0] ?? '')
    expect(isPubliclyIssued({ ...own, top: known } as Pair)).toBe(true)
  })
})

it('a certificate is for its names and addresses, and a wildcard for one label', () => {
  const names = { dns: ['office.example', '*.branch.example'], ip: ['192.0.2.7', '2001:db8::7'] }
  const asked = ['Office.Example', 'a.branch.example', '192.0.2.7', '[2001:db8::7]']
  expect(asked.map((each) => isFor(names, each))).toEqual([true, true, true, true])
  const others = ['branch.example', 'a.b.branch.example', '192.0.2.8', 'example', 'x.office.example']
  expect(others.map((each) => isFor(names, each))).toEqual(others.map(() => false))
})
