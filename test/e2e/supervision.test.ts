// A supervisor at their page: listens, whispers, joins, each proven by a tone of everyone's own; and three people on one call.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { type ConsoleOffice, consoleOffice, hears, lineStats, registered, setUp, signedIn } from './support/console.ts'

const tone = { customer: 440, agent: 660, page: 1000 }
let desk: ConsoleOffice
let page: Page
let sam: Phone
beforeAll(async () => {
  desk = await consoleOffice()
  await desk.office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
  })
  page = await desk.page(tone.page)
  await setUp(page, desk.setupLink())
  await registered(page)
  sam = await desk.office.desk('202')
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

const level = (call: PhoneCall, hz: number) => call.audio.levelOf(hz, 400)
const phoneHears = (call: PhoneCall, hz: number) => until(`${hz} Hz to be heard`, () => level(call, hz) > 0.03)
/** Not for a moment within the second that follows what was heard up to now. */
async function neverHears(call: PhoneCall, hz: number): Promise<void> {
  await until(`${hz} Hz to be over`, () => level(call, hz) < 0.01, 1000)
  const since = performance.now()
  let loudest = 0
  await until('a second to pass', () => {
    loudest = Math.max(loudest, level(call, hz))
    return performance.now() - since > 1000
  })
  expect(loudest, `${hz} Hz is heard`).toBeLessThan(0.01)
}
const audited = (mode: string, callId: string) =>
  until(`“${mode}” in the audit trail`, () => {
    const entries = desk.office.store.audit.list(50).filter((entry) => entry.action === `call.${mode}` && entry.target === callId)
    return entries.length === 1 && entries[0]?.userId
  })

async function dialIn(from: string): Promise<PhoneCall> {
  const customer = await desk.office.dial('5000', from)
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  return customer
}

test('listen, whisper, join: the customer never hears a whisper, and each is in the audit trail', async () => {
  const { office } = desk
  office.engine.desk.admit('sam')
  const customer = await dialIn('+49301')
  const operator = await sam.nextCall()
  operator.answer()
  await operator.untilAnswered()
  customer.audio.sendTone(tone.customer)
  operator.audio.sendTone(tone.agent)
  await Promise.all([phoneHears(customer, tone.agent), phoneHears(operator, tone.customer)])

  const { id } = await until('the talk', () => [...office.engine.parts.calls.values()].find((call) => call.conversation))
  await page.goto(`${desk.address}#/queues`)
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for Sam' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Listen')
  // It does not look like a call of one's own, not even while it rings.
  const card = page.getByRole('region', { name: 'Listening to Sam' })
  await card.getByRole('button', { name: 'Answer', exact: true }).click()
  await card.getByText('Nobody hears you.').waitFor()
  expect(await page.getByRole('button', { name: 'Transfer' }).count()).toBe(0)
  // Both are heard: each while the other says nothing.
  operator.audio.sendSilence()
  await hears(page, tone.customer)
  customer.audio.sendSilence()
  operator.audio.sendTone(tone.agent)
  await hears(page, tone.agent)
  await Promise.all([neverHears(customer, tone.page), neverHears(operator, tone.page)])
  await audited('listen', id)

  const mode = (name: string) => page.getByRole('radiogroup', { name: 'How you are in this call' }).getByText(name)
  await mode('Whisper').click()
  await page.getByRole('region', { name: 'Whispering to Sam' }).getByText('Sam hears you, the caller does not.').waitFor()
  await phoneHears(operator, tone.page)
  await neverHears(customer, tone.page)
  await phoneHears(customer, tone.agent)
  await audited('whisper', id)

  await mode('Join').click()
  await page.getByRole('region', { name: 'In the call of Sam' }).getByText('Everybody hears you.').waitFor()
  await Promise.all([phoneHears(customer, tone.page), phoneHears(operator, tone.page)])
  await audited('barge', id)

  await page.keyboard.press('Alt+x')
  await until('the supervisor to be gone', async () => (await lineStats(page)).length === 0)
  customer.audio.sendTone(tone.customer)
  await Promise.all([phoneHears(customer, tone.agent), phoneHears(operator, tone.customer)])
  await customer.hangup()
  await operator.untilEnded()
  await office.assertQuiet()
  office.engine.desk.logout('sam')
})

