// The way to the host is lost: shown within three seconds, nothing is kept to happen later, and it heals by itself.
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
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const lost = () => page.getByRole('alert').filter({ hasText: 'The connection to the host is lost' })
const state = () => host.office.live.operators.find((each) => each.operatorId === 'anna')?.state

test('a lost connection is shown within 3 s; what is pressed meanwhile is refused with a sentence, not kept', async () => {
  host.cut()
  await lost().waitFor({ timeout: 3000 })
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByText(/The host cannot be reached right now. Nothing was sent/).waitFor()
  host.mend()
  await lost().waitFor({ state: 'detached', timeout: 15_000 })
  await page.getByRole('button', { name: /My state: Available/ }).waitFor()
  expect(state()).toBe('available')
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('textbox', { name: 'PIN' }).waitFor()
  expect(state()).toBe('offline')
})

test('what changed while it was lost is there afterwards, and the feed goes on', async () => {
  host.cut()
  await lost().waitFor({ timeout: 3000 })
  const operator = host.office.live.operators.find((each) => each.operatorId === 'bram')
  if (operator) Object.assign(operator, { state: 'paused', reason: 'Meeting', peer: null })
  host.mend()
  const colleague = page.getByRole('listitem').filter({ hasText: 'Bram de Wit' })
  await colleague.getByText('Meeting').waitFor({ timeout: 15_000 })
  if (operator) host.office.push({ kind: 'operator', value: { ...operator, reason: 'Lunch' } })
  await colleague.getByText('Lunch').waitFor()
})
