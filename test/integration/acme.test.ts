// A certificate for public names from a real ACME server (Pebble), which asks this host for real: ordered, served, renewed, and refused
// with what was wrong. The host is without calls; every name leads to 127.0.0.1.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { freeTcp } from '../../electron/adapters/pbx/process/ports.ts'
import { openCertificate } from '../../electron/host/certificate.ts'
import { certificatePort } from '../../electron/host/certificatePort.ts'
import { type AcmeSettings, acmeSettings } from '../../shared/domain/acme.ts'
import { until } from '../support/office.ts'
import { openPebble, type Pebble, pebbleLacks } from '../support/pebble.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { folder } from '../unit/electron/adapters/certificates/support.ts'
import { testHost } from '../unit/headless/support.ts'
import { manualClock } from '../unit/store/support.ts'

const dayMs = 86_400_000
const why = await pebbleLacks()
let pebble: Pebble

const wanted = (more: Partial<AcmeSettings> = {}): AcmeSettings =>
  acmeSettings.parse({
    ...{ enabled: true, names: ['office.example'], email: 'it@office.example', termsAgreed: true },
    ...{ directory: pebble.directory, port: pebble.ports.http, ...more },
  })

/** A host on the network; `port`: of its console. */
async function host({ port = 0, data = folder(), clock = manualClock(Date.now()) } = {}) {
  mkdirSync(join(data, 'tls'), { recursive: true })
  writeFileSync(join(data, 'tls', 'issuers.pem'), pebble.certificate)
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const health = new Map<string, number>()
  const report = (code: string, count: number | null) => void (count === null ? health.delete(code) : health.set(code, count))
  const held = await openCertificate({ folder: data, clock, log, report, names: () => ({ dns: ['desk'], ip: [] }) })
  onTestFinished(() => held.close())
  const tested = await testHost({ tls: { host: '0.0.0.0', port, certificate: held }, certificate: certificatePort(held) })
  const served = Number(new URL(await tested.http.listen()).port)
  const settled = () => until('the order to be over', async () => !(await held.acme.state()).working, 60_000)
  await settled()
  const order = async (settings: AcmeSettings) => {
    await held.acme.save(settings)
    await settled()
    return held.acme.state()
  }
  return { data, clock, log, held, health, served, order, settled }
}

/** Connects as a browser that trusts the issuer only. */
const trusts = async (port: number, servername: string) => {
  const ca = [await pebble.root(), await pebble.intermediate()]
  return new Promise<string>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ca }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

