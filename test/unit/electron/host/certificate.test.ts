// An office's own certificate in the place of the host's: brought, served, taken away, and what happens when it can be used no more.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openCertificate } from '../../../../electron/host/certificate.ts'
import { manualClock } from '../../store/support.ts'
import { certified, folder, office } from '../adapters/certificates/support.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 5, 1, 12)
const names = { dns: ['desk'], ip: ['192.0.2.7'] }

async function opened(data = folder(), clock = manualClock(now)) {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const health = new Map<string, number>()
  const report = (code: string, count: number | null) => void (count === null ? health.delete(code) : health.set(code, count))
  const held = await openCertificate({ folder: data, clock, log, report, names: () => names })
  onTestFinished(() => held.close())
  const changed = vi.fn()
  held.follow(changed)
  return { data, clock, log, held, health, changed, file: join(data, 'tls', 'own.pem') }
}

it('is in force at once, stored for its owner only, still there after a restart, and in no log', async () => {
  const { data, held, changed, file, log, clock } = await opened()
  const { chain, key } = await office(now)
  await held.install({ certificate: chain, key })
  expect([held.current().kind, held.current().names.dns, changed.mock.calls.length]).toEqual(['own', ['office.example'], 1])
  expect(held.current()).toMatchObject({ issuer: 'Middle', strictTransport: true, validFrom: now - dayMs })
  expect([statSync(file).mode & 0o777, statSync(join(data, 'tls')).mode & 0o777]).toEqual([0o600, 0o700])
  expect(existsSync(`${file}.part`)).toBe(false)
  const secret = key.split('\n')[1] ?? ''
  expect(secret.length).toBeGreaterThan(20)
  expect(JSON.stringify([log.info.mock.calls, log.warn.mock.calls])).not.toContain(secret)
  held.close()
  const again = await opened(data, clock)
  expect(again.held.current().fingerprint).toBe(held.current().fingerprint)
})

it('is refused as a whole where anything is wrong: what is in force and what is stored stay', async () => {
  const { held, file, changed } = await opened()
  const { chain, key } = await office(now)
  await held.install({ certificate: chain, key })
  const [before, stored] = [held.current(), readFileSync(file, 'utf8')]
  const other = await certified('other.example', { now })
  await expect(held.install({ certificate: chain, key: other.key })).rejects.toMatchObject({ code: 'KEY_MISMATCH' })
  const old = await certified('old.example', { now: now - 200 * dayMs })
  await expect(held.install({ certificate: old.certificate, key: old.key })).rejects.toMatchObject({ code: 'EXPIRED' })
  expect([held.current(), readFileSync(file, 'utf8'), changed.mock.calls.length]).toEqual([before, stored, 1])
})

it('gives way to the host’s own when it is removed, which is the one from before', async () => {
  const { held, file, changed } = await opened()
  const made = held.current().fingerprint
  expect(await held.uninstall()).toBe(false)
  const { chain, key } = await office(now)
  await held.install({ certificate: chain, key })
  expect(await held.makeAnew()).toBe(false)
  expect(await held.uninstall()).toBe(true)
  expect([existsSync(file), held.current().kind, held.current().fingerprint]).toEqual([false, 'made', made])
  expect([await held.makeAnew(), held.current().fingerprint === made, changed.mock.calls.length]).toEqual([true, false, 3])
  expect(held.current().strictTransport).toBe(false)
})

it('that expires gives way to the host’s own, every console is told before and after, and it can be replaced', async () => {
  const { held, health, clock, log } = await opened()
  const { chain, key } = await office(now, 20)
  await held.install({ certificate: chain, key })
  expect([...health]).toEqual([])
  clock.advance(8 * dayMs)
  await held.check()
  expect([...health]).toEqual([['certificateEnds', 11]])
  clock.advance(12 * dayMs)
  await held.check()
  expect([held.current().kind, held.current().names, [...health]]).toEqual(['made', names, [['certificateUnusable', 0]]])
  expect(held.setAside()).toEqual({ problem: 'EXPIRED', facts: { name: 'office.example', at: now + 19 * dayMs } })
  const warnings = log.warn.mock.calls.length
  await held.check()
  expect(log.warn.mock.calls.length).toBe(warnings) // said once
  const next = await office(clock.now())
  await held.install({ certificate: next.chain, key: next.key })
  expect([held.current().kind, held.setAside(), [...health]]).toEqual(['own', null, []])
})

it('that is damaged on the disk keeps no host from starting, and can be taken away', async () => {
  const first = await opened()
  const { chain, key } = await office(now)
  await first.held.install({ certificate: chain, key })
  first.held.close()
  writeFileSync(first.file, chain) // without the key
  const { held, health } = await opened(first.data)
  expect([held.current().kind, held.setAside()?.problem, [...health.keys()]]).toEqual([
    'made',
    'NOT_PEM',
    ['certificateUnusable'],
  ])
  expect(await held.uninstall()).toBe(true)
  expect([held.setAside(), [...health], existsSync(first.file)]).toEqual([null, [], false])
})

it('that signed itself does not make browsers insist on TLS', async () => {
  const { held } = await opened()
  const { certificate, key } = await certified('self.example', { now })
  await held.install({ certificate, key })
  expect(held.current()).toMatchObject({ kind: 'own', strictTransport: false })
})

it('of two that come at the same time the later one is in force and stored', async () => {
  const { held, file } = await opened()
  const [first, second] = await Promise.all([office(now), office(now)])
  const put = ({ chain, key }: typeof first) => held.install({ certificate: chain, key })
  await Promise.all([put(first), held.check(), put(second)])
  expect(held.current().certificate).toBe(second.chain.replaceAll('\r', ''))
  expect(readFileSync(file, 'utf8')).toContain(second.key.trim())
})
