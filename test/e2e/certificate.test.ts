// The certificate as an administrator sees and replaces it, in a real Chromium over HTTPS, on a host on the network (127.0.0.2 stands
// for it): what is served changes while the page stays connected.
import 'reflect-metadata'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { SubjectAlternativeNameExtension } from '@peculiar/x509'
import type { Browser, Page } from '@playwright/test'
import { create } from 'qrcode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freeTcp } from '../../electron/adapters/pbx/process/ports.ts'
import { type Running, run } from '../../electron/cli/program.ts'
import { startHost } from '../../electron/host/host.ts'
import { testedConsole } from '../support/builtConsole.ts'
import { openPebble, type Pebble, pebbleLacks } from '../support/pebble.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { certified, office } from '../unit/electron/adapters/certificates/support.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { setUp } from './support/console.ts'

const network = '127.0.0.2'
const folders: string[] = []
const hosts: Running[] = []
const problems: string[] = []
let browser: Browser

/** A host without calls, and the page of its first admin at the certificate. */
async function hostAnd(args: string[], address: (port: string) => string) {
  const data = mkdtempSync(join(tmpdir(), 'cordboard-certificate-page-'))
  folders.push(data)
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const running = await run({
    args: ['--demo', '--quiet', '--port', '0', '--data', data, ...args],
    env: {},
    consoleFolder: testedConsole,
    startHost,
    terminal: { out: say, error: say },
  })
  hosts.push(running)
  const [, port = '', token = ''] = /:(\d+)\/#\/setup\?token=(\S+)$/m.exec(lines.join('\n')) ?? []
  expect([running.code, token]).toEqual([0, expect.stringMatching(/./)])
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  const origin = address(port)
  await setUp(page, `${origin}/#/setup?token=${token}`)
  await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  await page.goto(`${origin}/#/settings/certificate`)
  return { page, port: Number(port), origin, data }
}

let page: Page
let port = 0
let data = ''
beforeAll(async () => {
  browser = await openChromium()
  const opened = await hostAnd(['--host', '0.0.0.0', '--name', network], (found) => `https://${network}:${found}`)
  page = opened.page
  port = opened.port
  data = opened.data
})
afterAll(async () => {
  await browser?.close()
  for (const host of hosts) await host.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  expect(problems).toEqual([])
})

/** What a new connection is served with now. */
const served = () =>
  new Promise<string>((resolve, reject) => {
    const socket = connect({ host: network, port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })

type File = { name: string; content: string | Uint8Array }
const payload = ({ name, content }: File) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})
const button = (name: string) => page.getByRole('button', { name, exact: true })
const region = (name: string) => page.getByRole('region', { name, exact: true })
async function choose(certificates: File[], key: File | null) {
  const inputs = page.locator('form input[type=file]')
  await inputs.nth(0).setInputFiles(certificates.map(payload))
  if (key) await inputs.nth(1).setInputFiles([payload(key)])
}
const upload = () => button('Check and use it').click()
const passphrase = () => page.getByRole('textbox', { name: 'Passphrase of the key' })

test('a host for this computer only says why it has none, and how it is put on the network', async () => {
  const { page: alone } = await hostAnd([], (found) => `http://127.0.0.1:${found}`)
  await alone.getByText('No certificate is needed here').waitFor()
  await alone.getByText('npm run host -- --host 0.0.0.0').waitFor()
  expect(await alone.locator('form').count()).toBe(0)
  expect(await axeFindings(alone, 'certificate, loopback')).toEqual([])
  await alone.context().close()
})

test('the page shows what is served, and a code for joining with its fingerprint', async () => {
  const fingerprint = await served()
  await region('In force').getByText(fingerprint).waitFor()
  await region('In force').getByText('Made by the host').waitFor()
  const digits = fingerprint.replaceAll(':', '').toLowerCase()
  const address = await region('Join from another computer').getByRole('link').getAttribute('href')
  expect(address).toMatch(new RegExp(`^https://[^/]+:${port}/#/\\?fp=${digits}$`))
  const path = await page.getByRole('img', { name: 'QR code of the address' }).locator('path').last().getAttribute('d')
  const { modules } = create(address ?? '', { errorCorrectionLevel: 'M' })
  expect(path?.split('M')).toHaveLength(1 + [...modules.data].filter((each) => each).length)
  expect(await axeFindings(page, 'certificate, made')).toEqual([])
})