test('a caller is taken out of turn: what stands against it is beside the button, and a pause ends when one says so', async () => {
  const { office } = desk
  office.engine.desk.admit('alex')
  office.engine.desk.pause('alex', 'Lunch')
  const customer = await dialIn('+49303')
  await page.goto(`${desk.address}#/queues`)
  await page.getByRole('button', { name: 'Take this call' }).click()
  await page.getByText('You are paused (Lunch). Taking this call ends the pause.').waitFor()
  expect(office.stateOf('alex')).toBe('paused')
  await page.getByRole('button', { name: 'End the pause and take it' }).click()
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  customer.audio.sendTone(tone.customer)
  await phoneHears(customer, tone.page)
  const next = await dialIn('+49304')
  await page.getByText('You are on a call.').waitFor()
  expect(await page.getByRole('button', { name: 'Take this call' }).isDisabled()).toBe(true)
  await next.hangup()
  await customer.hangup()
  await office.assertQuiet()
  office.engine.desk.logout('alex')
})

test('a log-out asks first, and tells the agent who did it and why', async () => {
  const { office } = desk
  office.engine.desk.admit('sam')
  await page.goto(`${desk.address}#/queues`)
  await page.getByRole('button', { name: 'Actions for Sam' }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  const dialog = page.getByRole('dialog', { name: 'Log out Sam?' })
  await dialog.getByLabel('Reason').fill('The shift is over.')
  expect(office.stateOf('sam')).not.toBe('offline')
  await dialog.getByRole('button', { name: 'Log out' }).click()
  await until('the log-out', () => office.stateOf('sam') === 'offline')
  const other = await desk.page()
  await signedIn(desk, other, { login: 'sam', role: 'agent', operatorId: 'sam' })
  await other.getByText(/Ada Admin logged you out at .*The shift is over\./).waitFor()
  await other.context().close()
  office.engine.desk.admit('sam')
  expect(office.engine.parts.queueing.operators.view('sam')?.loggedOut).toBeNull()
  office.engine.desk.logout('sam')
})

test('three-way from the page: all hear each other, and when the page leaves the other two go on', async () => {
  const { office } = desk
  office.engine.desk.admit('alex')
  const customer = await dialIn('+49302')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  customer.audio.sendTone(tone.customer)
  await phoneHears(customer, tone.page)
  await page.getByRole('button', { name: 'Transfer' }).first().click()
  await page.keyboard.type('202')
  await page.getByRole('button', { name: 'Consult' }).click()
  const colleague = await sam.nextCall()
  colleague.answer()
  await colleague.untilAnswered()
  await phoneHears(colleague, tone.page)
  await page.getByRole('button', { name: 'Three-way call' }).click()
  colleague.audio.sendTone(tone.agent)
  await Promise.all([
    phoneHears(customer, tone.page),
    phoneHears(customer, tone.agent),
    phoneHears(colleague, tone.page),
    phoneHears(colleague, tone.customer),
  ])
  colleague.audio.sendSilence()
  await hears(page, tone.customer)
  customer.audio.sendSilence()
  colleague.audio.sendTone(tone.agent)
  await hears(page, tone.agent)
  await page.keyboard.press('Alt+x')
  customer.audio.sendTone(tone.customer)
  await Promise.all([phoneHears(customer, tone.agent), phoneHears(colleague, tone.customer)])
  await neverHears(customer, tone.page)
  await colleague.hangup()
  await customer.untilEnded()
  await office.assertQuiet()
})

test('a board is set up where it hangs; its link opens it where nobody signs in, and that board only, until it is revoked', async () => {
  const { office } = desk
  await page.goto(`${desk.address}#/wallboard`)
  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'Boards' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await menu('New board')
  const form = page.getByRole('dialog', { name: 'New board' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Front desk')
  await form.getByRole('textbox', { name: 'Message' }).fill('Meeting at four')
  await form.getByLabel('Waiting now: Watch from').fill('2')
  await form.getByLabel('Waiting now: Act now from').fill('1')
  await form.getByText('“Act now” lies beyond “watch”.').waitFor()
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await form.getByLabel('Waiting now: Watch from').fill('1')
  await form.getByLabel('Waiting now: Act now from').fill('2')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Front desk' }).waitFor()
  await page.getByText('Meeting at four').waitFor()

  await menu('Links for screens')
  const links = page.getByRole('dialog', { name: 'Links for screens – Front desk' })
  await links.getByText('No screen has a link yet.').waitFor()
  await links.getByRole('button', { name: 'New link' }).click()
  const link = (await links.getByRole('status').getByText('screen.html').textContent()) ?? ''
  const screen = await (await desk.browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  screen.on('pageerror', (error) => desk.problems.push(error.stack ?? error.message))
  await screen.goto(link)
  await screen.getByRole('heading', { name: 'Front desk' }).waitFor()
  await screen.getByText('Meeting at four').waitFor()
  await screen.getByText('Nobody is waiting').waitFor()
  const customer = await dialIn('+49305')
  const waiting = screen.getByRole('region', { name: 'Reception' }).locator('[data-level="watch"]').first()
  await waiting.getByText('watch').waitFor()
  expect(await screen.getByText('49305').count()).toBe(0)
  const digits = waiting.locator('dd > span')
  expect(await digits.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize))).toBeGreaterThan(0.05 * 1080)
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token')
  const ask = (path: string, body: object) =>
    fetch(`${desk.address}api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    }).then(({ status }) => status)
  expect(
    await Promise.all([ask('wallboards/view', {}), ask('wallboards/list', {}), ask('calls/list', {}), ask('live/epoch', {})]),
  ).toEqual([403, 403, 403, 403])

  await links.getByRole('button', { name: /^Revoke/ }).click()
  await links.getByRole('button', { name: /^Revoke it now/ }).click()
  await links.getByText('No screen has a link yet.').waitFor()
  await screen.getByRole('heading', { name: 'This link is not valid any more' }).waitFor()
  await screen.context().close()
  await customer.hangup()
  await page.keyboard.press('Escape')
  await office.assertQuiet()
})

test('charts tell of the day what was: calls, waits and operators, as pictures and as tables', async () => {
  const { office } = desk
  office.engine.desk.logout('alex')
  office.engine.desk.admit('sam')
  const customer = await dialIn('+49306')
  const operator = await sam.nextCall()
  operator.answer()
  await operator.untilAnswered()
  await customer.hangup()
  await operator.untilEnded()
  await office.assertQuiet()
  await page.goto(`${desk.address}#/queues`)
  await page.getByText('Charts', { exact: true }).click()
  const counted = desk.office.store.calls
    .list({ queueId: 'reception' }, { limit: 50 })
    .calls.filter(({ kind }) => kind !== 'test')
  const answered = counted.filter(({ operatorId }) => operatorId !== null).length
  expect(answered).toBeGreaterThan(0)
  await page
    .getByText(`${answered} answered, ${counted.filter(({ outcome }) => outcome === 'abandoned').length} abandoned.`)
    .waitFor()
  const inTable = async (title: string) => {
    await page.getByRole('button', { name: `Table: ${title}` }).click()
    return page.getByRole('table', { name: title })
  }
  const calls = await inTable('Calls by hour')
  const sums = await calls
    .locator('tbody tr')
    .evaluateAll((rows) => rows.reduce((sum, row) => sum + Number(row.children[1]?.textContent), 0))
  expect(sums).toBe(answered)
  await (await inTable('How long callers waited')).getByRole('row', { name: /≤ 10 s/ }).waitFor()
  await (await inTable('What operators did')).getByRole('row', { name: /Sam/ }).waitFor()
  await page.getByRole('combobox', { name: 'Period' }).selectOption('month')
  await page.getByRole('region', { name: 'When people call' }).waitFor()
  office.engine.desk.logout('sam')
})