describeUnless(why, 'with an ACME server', () => {
  beforeAll(async () => {
    pebble = await openPebble()
  })
  afterAll(() => pebble?.stop())

  describe('a certificate is ordered and served at once', () => {
    test.each(['http-01', 'tls-alpn-01'] as const)(
      'by %s, on a port that is open only while the issuer asks',
      async (challenge) => {
        const { held, served, order, data, health, log } = await host()
        const port = challenge === 'http-01' ? pebble.ports.http : pebble.ports.tls
        const names = ['office.example', 'phones.office.example']
        expect(await order(wanted({ challenge, port, names }))).toMatchObject({ working: false, failed: null })
        expect(held.current()).toMatchObject({ kind: 'acme', names: { dns: names, ip: [] }, strictTransport: true })
        for (const name of names) expect(await trusts(served, name)).toBe(held.current().fingerprint)
        await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
        for (const file of ['acme.pem', 'acme.json', 'acme-account.pem'])
          expect([file, statSync(join(data, 'tls', file)).mode & 0o777]).toEqual([file, 0o600])
        const secrets = ['acme-account.pem', 'acme.pem'].map(
          (file) => readFileSync(join(data, 'tls', file), 'utf8').split('\n')[1] ?? 'none',
        )
        const shown = JSON.stringify([await certificatePort(held).state(), log.info.mock.calls, log.warn.mock.calls])
        for (const secret of secrets) expect(shown).not.toContain(secret)
        expect([...health]).toEqual([])
      },
    )

    test.each(['http-01', 'tls-alpn-01'] as const)(
      'by %s on the console’s own port, which goes on serving',
      async (challenge) => {
        const port = challenge === 'http-01' ? pebble.ports.http : pebble.ports.tls
        const { held, served, order } = await host({ port })
        expect(served).toBe(port)
        expect((await order(wanted({ challenge, port }))).failed).toBeNull()
        expect(await trusts(served, 'office.example')).toBe(held.current().fingerprint)
        const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
        expect(answer.status).toBe(200)
      },
    )
  })

  test('it is renewed 30 days before its end, stays after a restart, and gives way when ACME is turned off', async () => {
    const { held, order, clock, settled, data } = await host()
    const { nextAt } = await order(wanted())
    const first = held.current()
    expect(nextAt).toBe(first.validUntil - 30 * dayMs)
    clock.advance(first.validUntil - 31 * dayMs - clock.now())
    await held.check()
    await settled()
    expect(held.current().fingerprint).toBe(first.fingerprint)
    await held.close()
    const again = await host({ data, clock })
    expect(again.held.current().fingerprint).toBe(first.fingerprint)
    clock.advance(2 * dayMs)
    await again.held.check()
    await again.settled()
    const second = again.held.current()
    expect([second.kind, second.fingerprint === first.fingerprint, [...again.health]]).toEqual(['acme', false, []])
    // The issuer lives today, and what it issued is due again: the next renewal fails, and the one in force stays.
    writeFileSync(join(data, 'tls', 'issuers.pem'), '')
    await again.held.check()
    await again.settled()
    expect([again.held.current(), [...again.health]]).toEqual([second, [['certificateRenewal', 29]]])
    await again.order(wanted({ enabled: false }))
    expect([again.held.current().kind, [...again.health]]).toEqual(['made', []])
    expect(existsSync(join(data, 'tls', 'acme.pem'))).toBe(true)
  })

  test('another name is another certificate; the same again is the one that is there', async () => {
    const { held, order } = await host()
    await order(wanted())
    const first = held.current().fingerprint
    await order(wanted({ enabled: false }))
    await order(wanted())
    expect(held.current().fingerprint).toBe(first)
    await order(wanted({ names: ['new.example'] }))
    expect(held.current().names.dns).toEqual(['new.example'])
  })

  describe('what goes wrong is said, shown as a problem of the host, and tried again after longer and longer', () => {
    test('the port is another program’s, or leads to one', async () => {
      const { order, health, held, clock, settled } = await host()
      const other = createServer((_request, response) => void response.end('no'))
      await new Promise<void>((resolve) => other.listen(pebble.ports.http, '127.0.0.1', resolve))
      onTestFinished(() => void other.close())
      expect(await order(wanted())).toMatchObject({ failed: { problem: 'portTaken' }, nextAt: clock.now() + 3_600_000 })
      expect([...health]).toEqual([['certificateRenewal', 0]])
      // The router leads the issuer to that program, while this host listens elsewhere.
      const elsewhere = wanted({ port: await freeTcp() })
      expect(await order(elsewhere)).toMatchObject({ failed: { problem: 'wrongAnswer', detail: expect.stringMatching(/./) } })
      clock.advance(3_600_000)
      await held.check()
      await settled()
      expect(await held.acme.state()).toMatchObject({ failed: { problem: 'wrongAnswer' }, nextAt: clock.now() + 2 * 3_600_000 })
      clock.advance(3_600_000)
      const asked = pebble.said().length
      await held.check()
      await settled()
      expect(pebble.said().length).toBe(asked) // not before its time
      await new Promise((resolve) => other.close(resolve))
      await held.acme.save(wanted())
      await settled()
      expect([held.current().kind, [...health]]).toEqual(['acme', []])
    })

    test('the terms are not agreed to; nobody answers the issuer; there is no directory; its certificate is unknown', async () => {
      const { order, held, data } = await host()
      const port = await freeTcp()
      expect(await order(wanted({ termsAgreed: false }))).toMatchObject({ failed: { problem: 'terms' } })
      expect(await order(wanted({ port }))).toMatchObject({ failed: { problem: 'connection' } })
      expect(await order(wanted({ directory: `https://127.0.0.1:${port}/dir` }))).toMatchObject({
        failed: { problem: 'unreachable' },
      })
      expect(await order(wanted({ directory: pebble.directory.replace('/dir', '/nothing') }))).toMatchObject({
        failed: { problem: 'notAcme' },
      })
      writeFileSync(join(data, 'tls', 'issuers.pem'), '')
      expect(await order(wanted())).toMatchObject({
        failed: { problem: 'unreachable', detail: expect.stringMatching(/certificate/) },
      })
      await expect(held.acme.terms(pebble.directory)).rejects.toMatchObject({ code: 'unreachable' })
      expect(held.current().kind).toBe('made')
    })
  })
})