test('what is wrong with files is said beside its field or above, and nothing changes', async () => {
  const before = await served()
  const { chain, key, leaf } = await office(Date.now())
  const other = await certified('other.example', { now: Date.now() })
  await upload()
  await page.getByText('Choose the file.').first().waitFor()
  expect(await page.getByText('Choose the file.').count()).toBe(2)
  await choose([{ name: 'office.crt', content: chain }], { name: 'office.key', content: other.key })
  await upload()
  const alert = page.getByRole('alert')
  await alert.getByText('The key does not belong to the certificate.').waitFor()
  await choose([{ name: 'office.cer', content: new X509Certificate(leaf.certificate).raw }], { name: 'office.key', content: key })
  await upload()
  await alert.getByText(/binary format \(DER or PKCS #12\)/).waitFor()
  const old = await office(Date.now() - 200 * 86_400_000)
  await choose([{ name: 'old.pem', content: old.chain }], { name: 'old.key', content: old.key })
  await upload()
  await alert.getByText(/^“office\.example” expired on /).waitFor()
  expect(await axeFindings(page, 'certificate, refused')).toEqual([])
  expect(await served()).toBe(before)
})

test('a key with a passphrase is opened with it, and the certificate is served at once, in whatever order its files came', async () => {
  const { middle, leaf, key } = await office(Date.now())
  const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
  const files = [
    { name: 'ca-bundle.crt', content: middle.certificate },
    { name: 'office.crt', content: leaf.certificate },
  ]
  await choose(files, { name: 'office.key', content: locked.toString() })
  await upload()
  await page.getByText('The key is protected. Type its passphrase.').waitFor()
  await passphrase().fill('open barley')
  await upload()
  await page.getByText('This passphrase does not open the key.').waitFor()
  await passphrase().fill('open sesame')
  await upload()
  await region('In force').getByText('The office’s own', { exact: true }).waitFor()
  const fingerprint = new X509Certificate(leaf.certificate).fingerprint256
  expect(await served()).toBe(fingerprint)
  await region('In force').getByText(fingerprint).waitFor()
  await page.getByText(/“Middle” leads to no issuer that browsers know/).waitFor()
  await page.getByText(/use nothing but HTTPS/).waitFor()
  expect(await passphrase().inputValue()).toBe('')
  expect(await page.content()).not.toContain(key.split('\n')[1])
  expect(await page.getByText('You opened the console as').count()).toBe(0)
  expect(await axeFindings(page, 'certificate, own')).toEqual([])
  // A page that is opened now comes with the new one.
  await page.reload()
  await region('In force').getByText(fingerprint).waitFor()
  expect(await page.content()).not.toContain(key.split('\n')[1])
})

test('files that are dropped find their fields; a certificate for another name is said to be one', async () => {
  const extensions = [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'elsewhere.example' }])]
  const { certificate, key } = await certified('elsewhere.example', { now: Date.now(), extensions })
  const transfer = await page.evaluateHandle(
    ([pem, privateKey]) => {
      const dropped = new DataTransfer()
      dropped.items.add(new File([privateKey ?? ''], 'a.pem'))
      dropped.items.add(new File([pem ?? ''], 'b.pem'))
      return dropped
    },
    [certificate, key],
  )
  await button('Check and use it').dispatchEvent('drop', { dataTransfer: transfer })
  await page.getByText('a.pem').waitFor()
  await upload()
  await page.getByText(`You opened the console as ${network}.`, { exact: false }).waitFor()
  await page.getByText(/Browsers are not told to insist on HTTPS/).waitFor()
  expect(await served()).toBe(new X509Certificate(certificate).fingerprint256)
})

test('the office’s own is removed, and the host’s own made anew, each asked for twice and noted', async () => {
  await button('Remove: The office’s own certificate').click()
  await button('Remove it?: The office’s own certificate').click()
  await region('In force').getByText('Made by the host').waitFor()
  const before = await served()
  await region('In force').getByText(before).waitFor()
  await button('Make a new one: Certificate').click()
  await button('Make it?: Certificate').click()
  await page.getByText('A new certificate is in use.').first().waitFor()
  expect(await served()).not.toBe(before)
  await region('In force')
    .getByText(await served())
    .waitFor()
  await page.goto(`https://${network}:${port}/#/settings/audit`)
  for (const what of ['Certificate: made anew', 'Certificate: removed', 'Certificate: brought here'])
    await page.getByText(what).first().waitFor()
})

const why = await pebbleLacks()
describeUnless(why, 'with an ACME server', () => {
  let pebble: Pebble
  beforeAll(async () => {
    pebble = await openPebble()
  })
  afterAll(() => pebble?.stop())

  test('a certificate for a public name is ordered here: what goes wrong is said, what is issued is served', async () => {
    writeFileSync(join(data, 'tls', 'issuers.pem'), pebble.certificate)
    await page.goto(`https://${network}:${port}/#/settings/certificate`)
    const acme = region('Certificate for a public name (ACME)')
    await acme.getByRole('switch', { name: 'Order a certificate and renew it' }).click()
    await acme.getByRole('button', { name: 'Save' }).click()
    await acme.getByText('A certificate needs a name.').waitFor()
    await acme.getByText('The issuer wants its terms agreed to.').waitFor()
    const names = acme.getByLabel('Names', { exact: true }).first()
    await names.fill('office.example')
    await names.press('Enter')
    await acme.getByRole('textbox', { name: 'Directory of the issuer' }).fill(pebble.directory)
    await acme.getByRole('textbox', { name: 'Port of this computer' }).fill(String(await freeTcp()))
    await acme.getByRole('button', { name: 'Show the terms' }).click()
    await acme.getByText('This issuer names no terms.').waitFor()
    await acme.getByRole('switch', { name: 'We agree to the issuer’s terms of service' }).click()
    await acme.getByRole('button', { name: 'Save' }).click()
    await acme.getByText(/The issuer did not get through to this host/).waitFor()
    await acme.getByText(/^In detail: ./).waitFor()
    await acme.getByText(/^It is tried again by itself/).waitFor()
    expect(await region('The office’s own certificate').count()).toBe(0)
    expect(await axeFindings(page, 'certificate, ACME failed')).toEqual([])
    await acme.getByRole('textbox', { name: 'Port of this computer' }).fill(String(pebble.ports.http))
    await acme.getByRole('button', { name: 'Save' }).click()
    await region('In force').getByText('Ordered by ACME').waitFor()
    await region('In force')
      .getByText(await served())
      .waitFor()
    await region('In force').getByText('office.example', { exact: true }).waitFor()
    await acme.getByText(/^It is renewed on /).waitFor()
    await page.getByText('ACME issues no certificate.').waitFor({ state: 'detached' })
    expect(await axeFindings(page, 'certificate, ACME')).toEqual([])
    await acme.getByRole('switch', { name: 'Order a certificate and renew it' }).click()
    await acme.getByRole('button', { name: 'Save' }).click()
    await region('In force').getByText('Made by the host').waitFor()
  })
})
