import { existsSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { create } from 'qrcode'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readArguments, usage } from '../../../electron/cli/arguments.ts'
import { joinLines } from '../../../electron/cli/joining.ts'
import { run } from '../../../electron/cli/program.ts'
import { joinAddress } from '../../../electron/host/joinAddress.ts'
import { portOf } from '../../../electron/host/portOf.ts'
import { certified, folder, office } from '../electron/adapters/certificates/support.ts'
import { testHost } from './support.ts'

async function program(args: string[], data = folder()) {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const { host, store } = await testHost()
  let starts = 0
  const running = await run({
    args: ['--port', '0', '--data', data, ...args],
    env: {},
    consoleFolder: store.folder,
    startHost: async () => {
      starts++
      // The certificate is followed by the wall clock: a certificate of today is valid then.
      return { ...host, deps: { ...host.deps, clock: { ...host.deps.clock, now: () => Date.now() } } }
    },
    terminal: { out: say, error: say },
  })
  onTestFinished(() => running.stop())
  return { lines, running, data, started: () => starts, lineOf: (part: RegExp) => lines.find((line) => part.test(line)) ?? '' }
}

const fingerprintServed = (port: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/healthz', rejectUnauthorized: false }, (response) => {
      const { fingerprint256 } = (response.socket as import('node:tls').TLSSocket).getPeerCertificate()
      response.resume().on('end', () => resolve(fingerprint256))
    })
    asked.on('error', reject)
    asked.end()
  })

describe('the program on the network', () => {
  it('prints the https address, the fingerprint, its words and a code for joining', async () => {
    const { lines, lineOf, data } = await program(['--host', '0.0.0.0'])
    const address = /https:\/\/\S+:(\d+)\/$/.exec(lines[0] ?? '')
    const [page = '', port = ''] = address ?? []
    expect(lineOf(/On this computer/)).toBe(`On this computer also http://127.0.0.1:${port}/`)
    const fingerprint = /SHA-256\): ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/.exec(lineOf(/^Fingerprint/))?.[1] ?? ''
    expect(await fingerprintServed(port)).toBe(fingerprint)
    expect(lineOf(/in words/)).toMatch(/: [a-z]+( [a-z]+){5}$/)
    const join64 = `${page}#/?fp=${fingerprint.replaceAll(':', '').toLowerCase()}`
    expect(lineOf(/^To join/)).toBe(`To join, open or scan: ${join64}`)
    const drawn = lines.filter((line) => /^[ ▀▄█]+$/.test(line))
    // Two modules a line, with four of nothing around.
    const { size } = create(join64, { errorCorrectionLevel: 'L' }).modules
    expect(drawn.every((line) => line.length === size + 8)).toBe(true)
    expect(drawn.length).toBe(Math.ceil((size + 8) / 2))
    expect(lineOf(/first admin/)).toContain(`${page}#/setup?token=`)
    expect(existsSync(join(data, 'tls', 'key.pem'))).toBe(true)
  })

  it('makes no certificate for the loopback', async () => {
    const { lines, data } = await program([])
    expect([lines[0], existsSync(join(data, 'tls'))]).toEqual([expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/$/), false])
  })

  it('serves the office’s own certificate, and refuses one that is none before anything is started', async () => {
    const data = folder()
    const at = (name: string, text: string) => {
      writeFileSync(join(data, name), text)
      return join(data, name)
    }
    const made = await office(Date.now())
    const old = await certified('old.example', { now: Date.now() - 200 * 86_400_000 })
    const cert = at('chain.pem', made.chain)
    const key = at('key.pem', made.key)
    const own = (certificate: string, of: string) => program(['--host', '0.0.0.0', '--cert', certificate, '--key', of], data)
    const fine = await own(cert, key)
    expect(fine.lines[0]).toMatch(/https:\/\/office\.example:\d+\/$/)
    expect(fine.lineOf(/^Your own/)).toMatch(
      /^Your own certificate for office\.example, 127\.0\.0\.2, valid until \d{4}-\d\d-\d\d\.$/,
    )
    expect(fine.lineOf(/Browsers warn/)).toBe('')
    const refused = [
      [join(data, 'none.pem'), key, /none\.pem cannot be read: there is no such file\./],
      [at('text.pem', 'text'), key, /not in PEM format/],
      [cert, at('other.pem', old.key), /does not belong to the certificate/],
      [at('old.pem', old.certificate), join(data, 'other.pem'), /“old\.example” expired on \d{4}-/],
    ] as const
    for (const [certificate, of, words] of refused) {
      const { running, lines, started } = await own(certificate, of)
      expect([running.code, started(), lines]).toEqual([1, 0, [expect.stringMatching(words)]])
    }
  })

  it('says which options belong together', () => {
    const read = (...args: string[]) => readArguments(args, { CORDBOARD_DATA: '/d' })
    expect(() => read('--host', '0.0.0.0', '--cert', 'a.pem')).toThrow('--cert and --key belong together.')
    expect(() => read('--cert', 'a.pem', '--key', 'b.pem')).toThrow('--cert is for the network')
    expect(read('--host', '0.0.0.0', '--cert', '/a.pem', '--key', '/b.pem')).toMatchObject({
      own: { certificate: '/a.pem', key: '/b.pem' },
    })
    for (const option of ['--cert <file>', '--key <file>']) expect(usage).toContain(option)
  })
})

describe('the code for joining', () => {
  const fingerprint = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0').toUpperCase()).join(':')

  it('has the fingerprint in the fragment', () => {
    expect(joinAddress('https://192.0.2.7:7080/', { fingerprint })).toBe(
      'https://192.0.2.7:7080/#/?fp=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    )
  })

  it('is drawn dark on light where the terminal takes colours', async () => {
    const certificate = {
      kind: 'made' as const,
      certificate: '',
      key: '',
      names: { dns: ['desk'], ip: [] },
      validUntil: 0,
      fingerprint,
      words: ['one'],
    }
    const [plain, coloured] = await Promise.all([false, true].map((colours) => joinLines('https://d/', certificate, colours)))
    expect([plain?.join('').includes('\u001b['), coloured?.join('').includes('\u001b[')]).toEqual([false, true])
  })
})

it('finds the port of an address that is the scheme’s own', () => {
  const addresses = ['https://office.example/', 'https://office.example:443/', 'http://127.0.0.1:80/', 'https://[::1]:7080/']
  expect(addresses.map(portOf)).toEqual([443, 443, 80, 7080])
})
