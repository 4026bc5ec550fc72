// Messages, callbacks and the history of calls: everything one does with them, in the page.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
let page: Page
beforeAll(async () => {
  browser = await openChromium()
})
beforeEach(async () => {
  await host?.close()
  await page?.context().close()
  host = await startMockHost(testedConsole, { role: 'admin' })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['microphone'],
    locale: 'en-GB',
  })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const open = (path: string) => page.goto(`${host.address}/#/${path}`)
const button = (name: string | RegExp) => page.getByRole('button', { name })
/** The call that returns the request is over: `result` is what the telephone told. */
function returned(id: string, result: string): void {
  const item = host.office.callbacks.get(id)
  if (!item) throw new Error(`no request ${id}`)
  const attempts = [...item.attempts, { at: Date.now(), operatorId: 'anna', result, outcomeDue: true }]
  const value = { ...item, status: 'claimed' as const, attempts }
  host.office.callbacks.set(id, value)
  host.office.push({ kind: 'callback', value })
}
const message = () => host.office.voicemails.get('v-1')

test('a message: its shape, its speed, a place in it, a download; whose it is, called back, put away', async () => {
  await open('voicemail')
  await page.getByRole('heading', { name: 'Praxis Dr. Sommer' }).waitFor()
  const audio = page.locator('audio').first()
  await expect.poll(() => page.locator('svg rect').count()).toBeGreaterThan(20)
  await button('Play').click()
  await page.getByLabel('Speed').selectOption('2')
  expect(await audio.evaluate((element: HTMLAudioElement) => element.playbackRate)).toBe(2)
  await button('Pause').click()
  await page.getByRole('slider', { name: 'Position' }).press('End')
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(3)
  expect(await page.getByRole('link', { name: 'Download' }).getAttribute('download')).toBe('voicemail-v-1.wav')
  await page.getByLabel('Assigned to').selectOption('bram')
  await expect.poll(() => message()?.assignedTo).toBe('bram')
  await button('Call back').click()
  expect(await page.getByLabel('Number', { exact: true }).inputValue()).toBe('+493012345678')
  await page.getByRole('textbox', { name: 'Note' }).fill('Wants an offer')
  await button('Mark as heard').click()
  await expect.poll(() => message()?.status).toBe('heard')
  await expect.poll(() => message()?.note).toBe('Wants an offer')
  await button('Archive').click()
  await expect.poll(() => message()?.status).toBe('archived')
})

test('who withheld the number is told to an admin who says why', async () => {
  await open('calls')
  await page
    .getByRole('row')
    .filter({ hasText: 'Anonymous caller' })
    .filter({ hasNot: page.getByText('From a phone') })
    .first()
    .click()
  await button('Trace the caller').click()
  const dialog = page.getByRole('dialog', { name: 'Trace a withheld caller' })
  const show = dialog.getByRole('button', { name: 'Show the number' })
  expect(await show.isDisabled()).toBe(true)
  await dialog.getByLabel('Reason').fill('A threat, police reference 12/34')
  await show.click()
  await dialog
    .getByRole('status')
    .filter({ hasText: /555001/ })
    .waitFor()
  expect(host.office.traced).toMatchObject([{ reason: 'A threat, police reference 12/34' }])
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await button('Trace the caller').click()
  await dialog.getByLabel('Reason').fill('Again')
  await page.keyboard.press('Control+Enter')
  await show.click()
  await dialog.getByText(/named no number/).waitFor()
})

test('callbacks: by queue, oldest first; one key returns the call; an outcome closes it, a retry puts it off', async () => {
  await open('callbacks')
  const rows = page.getByRole('listbox').getByRole('option')
  await expect.poll(() => rows.count()).toBe(4)
  await page.getByLabel('Queue', { exact: true }).selectOption('support')
  await expect.poll(() => rows.count()).toBe(1)
  await button('Claim').click()
  await expect.poll(() => host.office.callbacks.get('b-2')?.claimedBy).toBe('anna')
  await page.getByRole('heading', { level: 2 }).first().click()
  await page.keyboard.press('r')
  await expect.poll(() => host.office.callbacks.get('b-2')?.status).toBe('dialing')
  // Nothing is said yet of how it went.
  await expect.poll(() => button('Save outcome').count()).toBe(0)
  returned('b-2', 'noAnswer')
  await page.getByRole('radio', { name: 'No answer', checked: true }).waitFor({ state: 'attached' })
  await page.getByLabel('Call again').selectOption('In 15 minutes')
  await button('Save outcome').click()
  await expect.poll(() => (host.office.callbacks.get('b-2')?.retryAt ?? 0) > Date.now()).toBe(true)
  await page.getByLabel('Queue', { exact: true }).selectOption('sales')
  await rows.first().click()
  await page.getByText('Reached', { exact: true }).click()
  await button('Save outcome').click()
  await expect.poll(() => host.office.callbacks.get('b-1')?.outcome).toBe('reached')
  await expect.poll(() => rows.count()).toBe(2)
})

test('the history: narrowed by number and outcome, a call’s story with recording and replay, the rest as CSV', async () => {
  await open('calls')
  await page.getByText('240 calls').waitFor()
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('abandoned')
  await page.getByText('27 calls').waitFor()
  await page.getByPlaceholder('Number, name or note').fill('neumann')
  const counted = page
    .getByRole('status')
    .filter({ hasText: /calls?$/ })
    .first()
  await expect.poll(() => counted.textContent()).not.toContain('27')
  const total = Number((await counted.textContent())?.match(/\d+/)?.[0])
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()])
  const lines = (await readFile((await download.path()) ?? '', 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(total + 1)
  expect(lines.slice(1).every((line) => line.includes('Karl Neumann') && line.includes('Abandoned'))).toBe(true)
  await button('Clear').click()
  await page.getByText('240 calls').waitFor()
  await page.getByRole('row').nth(1).click()
  await page.getByRole('region', { name: 'Story' }).waitFor()
  const moments = page.getByRole('list', { name: 'In order' })
  await moments.getByText('Waits in Sales').waitFor()
  await page.getByRole('button', { name: /^Every step/ }).click()
  await page.getByText('Not answered, back in line').waitFor()
  await moments.getByText('Rings at Bram de Wit · no answer').waitFor()
  await page.getByText('Bram de Wit · no answer', { exact: true }).waitFor()
  expect(await page.getByRole('link', { name: 'Replay on the flow' }).getAttribute('href')).toContain('/flows/reception?call=c-0')
})

test('the softphone’s last calls, missed ones told apart, with their notes; a click puts the number into the field', async () => {
  await open('')
  const recent = page.getByRole('region', { name: 'Recent calls' })
  await recent.getByRole('button', { name: /^Incoming Praxis Dr. Sommer Order · Wants the larger model/ }).waitFor()
  await recent.getByRole('button', { name: /^Missed Karl Neumann/ }).click()
  const number = page.getByLabel('Number', { exact: true })
  expect(await number.inputValue()).toBe('+4915112345678')
  expect(await button('Hang up').count()).toBe(0)
  await page.keyboard.press('Enter')
  await button('Hang up').click()
  await button('Hang up').waitFor({ state: 'detached' })
  // Enter on an empty field brings the last number back, Enter again dials it.
  await number.focus()
  await page.keyboard.press('Enter')
  expect(await number.inputValue()).toBe('+4915112345678')
})
