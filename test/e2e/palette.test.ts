// Ctrl+K: what can be done now is in it, with its keys, and what cannot is not.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'admin' })
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['microphone'],
    locale: 'en-GB',
  })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(host.address)
  await page.locator('[data-state=registered]').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const dialog = () => page.getByRole('dialog')
async function openPalette(): Promise<void> {
  await dialog().waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await expect
    .poll(() =>
      dialog()
        .getByRole('textbox')
        .evaluate((field) => field === document.activeElement),
    )
    .toBe(true)
}
async function search(query: string): Promise<void> {
  await openPalette()
  await page.keyboard.type(query)
}
const entries = () => dialog().textContent()

test('a page of the settings is one search away', async () => {
  await search('audit')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Audit' }).first().waitFor()
  expect(page.url()).toContain('settings/audit')
})

test('a contact is called by name', async () => {
  await search('kell')
  await dialog().getByText('Jonas Keller').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Jonas Keller' }).waitFor()
  await page.keyboard.press('Alt+x')
})

test('while it rings: answer and reject with their keys; before and after, neither', async () => {
  await search('Answer')
  expect(await entries()).toContain('Nothing fits')
  await page.keyboard.press('Escape')
  host.ring()
  await page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
  await openPalette()
  await dialog().getByText('Alt A').waitFor()
  await dialog().getByText('Alt R').waitFor()
  await page.keyboard.type('Reject')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Answer', exact: true }).waitFor({ state: 'detached' })
})

test('who waits longest can be taken, the oldest callback returned, and my state offers what fits it', async () => {
  await search('')
  await dialog()
    .getByText(/Take this call/)
    .waitFor()
  const all = await entries()
  expect(all).toMatch(/Take this call: \+31 6 12345678/)
  expect(all).toMatch(/Return call: \+31 6 87654321/)
  expect(all).toContain('Pause for: Lunch')
  expect(all).not.toContain('End wrap-up')
  await page.keyboard.type('Lunch')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /My state: Lunch/ }).waitFor()
  await search('Available')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /My state: Available/ }).waitFor()
})
