// Recording a prompt by telephone, in the page: it says what to do, and a button ends it and keeps what was said.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'admin' })
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

test('the recording is ended in the page and kept', async () => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(`${host.address}/#/settings/prompts`)
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Hello')
  await page.getByRole('button', { name: 'Record by phone' }).click()
  await page.getByText('Your phone rings. Speak after the tone').waitFor()
  const stop = page.getByRole('button', { name: 'Stop and keep' })
  await stop.click()
  await page.getByText('Saved', { exact: false }).first().waitFor()
  await stop.waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: 'Record by phone' }).isEnabled()).toBe(true)
})
