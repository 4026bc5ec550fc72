// The certificate by the contract: what is shown of it, another in its place, and its key in no answer, audit trail or log.
import { expect, it, onTestFinished, vi } from 'vitest'
import { openCertificate } from '../../../electron/host/certificate.ts'
import { certificatePort } from '../../../electron/host/certificatePort.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { acmeSettings } from '../../../shared/domain/acme.ts'
import { folder, office } from '../electron/adapters/certificates/support.ts'
import { anna, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

type Own = { certificate: string; key: string }

async function onNetwork(own?: Own) {
  const { deps, log } = testDeps()
  const names = () => ({ dns: ['desk'], ip: ['192.0.2.7'] })
  const held = await openCertificate({ folder: folder(), clock: deps.clock, log, names, ...(own ? { own } : {}) })
  held.servedAt(() => `https://${held.current().names.dns[0]}:7080/`)
  const rpc = openRpc({ ...deps, certificate: certificatePort(held) })
  onTestFinished(() => {
    held.close()
    rpc.close()
  })
  const { client } = await inMemory(rpc, contextOf(anna))
  return { client, held, log, clock: deps.clock, certificate: client.settings.certificate }
}

it('is shown with what people compare and what a code for joining carries', async () => {
  const { certificate, held } = await onNetwork()
  const shown = await certificate.get()
  expect(shown).toMatchObject({ kind: 'made', fromFiles: false, names: { dns: ['desk'], ip: ['192.0.2.7'] }, setAside: null })
  expect(shown?.words).toHaveLength(6)
  const digits = held.current().fingerprint.replaceAll(':', '').toLowerCase()
  expect(shown?.joinAddress).toBe(`https://desk:7080/#/?fp=${digits}`)
  expect(Object.keys(shown ?? {})).not.toContain('key')
})

it('is replaced, removed and made anew; each is in the audit trail, and the key is nowhere', async () => {
  const { certificate, client, clock, held, log } = await onNetwork()
  const made = held.current().fingerprint
  const { chain, key } = await office(clock.now())
  const uploaded = await certificate.upload({ certificate: chain, key })
  expect(uploaded).toMatchObject({ kind: 'own', issuer: 'Middle', publicIssuer: false, strictTransport: true })
  expect(uploaded.joinAddress).toContain('https://office.example:7080/#/?fp=')
  await expect(certificate.makeAnew()).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await certificate.remove()).toMatchObject({ kind: 'made', fingerprint: made })
  await expect(certificate.remove()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await certificate.makeAnew()).fingerprint).not.toBe(made)
  const trail = await client.system.audit({})
  expect(trail.map(({ action }) => action)).toEqual(['certificate.makeAnew', 'certificate.remove', 'certificate.upload'])
  expect(trail.at(-1)?.detail).toBe(`office.example, 127.0.0.2; ${uploaded.fingerprint}`)
  const secret = key.split('\n')[1] ?? 'none'
  const all = JSON.stringify([uploaded, trail, log.info.mock.calls, log.warn.mock.calls, log.error.mock.calls])
  expect(all).not.toContain(secret)
})

it('is refused with its problem as a code and facts, for a sentence in the reader’s language', async () => {
  const { certificate, client, clock } = await onNetwork()
  const { chain, key } = await office(clock.now() - 200 * 86_400_000)
  await expect(certificate.upload({ certificate: chain, key })).rejects.toMatchObject({
    ...{ code: 'CERTIFICATE', status: 422 },
    data: { problem: 'EXPIRED', facts: { name: 'office.example', at: expect.any(Number) } },
  })
  await expect(certificate.upload({ certificate: 'x'.repeat(100_001), key })).rejects.toMatchObject({ code: 'INVALID' })
  expect(await client.system.audit({})).toEqual([])
})

it('of the command line cannot be replaced by the console, and a host for this computer only has none', async () => {
  const { writeFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const given = testDeps()
  const { chain, key } = await office(given.deps.clock.now())
  const files = { certificate: join(folder(), 'chain.pem'), key: join(folder(), 'key.pem') }
  writeFileSync(files.certificate, chain)
  writeFileSync(files.key, key)
  const { certificate } = await onNetwork(files)
  expect(await certificate.get()).toMatchObject({ kind: 'own', fromFiles: true })
  for (const change of [certificate.remove(), certificate.makeAnew(), certificate.upload({ certificate: chain, key })])
    await expect(change).rejects.toMatchObject({ code: 'CONFLICT' })
  const rpc = openRpc(given.deps)
  onTestFinished(() => rpc.close())
  const { client } = await inMemory(rpc, contextOf(anna))
  expect(await client.settings.certificate.get()).toBeNull()
  await expect(client.settings.certificate.upload({ certificate: chain, key })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('is ordered by ACME where there is a name and the agreement; nothing is uploaded then; what was wanted is in the audit trail', async () => {
  const { certificate, client, clock, held } = await onNetwork()
  const directory = 'https://127.0.0.1:1/dir' // where nobody is
  const wanted = acmeSettings.parse({ enabled: true, names: ['office.example'], directory, termsAgreed: true })
  const field = (name: string) => ({ code: 'INVALID', data: { field: name } })
  await expect(certificate.acme.save({ ...wanted, names: [] })).rejects.toMatchObject(field('names'))
  await expect(certificate.acme.save({ ...wanted, termsAgreed: false })).rejects.toMatchObject(field('termsAgreed'))
  await expect(certificate.acme.order()).rejects.toMatchObject({ code: 'CONFLICT' })
  expect((await certificate.get())?.acme).toMatchObject({
    settings: { enabled: false },
    working: false,
    failed: null,
    nextAt: null,
  })
  expect((await certificate.acme.save(wanted)).acme).toMatchObject({ settings: wanted })
  await vi.waitFor(async () => expect((await held.acme.state()).failed?.problem).toBe('unreachable'), 10_000)
  const { chain, key } = await office(clock.now())
  await expect(certificate.upload({ certificate: chain, key })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await certificate.acme.terms({ directory })).toMatchObject({ url: null, problem: 'unreachable' })
  await certificate.acme.order()
  await certificate.acme.save({ ...wanted, enabled: false })
  const trail = (await client.system.audit({})).map(({ action, detail }) => [action, detail])
  expect(trail).toEqual([
    ['acme.save', 'off'],
    ['acme.retry', ''],
    ['acme.save', `office.example; ${directory}`],
  ])
})
