// What is read out to somebody who does not see the screen: the sentences are in the live regions when it happens.
import type { BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
let context: BrowserContext
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'agent' })
  context = await browser.newContext({ permissions: ['microphone'], locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(host.address)
  await page.getByRole('button', { name: /My state: Available/ }).waitFor()
  await page.locator('[data-state=registered]').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const region = (urgency: 'polite' | 'assertive') => page.locator(`[aria-live=${urgency}][aria-relevant=additions]`)
const said = (urgency: 'polite' | 'assertive', sentence: string) =>
  region(urgency).getByText(sentence, { exact: true }).waitFor({ state: 'attached' })

test('a change of one’s own state, with its reason; the end of it as well', async () => {
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Lunch' }).click()
  await said('polite', 'My state: Paused Lunch')
  await page.getByRole('button', { name: 'Resume' }).click()
  await said('polite', 'My state: Available')
})

test('a new call at once, and its end; each is said once and is gone after a while', async () => {
  host.ring()
  await said('assertive', 'Incoming call from 030 12345678')
  expect(await region('assertive').getByText('Incoming call').count()).toBe(1)
  await page.getByRole('button', { name: 'Reject' }).first().click()
  await said('polite', 'Call with 030 12345678 ended')
  await expect.poll(() => region('assertive').textContent(), { timeout: 12_000 }).toBe('')
}, 30_000)

test('a lost connection interrupts; that it is back is said when there is a pause', async () => {
  host.cut()
  const banner = page.getByRole('alert').filter({ hasText: 'The connection to the host is lost' })
  await banner.waitFor({ timeout: 3000 })
  host.mend()
  await said('polite', 'Connected again.')
  await banner.waitFor({ state: 'detached' })
}, 30_000)
