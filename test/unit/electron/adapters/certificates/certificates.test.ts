import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, it, vi } from 'vitest'
import { CertificateError } from '../../../../../electron/adapters/certificates/errors.ts'
import { fingerprintWords } from '../../../../../electron/adapters/certificates/fingerprint.ts'
import { madePair } from '../../../../../electron/adapters/certificates/made.ts'
import { machineNames, namesIn } from '../../../../../electron/adapters/certificates/names.ts'
import { checkedPair } from '../../../../../electron/adapters/certificates/pair.ts'
import { openCertificate } from '../../../../../electron/host/certificate.ts'
import { manualClock } from '../../../store/support.ts'
import { certified, folder, office } from './support.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 5, 1, 12)
const names = { dns: ['desk', 'desk.local'], ip: ['192.0.2.7', '2001:db8::7'] }
const silent = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }

describe('the certificate that the host makes', () => {
  it('is for its names and addresses, ECDSA P-256, 398 days, and signs itself', async () => {
    const data = folder()
    const { certificate, key } = await madePair(data, names, now)
    const read = new X509Certificate(certificate)
    expect(read.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' })
    expect(read.validToDate.getTime() - read.validFromDate.getTime()).toBe(398 * dayMs)
    expect([read.verify(read.publicKey), read.issuer === read.subject, read.ca]).toEqual([true, true, false])
    expect(namesIn(read)).toEqual(names)
    expect([read.checkHost('desk.local'), read.checkIP('192.0.2.7'), read.checkIP('2001:db8::7')]).not.toContain(undefined)
    expect([read.checkHost('other'), read.checkIP('192.0.2.8')]).toEqual([undefined, undefined])
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']) // server authentication
    expect(statSync(join(data, 'tls', 'key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(data, 'tls', 'key.pem'), 'utf8')).toBe(key)
    expect(existsSync(join(data, 'tls', 'key.pem.part'))).toBe(false)
  })

  it('stays until 30 days before its end, then is made again with the same key', async () => {
    const data = folder()
    const first = await madePair(data, names, now)
    expect(await madePair(data, names, now + 360 * dayMs)).toMatchObject({ certificate: first.certificate })
    const second = await madePair(data, names, now + 369 * dayMs)
    expect([second.certificate === first.certificate, second.key === first.key]).toEqual([false, true])
    expect(second.validUntil).toBeGreaterThan(now + 760 * dayMs)
  })

  it('is made again for a new name or IPv4 address, not for fewer of them and not for IPv6, which changes each day', async () => {
    const data = folder()
    const first = await madePair(data, names, now)
    const again = async (dns: string[], ip: string[]) =>
      (await madePair(data, { dns, ip }, now)).certificate !== first.certificate
    expect(await again(['desk'], ['192.0.2.7'])).toBe(false)
    expect(await again(names.dns, ['192.0.2.7', '2001:db8::8'])).toBe(false)
    expect(await again(names.dns, ['192.0.2.8'])).toBe(true)
    expect(await again(['desk2'], [])).toBe(true)
  })

  it('is made again where its files are damaged, of different times, or from the future', async () => {
    const data = folder()
    const file = (name: string) => join(data, 'tls', name)
    const first = await madePair(data, names, now)
    writeFileSync(file('certificate.pem'), 'damaged')
    const second = await madePair(data, names, now)
    expect([second.certificate === first.certificate, second.key]).toEqual([false, first.key])
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(file('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const third = await madePair(data, names, now)
    expect(third.leaf.checkPrivateKey(privateKey)).toBe(true)
    writeFileSync(file('key.pem'), '-----BEGIN PRIVATE KEY-----\n')
    const fourth = await madePair(data, names, now)
    expect(fourth.leaf.checkPrivateKey(privateKey)).toBe(false)
    const clockSetBack = await madePair(data, names, now - 10 * dayMs)
    expect(clockSetBack.certificate).not.toBe(fourth.certificate)
  })

  it('has six words for the first 66 bits of its fingerprint', async () => {
    const { leaf } = await madePair(folder(), names, now)
    const words = fingerprintWords(leaf)
    const bits = words.map((word) => wordlist.indexOf(word).toString(2).padStart(11, '0')).join('')
    const digest = BigInt(`0x${createHash('sha256').update(leaf.raw).digest('hex')}`)
    expect([words.length, BigInt(`0b${bits}`)]).toEqual([6, digest >> 190n])
  })
})

describe('the names of this computer', () => {
  it('are its host name, that in .local, its addresses, and what was given, without what no certificate can carry', () => {
    const { dns, ip } = machineNames(['Office.Example', '192.0.2.99', 'not a name', 'under_score'])
    expect(dns).toEqual(expect.arrayContaining(['office.example']))
    expect(dns.filter((name) => /[^a-z0-9.-]/.test(name))).toEqual([])
    expect(ip).toContain('192.0.2.99')
    expect(ip.filter((address) => /^(?:127\.|::1$|fe80)/i.test(address))).toEqual([])
  })
})

describe('an office’s own certificate', () => {
  const codeOf = (certificate: string, key: string, at = now) => {
    try {
      checkedPair(certificate, key, at)
      return 'fine'
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error
      expect(error.message).toMatch(/^[A-Z].*\.$/)
      return error.code
    }
  }

  it('is taken with its chain, in order', async () => {
    const { root, leaf, chain, key } = await office(now)
    expect([codeOf(chain, key), codeOf(leaf.certificate, key), codeOf(chain + root.certificate, key)]).toEqual([
      'fine',
      'fine',
      'fine',
    ])
  })

  it('is refused with what is wrong with it', async () => {
    const { root, middle, leaf, chain, key } = await office(now)
    const other = await certified('other.example', { now })
    const encrypted = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    })
    expect(codeOf('\u0030\u0082', key)).toBe('BINARY')
    expect(codeOf(chain, 'no key')).toBe('NOT_PEM')
    expect(codeOf('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', key)).toBe('NOT_PEM')
    expect(codeOf(key, key)).toBe('NO_CERTIFICATE')
    expect(codeOf(chain, chain)).toBe('NO_KEY')
    expect(codeOf(chain, encrypted.toString())).toBe('KEY_ENCRYPTED')
    expect(codeOf(chain, other.key)).toBe('KEY_MISMATCH')
    expect(codeOf(middle.certificate + leaf.certificate, key)).toBe('CHAIN_BROKEN')
    expect(codeOf(leaf.certificate + root.certificate, key)).toBe('CHAIN_BROKEN')
    expect(codeOf(chain, key, now + 91 * dayMs)).toBe('EXPIRED')
    expect(codeOf(chain, key, now - 2 * dayMs)).toBe('NOT_YET_VALID')
  })
})

describe('the certificate in force', () => {
  it('is looked at every hour, renewed in time, and its followers are told', async () => {
    const clock = manualClock(now)
    const held = await openCertificate({ folder: folder(), clock, log: silent, names: () => names })
    const first = held.current()
    expect(first).toMatchObject({ kind: 'made', names, fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) })
    const changed = vi.fn()
    held.follow(changed)
    clock.advance(3_600_000)
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    expect([changed.mock.calls.length, held.current()]).toEqual([0, first])
    clock.advance(370 * dayMs) // the look of the next hour finds nothing yet; the one after it comes today
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    clock.advance(3_600_000)
    await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce())
    expect(held.current().fingerprint).not.toBe(first.fingerprint)
    await vi.waitFor(() => expect(clock.timers).toBe(1))
    held.close()
    expect(clock.timers).toBe(0)
  })

  it('is read again from the office’s files, and stays where they cannot be used', async () => {
    const data = folder()
    const files = { certificate: join(data, 'fullchain.pem'), key: join(data, 'privkey.pem') }
    const write = ({ chain, key }: { chain: string; key: string }) => {
      writeFileSync(files.certificate, chain)
      writeFileSync(files.key, key)
    }
    write(await office(now))
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const held = await openCertificate({ folder: data, clock: manualClock(now), log, own: files })
    const first = held.current()
    expect([first.kind, first.names.dns, existsSync(join(data, 'tls'))]).toEqual(['own', ['office.example'], false])
    const next = await office(now, 20)
    writeFileSync(files.certificate, next.chain) // the key is not there yet
    await held.check()
    expect([held.current(), log.warn.mock.lastCall]).toEqual([
      first,
      [expect.any(String), { error: 'The key does not belong to the certificate.' }],
    ])
    write(next)
    await held.check()
    expect(held.current().certificate).toBe(next.chain)
    expect(log.warn.mock.lastCall?.[0]).toContain('ends soon')
    held.close()
  })
})
