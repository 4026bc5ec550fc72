// The transfer picker by keys alone, on real calls: to a mailbox, to a queue, to a colleague who is busy or was asked first.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { hears } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat(async ({ office }) => {
  await office.queue({ id: 'billing', name: 'Billing' })
  await office.mailbox('night')
})

/** A caller who talks with alex. */
async function talking(from: string) {
  const caller = await seat.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
  await seat.page.keyboard.press('Alt+a')
  caller.audio.sendTone(440)
  await caller.audio.waitForTone(880, { minMs: 200 })
  await hears(seat.page, 440)
  return caller
}
const told = (from: string) => {
  const call = seat.office.calls().find((each) => each.from === from)
  return call ? seat.office.traceOf(call.id).map(({ type }) => type) : []
}
const picker = () => seat.page.getByRole('combobox', { name: 'Transfer to' })

test('it says who is free; a few letters and Enter send the caller to a mailbox, which keeps their message', async () => {
  const { page, office } = seat
  await office.desk('202')
  const caller = await talking('+4930810111')
  await page.keyboard.press('Alt+t')
  await picker().waitFor()
  await page.getByRole('option', { name: /Sam.*Free/ }).waitFor()
  await page.keyboard.type('night')
  await page.getByRole('option', { name: /night.*Mailbox/i }).waitFor()
  await page.keyboard.press('Enter')
  await until('the operator to be free', () => office.stateOf('alex') === 'available')
  await until('the message to be recorded', () => told('+4930810111').includes('record.started'), 15_000)
  expect(caller.state).toBe('up')
  const since = performance.now()
  await until('a message long enough to be kept', () => performance.now() - since > 3000)
  await caller.hangup()
  await until('the message', () => told('+4930810111').includes('voicemail.stored'))
  await office.assertQuiet()
})

test('to a queue: the caller waits there', async () => {
  const { page, office } = seat
  const caller = await talking('+4930810222')
  await page.keyboard.press('Alt+t')
  await picker().waitFor()
  await page.keyboard.type('bill')
  await page.getByRole('option', { name: /Billing.*Queue/ }).waitFor()
  await page.keyboard.press('Enter')
  await until(
    'the caller to wait in the other queue',
    () => told('+4930810222').filter((type) => type === 'queue.entered').length === 2,
  )
  await until('the operator to be free', () => office.stateOf('alex') === 'available')
  expect(caller.state).toBe('up')
  await caller.hangup()
  await office.assertQuiet()
})

test('Ctrl+Enter sends the caller to wait for a busy colleague; they hear each other within a second of the other call’s end', async () => {
  const { page, office } = seat
  const sam = await office.desk('202')
  const other = await (await office.desk('203')).dial('202')
  const theirs = await sam.nextCall()
  theirs.answer()
  await other.untilAnswered()
  const caller = await talking('+4930810444')
  await page.keyboard.press('Alt+t')
  await picker().waitFor()
  await page.keyboard.type('sam')
  await page.getByRole('option', { name: /Sam.*Busy/ }).waitFor()
  await page.getByRole('button', { name: 'Transfer when free' }).waitFor()
  if (process.env.CORDBOARD_PICTURES) await page.screenshot({ path: `${process.env.CORDBOARD_PICTURES}/when-free.png` })
  await page.keyboard.press('Control+Enter')
  await until('the operator to be free', () => office.stateOf('alex') === 'available')
  const waits = page.getByRole('region', { name: 'Waiting until somebody is free' })
  await waits.getByText(/waits for Sam/).waitFor()
  if (process.env.CORDBOARD_PICTURES) await page.screenshot({ path: `${process.env.CORDBOARD_PICTURES}/camped-on.png` })
  await caller.audio.waitForAudio()
  await other.hangup()
  const freed = performance.now()
  const rings = await sam.nextCall()
  expect(performance.now() - freed).toBeLessThan(1000)
  rings.answer()
  await rings.untilAnswered()
  rings.audio.sendTone(660)
  await caller.audio.waitForTone(660, { minMs: 200 })
  await rings.audio.waitForTone(440, { minMs: 200 })
  expect(await waits.count()).toBe(0)
  await caller.hangup()
  await rings.untilEnded()
  await office.assertQuiet()
})

test('Shift+Enter asks first, Alt+C completes: caller and colleague hear each other', async () => {
  const { page, office } = seat
  const sam = await office.desk('202')
  const caller = await talking('+4930810333')
  await page.keyboard.press('Alt+t')
  await picker().waitFor()
  await page.keyboard.type('sam')
  await page.getByRole('option', { name: /Sam.*Free/ }).waitFor()
  await page.keyboard.press('Shift+Enter')
  const asked = await sam.nextCall()
  asked.answer()
  await asked.untilAnswered()
  asked.audio.sendTone(660)
  await hears(page, 660)
  await page.getByRole('button', { name: 'Complete transfer' }).waitFor()
  await page.keyboard.press('Alt+c')
  await caller.audio.waitForTone(660, { minMs: 200 })
  await asked.audio.waitForTone(440, { minMs: 200 })
  await caller.hangup()
  await asked.untilEnded()
  await office.assertQuiet()
})

test('Complete transfer while the colleague still rings: they answer the caller, and the operator is free at once', async () => {
  const { page, office } = seat
  const sam = await office.desk('202')
  const caller = await talking('+4930810334')
  await page.keyboard.press('Alt+t')
  await picker().waitFor()
  await page.keyboard.type('sam')
  await page.getByRole('option', { name: /Sam.*Free/ }).waitFor()
  await page.keyboard.press('Shift+Enter')
  const asked = await sam.nextCall()
  asked.ring()
  await page.getByRole('button', { name: 'Complete transfer' }).click()
  const handed = await sam.nextCall()
  await until('the operator to be free', () => office.stateOf('alex') === 'available')
  handed.answer()
  await handed.untilAnswered()
  handed.audio.sendTone(660)
  await caller.audio.waitForTone(660, { minMs: 200 })
  await handed.audio.waitForTone(440, { minMs: 200 })
  await caller.hangup()
  await handed.untilEnded()
  await office.assertQuiet()
})

test.each([
  ['the directory', 'directory', /^Sam.*202.*Free$/],
  ['the desk', '', 'Transfer to Sam'],
])('a colleague in %s is one click and Enter away while one talks', async (_where, path, name) => {
  const { page, office, desk } = seat
  const sam = await office.desk('202')
  const caller = await talking('+4930810444')
  await page.goto(`${desk.address}#/${path}`)
  await page.getByRole('button', { name }).click()
  expect(await picker().inputValue()).toBe('202')
  await page.getByRole('option', { name: /Sam.*Free/ }).waitFor()
  await picker().press('Enter')
  const theirs = await sam.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  theirs.audio.sendTone(660)
  await caller.audio.waitForTone(660, { minMs: 200 })
  await caller.hangup()
  await theirs.untilEnded()
  await office.assertQuiet()
})
