// An office is kept in a file and brought back from it, by what an admin does in the page; its own Asterisk answers before and after.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'

const sealed = 'a word nobody guesses'
let office: KillableHost
let browser: Awaited<ReturnType<typeof openChromium>>
let page: Page
beforeAll(async () => {
  office = await killableHost(() => {})
  await office.host.signIn()
  browser = await openChromium()
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    permissions: ['microphone'],
  })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(office.host.address)
  await signIn()
  await page.goto(`${office.host.address}#/settings/backups`)
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

const button = (name: string | RegExp) => page.getByRole('button', { name })
const row = (kind: string) => page.getByRole('row').filter({ hasText: kind })

async function signIn() {
  await page.getByLabel('User').first().fill('ada')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
}

async function look(password: string) {
  await page.getByLabel('The password it was sealed with').fill(password)
  await button('Look into it').click()
}

test('before there is a password nothing is made; a password is typed twice and not a short one', async () => {
  await page.getByText('Choose a password above').waitFor()
  expect(await button('Back up now').isDisabled()).toBe(true)
  expect(await page.getByRole('switch', { name: 'One every night' }).isDisabled()).toBe(true)
  await button('Choose a password').click()
  const dialog = page.getByRole('dialog')
  const type = async (first: string, second: string) => {
    await dialog.getByRole('textbox', { name: 'Password' }).fill(first)
    await dialog.getByRole('textbox', { name: 'The same again' }).fill(second)
    await dialog.getByRole('button', { name: 'Save' }).click()
  }
  await type('short', 'short')
  await dialog.getByText('At least 8 characters.').waitFor()
  expect(await axeFindings(page, 'password')).toEqual([])
  await type(sealed, `${sealed}!`)
  await dialog.getByText('These two are not the same.').waitFor()
  await type(sealed, sealed)
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('No backup yet').waitFor()
})

test('one is made, can be downloaded, and is a sealed file; one each night is a switch that stays', async () => {
  await button('Back up now').click()
  await row('By hand').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), row('By hand').getByRole('link').click()])
  expect(download.suggestedFilename()).toMatch(/^cordboard-manual-\d{8}T\d{6}Z\.cordboard$/)
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  await page.getByRole('switch', { name: 'One every night' }).click({ force: true })
  await page.getByText('Nightly ones that are kept').waitFor()
  await page.reload()
  expect(await page.getByRole('switch', { name: 'One every night' }).isChecked()).toBe(true)
  // Brought back from elsewhere, it is one more; another file is refused.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Bring a file').click()])
  await chooser.setFiles({ name: 'mine.cordboard', mimeType: 'application/octet-stream', buffer: bytes })
  await row('Brought here').waitFor()
  const [again] = await Promise.all([page.waitForEvent('filechooser'), button('Bring a file').click()])
  await again.setFiles({ name: 'cat.cordboard', mimeType: 'image/png', buffer: Buffer.from('a picture of a cat') })
  await page.getByText('This file is not a backup of Cordboard.').waitFor()
  expect(await row('Brought here').count()).toBe(1)
  await row('Brought here')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await row('Brought here')
    .getByRole('button', { name: /^Delete for good/ })
    .click()
  await row('Brought here').waitFor({ state: 'detached' })
})

test('it is brought back: not with a wrong password, not during a call; then all is as it was and callers are served', async () => {
  const client = await office.host.client()
  const before = await client.settings.queues.list()
  for (const queue of before) await client.settings.queues.update({ ...queue, name: `Renamed ${queue.name}` })
  await row('By hand')
    .getByRole('button', { name: /^Restore/ })
    .click()
  await look('a word that somebody guesses')
  await page.getByRole('alert').getByText('That is not the password it was sealed with.').waitFor()
  await look(sealed)
  const found = page.getByRole('group', { name: 'What is in it' })
  await found.getByText('Operators').waitFor()
  expect(await found.textContent()).toMatch(/Users1/)
  expect(await axeFindings(page, 'restore')).toEqual([])
  const caller = await office.trunk.dial('5000', { callerNumber: '+4930555111' })
  await caller.untilAnswered()
  await button('Replace everything').click()
  await page.getByText('Calls are running. Try again when nobody is on the phone.').waitFor()
  await caller.hangup()
  await office.untilQuiet()
  await until('the host to have no call', async () => (await client.system.status()).runningCalls === 0)
  await button('Replace everything').click()
  await until('the host to start anew', () => office.host.lines.includes('Starting anew …'), 30_000)
  await page.getByLabel('User').first().waitFor({ timeout: 30_000 })
  await signIn()
  await page.goto(`${office.host.address}#/settings/queues`)
  await page
    .getByText(before[0]?.name ?? '', { exact: true })
    .first()
    .waitFor()
  expect(await page.getByText('Renamed').count()).toBe(0)
  await page.goto(`${office.host.address}#/settings/backups`)
  await row('Before a restore').waitFor()
  expect(await row('By hand').count()).toBe(1)
  await page.goto(`${office.host.address}#/settings/audit`)
  await page.getByText('Backup: earlier version brought back').waitFor()
  await until('calls to be taken', async () => (await fetch(`${office.host.address}healthz`)).ok, 30_000)
  const next = await office.trunk.dial('5000', { callerNumber: '+4930555222' })
  await next.untilAnswered()
  await next.audio.waitForAudio()
  await next.hangup()
  await office.untilQuiet()
})
