import { createServer as createPlain } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { newKey, selfSigned } from '../../../electron/adapters/certificates/selfSigned.ts'
import { look, proves, typedAddress } from '../../../electron/desktop/main/remoteOffice.ts'

const hex = 'a1'.repeat(32)
const colons = Array(32).fill('A1').join(':')

test.each([
  ['office.local', 'https://office.local:7080', null],
  ['  192.168.1.10 ', 'https://192.168.1.10:7080', null],
  ['192.168.1.10:8443', 'https://192.168.1.10:8443', null],
  ['http://192.168.1.10:7080/', 'https://192.168.1.10:7080', null],
  ['https://phone.example.com:443/anything#/desk', 'https://phone.example.com', null],
  ['HTTPS://Phone.Example.com', 'https://phone.example.com:7080', null],
  ['fe80::1', 'https://[fe80::1]:7080', null],
  ['[2001:db8::7]:7081', 'https://[2001:db8::7]:7081', null],
  [`https://192.0.2.7:7080/#/?fp=${hex}`, 'https://192.0.2.7:7080', colons],
])('%s is %s', (text, origin, fingerprint) => {
  expect(typedAddress(text)).toEqual({ origin, fingerprint })
})

test.each(['', '  ', 'my office', 'ftp://office', 'file:///etc/passwd', 'javascript://x', 'https://'])(
  '%s is no address',
  (text) => {
    expect(typedAddress(text)).toBe(null)
  },
)

test('words, fingerprint or code prove a certificate, however they are written; those of another do not', () => {
  const seen = { fingerprint: colons, words: ['abandon', 'ability', 'able', 'about', 'above', 'absent'] }
  for (const proof of [
    'abandon ability able about above absent',
    ' Abandon, ability,able  about-above absent',
    colons,
    hex,
    `https://x/#/?fp=${hex}`,
  ])
    expect([proof, proves(proof, seen)]).toEqual([proof, true])
  for (const proof of ['', 'abandon', 'absent above about able ability abandon', 'b2'.repeat(32), '?fp='])
    expect([proof, proves(proof, seen)]).toEqual([proof, false])
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function secure(body: string) {
  const key = newKey()
  const cert = await selfSigned(key, { dns: ['office.local'], ip: ['127.0.0.1'] }, Date.now())
  return listening(createServer({ key, cert }, (_request, answer) => answer.end(body)))
}

test('an office says its name; its certificate comes with fingerprint, words and key', async () => {
  const origin = await secure('{"officeName":"Harbour","needsSetup":false,"more":1}')
  expect(await look(origin)).toEqual({
    name: 'Harbour',
    origin,
    fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    words: expect.objectContaining({ length: 6 }),
    key: expect.stringMatching(/^[\w+/]{43}=$/),
  })
})

test('something else, something without encryption, and nobody are told apart', async () => {
  expect(await look(await secure('<html>hello</html>'))).toBe('notCordboard')
  expect(await look(await secure('x'.repeat(300_000)))).toBe('unreachable')
  expect(await look(await listening(createPlain((_request, answer) => answer.end('{}'))))).toBe('notSecure')
  expect(await look('https://127.0.0.1:9')).toBe('unreachable')
})
