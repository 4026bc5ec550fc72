// Live queues: every figure opens what is behind it; a caller is moved, an operator paused and logged out, on a real office.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { registered } from './support/console.ts'
import { adminSeat } from './support/seat.ts'

const seat = adminSeat({
  prepare: async ({ office }) => {
    await office.queue({ id: 'billing', name: 'Billing' })
  },
  open: async ({ desk, page, office }) => {
    await registered(page)
    await office.desk('202')
    office.engine.desk.admit('sam')
    await page.goto(`${desk.address}#/queues`)
  },
})
const audited = (action: string) => seat.office.store.audit.list(50).some((entry) => entry.action === action)

test('each figure leads to the calls, callers or operators behind it', async () => {
  const { page, desk } = seat
  await page.getByRole('button', { name: /^Waiting now/ }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('queues-waiting')
  await page.getByRole('button', { name: /^Operators free/ }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('queues-operators')
  await page.getByRole('button', { name: /^Abandoned/ }).click()
  await page.getByRole('heading', { name: 'Calls' }).waitFor()
  expect(page.url()).toMatch(/outcome=abandoned/)
  await page.goto(`${desk.address}#/queues`)
})

test('a caller is moved to another queue, an operator paused and logged out, and each is in the audit trail', async () => {
  const { page, office } = seat
  office.engine.desk.logout('sam')
  const caller = await office.dial('5000', '+4930820111')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await page.getByRole('button', { name: /^Actions for .*820111/ }).click()
  await page.getByRole('menuitem', { name: 'Billing' }).click()
  await page.getByRole('cell', { name: /^Billing/ }).waitFor()
  expect(caller.state).toBe('up')
  await caller.hangup()
  office.engine.desk.admit('sam')
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for Sam' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Pause')
  await until('sam to be paused', () => office.stateOf('sam') === 'paused')
  // Stored as a code, said in each reader's language.
  expect(office.engine.parts.queueing.operators.view('sam')?.reason).toBe('supervisor')
  await page.getByRole('row', { name: /Sam/ }).getByText('Paused by a supervisor').waitFor()
  await choose('Resume')
  await until('sam to be available', () => office.stateOf('sam') === 'available')
  await choose('Log out')
  await page.getByRole('dialog', { name: 'Log out Sam?' }).getByRole('button', { name: 'Log out' }).click()
  await until('sam to be gone', () => office.stateOf('sam') === 'offline')
  expect(['caller.move', 'operator.pause', 'operator.logout'].filter((action) => !audited(action))).toEqual([])
  await office.assertQuiet()
})
