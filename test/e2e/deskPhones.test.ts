// Desk phones as an administrator sets them up, in a real Chromium over HTTPS, on a host on the network (127.0.0.2 stands for it) with its own
// Asterisk: added by MAC, fetched by the phone, let fetch again; a softphone by its QR code.
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { create } from 'qrcode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, run } from '../../electron/cli/program.ts'
import { startHost } from '../../electron/host/host.ts'
import { testedConsole } from '../support/builtConsole.ts'
import { readPhoneFile } from '../support/phoneFile.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { setUp } from './support/console.ts'

const network = '127.0.0.2'
const snom = 'Mozilla/4.0 (compatible; snomD785-SIP 10.1.169.16 000413AABB01 SXM)'
const problems: string[] = []
let data = ''
let browser: Browser
let host: Running
let page: Page
let origin = ''
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'cordboard-phones-page-'))
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  host = await run({
    args: [
      '--host',
      '0.0.0.0',
      '--name',
      network,
      '--sip-host',
      '0.0.0.0',
      '--stop-pbx',
      '--no-open',
      '--port',
      '0',
      '--data',
      data,
    ],
    env: {},
    consoleFolder: testedConsole,
    startHost,
    terminal: { out: say, error: say },
  })
  const [, port = '', token = ''] = /:(\d+)\/#\/setup\?token=(\S+)$/m.exec(lines.join('\n')) ?? []
  expect([host.code, token]).toEqual([0, expect.stringMatching(/./)])
  origin = `https://${network}:${port}`
  browser = await openChromium()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true, locale: 'en-US' })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  await setUp(page, `${origin}/#/setup?token=${token}`)
  await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  await page.goto(`${origin}/#/settings/phones`)
})
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  rmSync(data, { recursive: true, force: true })
  expect(problems).toEqual([])
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
const choice = (name: string) => page.getByRole('combobox', { name, exact: true })
const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })

/** As a phone fetches; it was told this host by another name than the page has. */
const fetched = (address: string, agent: string) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const at = new URL(address)
    const headers = { 'user-agent': agent }
    request(`${origin}${at.pathname}`, { agent: new Agent({ rejectUnauthorized: false }), headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
      .on('error', reject)
      .end()
  })
/** The address that is to be entered in a phone. */
const entered = async () =>
  (await dialog(/Set up/)
    .getByText(/^https:.*\/provision\/\d{12}\//)
    .textContent()) ?? ''

test('without a phone the page says how phones get their settings, and what the certificate means for them', async () => {
  await page.getByText('No desk phones yet').waitFor()
  await page.getByText(/^https:\/\/[^/]+\/provision\/$/).waitFor()
  await page.getByText(/DHCP option 66 takes this address/).waitFor()
  await page.getByText(/Phones do not know the issuer/).waitFor()
  expect(await axeFindings(page, 'desk phones, none')).toEqual([])
})

test('a phone is added by its MAC; what is wrong with it is said beside its field', async () => {
  await button('Add a phone').click()
  await choice('Maker').selectOption('snom')
  await button('Save').click()
  await page.getByText('A desk phone has a MAC address of 12 digits and letters.').waitFor()
  await field('MAC address').fill('00:04:13:AA:BB')
  await button('Save').click()
  await page.locator('input[name=mac][aria-invalid=true]').waitFor()
  await field('MAC address').fill('00:04:13:aa:bb:01')
  await choice('Extension').selectOption('201')
  await choice('Lamps').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('listbox', { name: 'Lamps' }).getByRole('option', { name: '202 Sam' }).click()
  await button('Save').click()
  await dialog('Set up: Snom 00:04:13:AA:BB:01')
    .getByText(/^\d{4} \d{4} \d{4}$/)
    .waitFor()
  expect(await entered()).toMatch(/\/000413AABB01\.xml$/)
  expect(await axeFindings(page, 'desk phones, set up')).toEqual([])
})

test('the phone fetches its settings once, and the page shows who did, and what was turned away', async () => {
  const address = await entered()
  expect((await fetched(address, 'curl/8.5.0')).status).toBe(403)
  await dialog(/Set up/)
    .getByRole('button', { name: 'Close' })
    .last()
    .click()
  await row('Snom')
    .getByText(/Turned away .*, from 127\.0\.0\.1: it is another maker’s phone/)
    .waitFor()
  const { status, text } = await fetched(address, snom)
  expect([status, readPhoneFile('snom', text)]).toMatchObject([
    200,
    { user: '201', server: network, lamps: [{ value: '*45201' }, { value: '202', label: 'Sam' }] },
  ])
  await row('Snom').getByText('Has its settings').waitFor()
  await row('Snom')
    .getByText(/^since .*, D785, firmware 10\.1\.169\.16, from 127\.0\.0\.1$/)
    .waitFor()
  expect(
    await row('Snom')
      .getByText(/Turned away/)
      .count(),
  ).toBe(0)
  expect((await fetched(address, snom)).status).toBe(410)
})

test('a phone whose settings are others by now says so, and is let fetch again by a click', async () => {
  await row('Snom').getByRole('button', { name: 'Snom', exact: true }).click()
  await page.getByRole('switch', { name: 'Key to log in and out' }).click()
  await button('Save').click()
  await row('Snom').getByText('Has older settings').waitFor()
  await button('Set up: Snom 00:04:13:AA:BB:01').click()
  await button('Let it fetch them again').click()
  const { text } = await fetched(await entered(), snom)
  expect(readPhoneFile('snom', text).lamps).toEqual([{ value: '202', label: 'Sam' }])
  await dialog(/Set up/)
    .getByText('This phone has its settings. They go out once for each code.')
    .waitFor()
  await dialog(/Set up/)
    .getByRole('button', { name: 'Close' })
    .last()
    .click()
})

test('a softphone has no MAC; its address is a QR code', async () => {
  await button('Add a phone').click()
  await choice('Maker').selectOption('linphone')
  expect(await field('MAC address').count()).toBe(0)
  await choice('Extension').selectOption('202')
  await button('Save').click()
  await dialog('Set up: Linphone').waitFor()
  const address = await entered()
  const path = await page
    .getByRole('img', { name: 'QR code with the address of the settings' })
    .locator('path')
    .last()
    .getAttribute('d')
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  expect(path?.split('M')).toHaveLength(1 + [...modules.data].filter((each) => each).length)
  expect(await axeFindings(page, 'desk phones, softphone')).toEqual([])
  const { status, text } = await fetched(address, 'LinphoneAndroid/5.2.5 (Pixel 7) LinphoneSDK/5.3.47')
  expect([status, readPhoneFile('linphone', text).user]).toEqual([200, '202'])
  await dialog(/Set up/)
    .getByRole('button', { name: 'Close' })
    .last()
    .click()
})

test('a MAC that another phone has is refused beside its field, and a phone is removed with a way back', async () => {
  await button('Add a phone').click()
  await field('MAC address').fill('000413aabb01')
  await button('Save').click()
  await page.getByText(/taken already.*201 \(00:04:13:AA:BB:01\)/i).waitFor()
  await page.keyboard.press('Escape')
  await row('Linphone').getByRole('button', { name: 'Linphone', exact: true }).click()
  await page.getByText(/Whoever takes a phone away keeps what it was given/).waitFor()
  await button('Remove').click()
  await button('Remove “Linphone”?').click()
  await page.getByText('Removed').waitFor()
  await row('Linphone').waitFor({ state: 'detached' })
})
