// Recordings that a fault left without an owner, in the page: heard, given to a mailbox and to a call, removed and brought back.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { sine } from '../support/phone/signal.ts'
import { adminPage, type ConsoleOffice, signedIn } from './support/console.ts'

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

const seconds = 2
const at = Date.now() - 600_000
function lost(id: string, more: { from?: string; fromName?: string; callId?: string } = {}) {
  const { store, data } = desk.office
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, 8000, '16', sine(440, seconds))
  mkdirSync(join(data, 'media', 'recordings', 'ab'), { recursive: true })
  writeFileSync(join(data, 'media', 'recordings', 'ab', `${id}.wav`), file.toBuffer())
  const { from = '', fromName = '', callId = null } = more
  store.recovered.add({ id, place: 'recordings', file: `ab/${id}.wav`, at, seconds, callId, from, fromName, foundAt: at + 1000 })
}
const section = (name: RegExp) => page.getByRole('region', { name })
const durationIn = (part: ReturnType<typeof section>) =>
  expect
    .poll(() => part.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration), { timeout: 10_000 })
    .toBeCloseTo(seconds, 1)
const open = async () => {
  await page.goto(`${desk.address}#/settings/console`)
  await page.getByRole('link', { name: 'Recovered recordings' }).click()
}

test('an empty list says what would stand there', async () => {
  await open()
  await page.getByText('No recording is without its place').waitFor()
})

test('a recording is heard and becomes a message of a mailbox', async () => {
  lost('cb-v-1', { from: '+4930901821', fromName: 'Vera Vos' })
  await page.getByText('A recording without an owner was found').waitFor()
  await page.getByRole('link', { name: /^Settings.*1 recovered/ }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: /^Settings.*1 recovered/ }).waitFor()
  const part = section(/^Vera Vos/)
  await durationIn(part)
  await part.getByRole('button', { name: /^Give to a mailbox/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Mailbox').waitFor()
  await dialog.getByRole('button', { name: 'Give' }).click()
  await page.getByText('No recording is without its place').waitFor()
  await page.goto(`${desk.address}#/voicemail`)
  await page.getByRole('option', { name: /Vera Vos/ }).click()
  await expect.poll(() => page.locator('audio').evaluate((a: HTMLAudioElement) => a.duration)).toBeCloseTo(seconds, 1)
})

test('another becomes the recording of the call that ran then', async () => {
  const { callLog } = desk.office.store
  const call = { kind: 'inbound' as const, to: '5000', flowId: 'reception', flowVersion: 1, startedAt: at - 30_000 }
  callLog.started({ ...call, id: 'c-lost', from: '+4930901822', fromName: 'Ole Ost' })
  callLog.update('c-lost', { endedAt: at + 60_000, outcome: 'lost' })
  callLog.started({ ...call, id: 'c-old', from: '+4930901823', fromName: 'Not Then', startedAt: at - 8 * 3_600_000 })
  callLog.update('c-old', { endedAt: at - 7 * 3_600_000 })
  callLog.flush()
  lost('cb-r-2')
  await open()
  const part = section(/^Unknown caller/)
  await part.getByRole('button', { name: /^Give to a call/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Call', { exact: true }).waitFor()
  const options = await dialog.getByLabel('Call', { exact: true }).locator('option').allTextContents()
  expect(options).toEqual([expect.stringContaining('Ole Ost')])
  await dialog.getByRole('button', { name: 'Give' }).click()
  await page.getByText('No recording is without its place').waitFor()
  await page.goto(`${desk.address}#/calls/c-lost`)
  await expect.poll(() => page.locator('audio').evaluate((a: HTMLAudioElement) => a.duration)).toBeCloseTo(seconds, 1)
})

test('what else was recorded of a call is heard with the call', async () => {
  const { recovered } = desk.office.store
  lost('cb-n-7')
  recovered.remove('cb-n-7')
  recovered.belongsTo('c-old', 'ab/cb-n-7.wav')
  await page.goto(`${desk.address}#/calls/c-old`)
  await page.getByRole('heading', { name: 'What else was recorded' }).waitFor()
  await expect.poll(() => page.locator('audio').evaluate((a: HTMLAudioElement) => a.duration)).toBeCloseTo(seconds, 1)
})

test('one that is removed lies in the trash and comes back', async () => {
  lost('cb-r-3', { from: '+4930901824', fromName: 'Tom Trash' })
  await open()
  const remove = section(/^Tom Trash/).getByRole('button', { name: /^Remove/ })
  await remove.click()
  await remove.click()
  await page.getByText('No recording is without its place').waitFor()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('button', { name: 'Bring back: Tom Trash' }).click()
  await page.getByText('Brought back.').waitFor()
  await page.getByRole('link', { name: 'Recovered recordings' }).click()
  await durationIn(section(/^Tom Trash/))
})

test('an agent has no such page', async () => {
  const other = await desk.page()
  await signedIn(desk, other, { login: 'ben', role: 'agent', operatorId: null })
  await other.getByRole('navigation').first().waitFor()
  await other.goto(`${desk.address}#/settings/recovered`)
  await other.getByRole('link', { name: 'System' }).waitFor()
  expect(await other.getByRole('link', { name: 'Recovered recordings' }).count()).toBe(0)
  expect(await other.getByRole('link', { name: /recovered/ }).count()).toBe(0)
  expect(await other.evaluate(() => fetch('/media/recording/c-old/cb-n-7').then(({ status }) => status))).toBe(403)
  expect(await other.evaluate(() => fetch('/media/recovered/cb-r-3').then(({ status }) => status))).toBe(403)
})
