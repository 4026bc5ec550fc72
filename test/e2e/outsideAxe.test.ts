// Accessibility of what an administrator sets up for other programs: forms, dialogs and steps as axe sees them, light and dark.
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { afresh } from './support/pages.ts'

let browser: Browser
let full: MockHost
let empty: MockHost
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  full = await startMockHost(testedConsole, { role: 'admin' })
  empty = await startMockHost(testedConsole, { role: 'admin', empty: true, extension: null })
  const viewport = { width: 1024, height: 700 }
  page = await (await browser.newContext({ viewport, permissions: ['microphone'], reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(pageTimeoutMs)
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([full?.close(), empty?.close()])
})

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
/** Saved as it is: everything that has to be filled in stands in red. */
const saved = (name: string) => async () => {
  await press(name)
  await press('Save')
  await page.getByText('Some fields need another look.').waitFor()
}

const dialogs: [what: string, path: string, act: () => Promise<unknown>][] = [
  ['a webhook with faults', 'webhooks', saved('New webhook')],
  ['a webhook', 'webhooks', () => press('Chat of the team')],
  ['an example', 'webhooks', () => press('Example: Customer database')],
  ['a secret asked about', 'webhooks', () => press('New secret: Customer database')],
  [
    'a secret',
    'webhooks',
    async () => {
      await press('New secret: Customer database')
      await press('Really replace it?: Customer database')
      await page.getByRole('dialog').waitFor()
    },
  ],
  ['a delivery', 'deliveries', () => press('Call ended')],
  [
    'a token',
    'tokens',
    async () => {
      await page.getByLabel('Name').fill('CRM')
      await press('Create token')
      await page.getByRole('dialog').waitFor()
    },
  ],
  ['a backend with faults', 'backends', saved('New backend')],
  ['a backend', 'backends', () => press('Order line')],
  [
    'a backend that is tried',
    'backends',
    async () => {
      await press('Try it: Order line')
      await page.getByRole('dialog').getByRole('button', { name: 'Try it' }).click()
      await page.getByText('A caller would get: prompt → dtmf_menu').waitFor()
    },
  ],
  ['call actions', 'backends', () => press('New backend').then(() => page.getByLabel('Kind').selectOption('callActions'))],
  [
    'a voice service',
    'speech',
    () =>
      page
        .getByLabel('Voice program')
        .selectOption('http')
        .then(() => press('Save')),
  ],
  ['a rule', 'outgoing', () => press('New rule')],
]

test('forms and dialogs', async () => {
  const found: string[] = []
  for (const [what, path, act] of dialogs) {
    await afresh(page, full.address, `settings/${path}`)
    await act()
    found.push(...(await axeFindings(page, what)))
  }
  expect(found).toEqual([])
}, 420_000)

test('the same pages of an office that has nothing yet', async () => {
  const found: string[] = []
  for (const path of ['webhooks', 'deliveries', 'tokens', 'backends', 'scripts', 'outgoing']) {
    await page.goto(`${empty.address}/#/settings/${path}`)
    found.push(...(await axeFindings(page, `empty ${path}`)))
  }
  expect(found).toEqual([])
}, 420_000)

test('the settings of steps that other programs take part in', async () => {
  const found: string[] = []
  await page.goto(`${full.address}/#/flows/reception`)
  for (const name of ['Step provider', 'Call actions', 'Stream audio', 'Stop stream', 'Script', 'HTTP request']) {
    await page.getByRole('application').first().focus()
    await page.keyboard.press('/')
    await page.locator('input:focus').fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name, exact: true }).waitFor()
    found.push(...(await axeFindings(page, name)))
  }
  expect(found).toEqual([])
}, 420_000)
