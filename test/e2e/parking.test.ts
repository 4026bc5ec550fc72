// Parking and picking up from the page: one key parks, every console sees who waits, one click takes them over; nobody does: it rings back.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { type ConsoleOffice, consoleOffice, hears, registered, setUp, signedIn } from './support/console.ts'

let desk: ConsoleOffice
let alex: Page
let sam: Page
beforeAll(async () => {
  desk = await consoleOffice()
  await desk.office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
    o.settings.save({ ...o.settings.get(), parkSeconds: 10, reception: [] })
  })
  alex = await desk.page(880)
  await setUp(alex, desk.setupLink())
  await registered(alex)
  sam = await desk.page(660)
  await signedIn(desk, sam, { login: 'sam', role: 'agent', operatorId: 'sam' })
  await registered(sam)
  desk.office.engine.desk.admit('alex')
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

/** A customer who talks with alex's page. */
async function talking(from: string): Promise<PhoneCall> {
  const customer = await desk.office.dial('5000', from)
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  customer.audio.sendTone(440)
  await alex.getByRole('button', { name: 'Answer' }).first().click()
  await customer.audio.waitForTone(880, { minMs: 200 })
  await hears(alex, 440)
  return customer
}

/** Music: sound, and neither page's tone. */
const hearsMusic = (call: PhoneCall) =>
  until('music', () => call.audio.heard.level(400) > 0.004 && [660, 880].every((hz) => call.audio.levelOf(hz, 400) < 0.03))

test('Alt+P parks; the other console shows slot, caller and who parked, and takes the caller over with one click', async () => {
  const customer = await talking('+4930111')
  await alex.keyboard.press('Alt+p')
  const listed = sam.getByRole('listitem', { name: /^701: / })
  await listed.waitFor()
  expect(await listed.textContent()).toMatch(/0:0\d.*by Ada Admin/)
  await alex.getByRole('listitem', { name: /^701: / }).waitFor()
  await hearsMusic(customer)
  await Promise.all([alex.screenshot({ path: '/tmp/park-alex.png' }), sam.screenshot({ path: '/tmp/park-sam.png' })])
  await sam.getByRole('button', { name: /^Pick up 701/ }).click()
  await customer.audio.waitForTone(660, { minMs: 200 })
  await hears(sam, 440)
  await sam.getByRole('region', { name: /111/ }).first().waitFor()
  expect(await alex.getByRole('listitem', { name: /^701: / }).count()).toBe(0)
  await customer.hangup()
  await desk.office.assertQuiet()
})

test('nobody picks up: the page that parked rings with the reason, and both hear each other again', async () => {
  const customer = await talking('+4930222')
  await alex.getByRole('button', { name: 'Park', exact: true }).click()
  await hearsMusic(customer)
  await alex.getByText('Parked in 701: nobody picked up').waitFor({ timeout: 20_000 })
  await alex.keyboard.press('Alt+a')
  await customer.audio.waitForTone(880, { minMs: 200 })
  await hears(alex, 440)
  await customer.hangup()
  await desk.office.assertQuiet()
})

test('the palette and Alt+U pick up as well; who hangs up in the slot is gone from every console', async () => {
  const customer = await talking('+4930333')
  await alex.keyboard.press('Alt+p')
  await sam.getByRole('listitem', { name: /^701: / }).waitFor()
  await sam.keyboard.press('Control+k')
  await sam.getByRole('dialog').getByRole('textbox').waitFor()
  await sam.keyboard.type('Pick up 701')
  await sam.keyboard.press('Enter')
  await customer.audio.waitForTone(660, { minMs: 200 })
  await sam.keyboard.press('Alt+p')
  await alex.getByRole('listitem', { name: /^701: / }).waitFor()
  await alex.keyboard.press('Alt+u')
  await customer.audio.waitForTone(880, { minMs: 200 })
  await alex.keyboard.press('Alt+p')
  await sam.getByRole('listitem', { name: /^701: / }).waitFor()
  await customer.hangup()
  await until('the slot to be empty', async () => (await sam.getByRole('listitem', { name: /^701: / }).count()) === 0)
  await desk.office.assertQuiet()
})

test('what rings at a colleague is seen, taken by a click and by Alt+G, and shows who calls', async () => {
  const phone = await desk.office.desk('203')
  for (const how of ['click', 'key']) {
    const caller = await phone.dial('201')
    const rings = sam.getByRole('region', { name: 'Ringing at colleagues' })
    await rings.getByRole('listitem', { name: /rings at Ada Admin/ }).waitFor()
    if (process.env.CORDBOARD_PICTURES) await sam.screenshot({ path: `${process.env.CORDBOARD_PICTURES}/ringing-elsewhere.png` })
    if (how === 'click') await rings.getByRole('button', { name: /^Pick up/ }).click()
    else await sam.keyboard.press('Alt+g')
    await caller.untilAnswered()
    caller.audio.sendTone(440)
    await caller.audio.waitForTone(660, { minMs: 200 })
    await hears(sam, 440)
    await sam
      .getByRole('region', { name: /Meeting room/ })
      .first()
      .waitFor()
    expect(await rings.count()).toBe(0)
    expect(await alex.getByRole('button', { name: 'Answer', exact: true }).count()).toBe(0)
    await caller.hangup()
    await desk.office.assertQuiet()
  }
})
