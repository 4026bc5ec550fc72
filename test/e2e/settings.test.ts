// The office seeded in the page, on a real host: the audio library, a contact who then rings by name, the language.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminPage, type ConsoleOffice } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
beforeAll(async () => {
  const made = await adminPage()
  desk = made.desk
  page = made.page
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

/** One second of a tone as a sound card records it: 44.1 kHz, 16 bit, mono. */
function recording(): Buffer {
  const rate = 44_100
  const bytes = Buffer.alloc(44 + rate * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + rate * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(rate * 2, 40)
  for (let at = 0; at < rate; at += 1)
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 500 * at) / rate)), 44 + at * 2)
  return bytes
}

const duration = (name: string) =>
  page
    .getByRole('region', { name })
    .locator('audio')
    .first()
    .evaluate((audio: HTMLAudioElement) => audio.duration)

test('a second console shows what the first one changes, without being asked', async () => {
  const other = await page.context().newPage()
  try {
    await page.goto(`${desk.address}#/settings/queues`)
    await other.goto(`${desk.address}#/settings/queues`)
    const { office } = desk.office.store
    const queue = office.queues.list()[0]
    if (!queue) throw new Error('the office has no queue')
    await other.getByText(queue.name, { exact: true }).first().waitFor()
    await page.getByText(queue.name, { exact: true }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).first().fill('Front desk')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await other.getByText('Front desk', { exact: true }).first().waitFor()
    expect(await other.getByText(queue.name, { exact: true }).count()).toBe(0)
  } finally {
    await other.close()
  }
})

test('the office’s shift ends by the clock, in its own zone; a wrong value is told beside its field', async () => {
  await page.goto(`${desk.address}#/settings/office`)
  await page.getByLabel('End of the shift').fill('18:30')
  await page.getByLabel('Log operators out after hours without a call').fill('3')
  await page.getByLabel('Time zone').selectOption('UTC')
  await page.getByLabel('Country', { exact: true }).fill('X')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => page.getByLabel('Country', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('country')
  await page.getByLabel('Country', { exact: true }).fill('DE')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(() => desk.office.store.office.settings.get())
    .toMatchObject({ shiftEnd: '18:30', idleLogoutHours: 3, timeZone: 'UTC', country: 'DE' })
})

test('a prompt is made by typing, another by a file, and both can be heard', async () => {
  await page.goto(`${desk.address}#/settings/prompts`)
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Holiday')
  await page.getByLabel('Or type what is to be said').fill('We are closed until the third of January.')
  await page.getByRole('button', { name: 'Speak and keep' }).click()
  await page.getByRole('region', { name: 'Holiday' }).waitFor()
  await expect.poll(() => duration('Holiday'), { timeout: 10_000 }).toBeGreaterThan(1)

  await page.getByRole('textbox', { name: 'Name' }).first().fill('Jingle')
  const file = { name: 'jingle.wav', mimeType: 'audio/wav', buffer: recording() }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('region', { name: 'Jingle' }).waitFor()
  await expect.poll(() => duration('Jingle'), { timeout: 10_000 }).toBeCloseTo(1, 1)
})

test('a file that is no sound is refused with a sentence', async () => {
  const file = { name: 'letter.wav', mimeType: 'audio/wav', buffer: Buffer.from('Dear Sir or Madam') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page
    .getByText(/sound|audio/i)
    .last()
    .waitFor()
  expect(await page.getByRole('region', { name: 'letter' }).count()).toBe(0)
})

test('a contact who rings is called by name', async () => {
  const { office } = desk
  await page.goto(`${desk.address}#/directory`)
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Vos')
  await page.getByRole('combobox', { name: 'Numbers' }).fill('+49 30 901820')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Vera Vos', exact: true }).waitFor()
  office.engine.desk.admit('alex')
  const caller = await office.dial('5000', '+4930901820')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await page.getByRole('region', { name: 'Incoming call from Vera Vos' }).waitFor()
  await caller.hangup()
  await office.assertQuiet()
})

test('the console speaks the language its user chose, and still does after a reload', async () => {
  await page.goto(`${desk.address}#/settings/console`)
  await page.getByLabel('Language of this console').selectOption('de')
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
})
