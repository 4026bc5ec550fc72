// The main job as a person does it: a page in Chromium, a real call, both sides heard; the page reloads and the call goes on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'
import { firstPageMs } from './support/chromium.ts'
import { type ConsoleOffice, consoleOffice, hears, lineStats, registered, setUp } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
let sam: Phone
beforeAll(async () => {
  desk = await consoleOffice()
  page = await desk.page(880)
  await page.addInitScript(countedHands)
  const { office } = desk
  await office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 5, announcePosition: false, record: true })
  })
  sam = await office.desk('202')
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

/** In the page: what a person's hands did. */
function countedHands(): void {
  const counted = { clicks: 0, forms: 0 }
  Object.assign(window, { counted })
  addEventListener('click', (event) => event.isTrusted && event.detail > 0 && counted.clicks++, true)
  addEventListener('submit', () => counted.forms++, true)
}

const dialIn = async (from: string, key = '1') => {
  const caller = await desk.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf(key)
  return caller
}
const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
/** Not “No answer”, with which a request for a callback is closed. */
const answer = () => page.getByRole('button', { name: 'Answer', exact: true }).first().click()

test('first start: the one-time link makes the first admin, the starter card shows number and PINs, the softphone registers', async () => {
  await setUp(page, desk.setupLink())
  await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
  for (const operator of desk.office.store.starter.get()?.operators ?? []) await page.getByText(operator.pin).first().waitFor()
  const { office } = desk.office.store
  const { timeZone, language } = office.settings.get()
  expect([timeZone, language]).toEqual([await page.evaluate('Intl.DateTimeFormat().resolvedOptions().timeZone'), 'en'])
  expect([office.operators.get('alex')?.name, office.extensions.get('201')?.name]).toEqual(['Ada Admin', 'Ada Admin'])
  await registered(page)
})

test('“Call me” brings a real call with sound', async () => {
  await button('Call me').click()
  await answer()
  await until('sound to be heard', async () => (await lineStats(page)).some((line) => line.energyIn > 0.001), 15_000)
  // From the link to the first answered call: one form, three clicks, no PIN.
  expect(await page.evaluate('counted')).toEqual({ clicks: 3, forms: 1 })
  await button('Hang up').click()
  await desk.office.assertQuiet()
  expect(desk.office.stateOf('alex')).not.toBe('offline')
  await until('the wrap-up to be over', () => desk.office.stateOf('alex') === 'available', 15_000)
})

test('log-out, log-in by PIN, a caller through menu and queue; both hear each other; hold, mute and keys', async () => {
  const { office } = desk
  office.engine.desk.logout('alex')
  const pin = office.store.starter.get()?.operators.find((o) => o.extension === '201')?.pin ?? ''
  await page.getByRole('textbox', { name: 'PIN' }).first().fill(pin)
  await button('Log in').click()
  await until('alex to be available', () => office.stateOf('alex') === 'available')
  const caller = await dialIn('+4930111')
  caller.audio.sendTone(440)
  await answer()
  await caller.audio.waitForTone(880, { minMs: 300 })
  await hears(page, 440)
  await page.getByRole('button', { name: 'Mute', exact: true }).click()
  await caller.audio.waitForSilence({ ms: 400 })
  await page.getByRole('button', { name: 'Unmute' }).click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await page.getByRole('button', { name: 'Hold', exact: true }).click()
  await until('the host to know of the hold', () =>
    [...office.engine.parts.calls.values()].some((call) => call.conversation?.view.held),
  )
  await page.getByRole('button', { name: 'Resume' }).first().click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await hears(page, 440)
  await caller.hangup()
  await until('the wrap-up', () => office.stateOf('alex') === 'wrapUp')
  await office.assertQuiet()
  // The recording holds both voices from its first moment on, and nothing of the menu's prompt.
  const call = await until('the recording', () => office.calls().find((c) => c.from === '+4930111' && c.recording))
  const samples = readWav(readFileSync(join(office.data, 'media', 'recordings', call.recording ?? '')))
  const talk = samples.subarray(0, 8000)
  expect(goertzel(talk, 440)).toBeGreaterThan(0.02)
  expect(Math.max(...[300, 1000, 1500].map((hz) => goertzel(talk, hz)))).toBeLessThan(goertzel(talk, 440) / 3)
  expect(Math.max(...[0, 4000, 8000, 12_000].map((at) => goertzel(samples.subarray(at, at + 4000), 880)))).toBeGreaterThan(0.02)
  office.engine.desk.endWrapUp('alex')
})

test('the page is reloaded in mid-call: the caller hears music, the same agent is back without doing anything', async () => {
  const caller = await dialIn('+4930222')
  caller.audio.sendTone(440)
  await answer()
  await caller.audio.waitForTone(880, { minMs: 300 })
  await page.reload()
  await hears(page, 440)
  await caller.audio.waitForTone(880, { minMs: 300 })
  expect(caller.state).toBe('up')
  await caller.hangup()
  await desk.office.assertQuiet()
  desk.office.engine.desk.endWrapUp('alex')
})

test('blind transfer to a colleague’s desk phone', async () => {
  const caller = await dialIn('+4930333')
  await answer()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await button('Transfer').click()
  await page.keyboard.type('202')
  await page.keyboard.press('Enter')
  const theirs = await sam.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  theirs.audio.sendTone(660)
  await caller.audio.waitForTone(660, { minMs: 200 })
  await caller.hangup()
  await theirs.untilEnded()
  await desk.office.assertQuiet()
  desk.office.engine.desk.endWrapUp('alex')
})

test('attended transfer: ask first, then complete', async () => {
  const caller = await dialIn('+4930444')
  await answer()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await button('Transfer').click()
  await page.keyboard.type('202')
  await button('Consult').click()
  const theirs = await sam.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  await theirs.audio.waitForTone(880, { minMs: 200 })
  await button('Complete transfer').click()
  theirs.audio.sendTone(660)
  caller.audio.sendTone(440)
  await Promise.all([caller.audio.waitForTone(660, { minMs: 200 }), theirs.audio.waitForTone(440, { minMs: 200 })])
  await theirs.hangup()
  await caller.untilEnded()
  await desk.office.assertQuiet()
  desk.office.engine.desk.endWrapUp('alex')
})

test('a message is played in the browser and marked as heard; a callback is claimed and returned', async () => {
  const { office } = desk
  office.engine.desk.pause('alex', 'paperwork')
  const left = await dialIn('+4930555', '2')
  await until('the message to be recorded', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
  left.audio.sendTone(600)
  await until('two seconds of it', async () => (await left.audio.waitForSilence({ ms: 1800 })) > 0)
  await left.hangup()
  await page.goto(`${desk.address}#/voicemail`)
  await page.getByText(/555/).first().click()
  await page.getByRole('button', { name: /^play/i }).first().click()
  await until('the message to be heard', () => office.store.voicemails.list({ limit: 5 })[0]?.status === 'heard', 15_000)
  const wants = await dialIn('+4930666', '3')
  await until('the number to be read', () => [...office.engine.parts.calls.values()][0]?.position.nodeId === 'callback')
  await wants.audio.sendDtmf('1')
  await wants.untilEnded(20_000)
  await page.goto(`${desk.address}#/callbacks`)
  await page.getByText(/666/).first().click()
  await registered(page)
  await button(/return call|call back/i).click()
  await answer()
  const customer = await office.trunk.nextCall()
  customer.answer()
  await customer.untilAnswered()
  customer.audio.sendTone(440)
  await customer.audio.waitForTone(880, { minMs: 200 })
  await hears(page, 440)
  await customer.hangup()
  await page.getByRole('radiogroup', { name: 'How did it go?' }).getByText('Reached', { exact: true }).click()
  await page.getByRole('button', { name: 'Save outcome' }).click()
  await until('the request to be done', () => office.store.callbacks.open().length === 0)
  await office.assertQuiet()
})
