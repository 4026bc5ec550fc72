// A whole call without a mouse: log in, answer, transfer, disposition, note. Only keys are pressed.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { adminPage, type ConsoleOffice } from './support/console.ts'
import { tabTo as tab } from './support/keys.ts'

let desk: ConsoleOffice
let page: Page
beforeAll(async () => {
  const made = await adminPage((made) =>
    made.office.change((o) => {
      const queue = o.queues.get('reception')
      if (queue) o.queues.save({ ...queue, wrapUpSeconds: 60, announcePosition: false, dispositions: ['Question', 'Order'] })
    }),
  )
  desk = made.desk
  page = made.page
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

const tabTo = (name: string) => tab(page, name)

test('an agent takes a call, transfers it and writes its disposition by keyboard alone', async () => {
  const { office } = desk
  const sam = await office.desk('202')
  const pin = office.store.starter.get()?.operators.find((o) => o.extension === '201')?.pin ?? ''
  await tabTo('PIN')
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await until('alex to be available', () => office.stateOf('alex') === 'available')

  const caller = await office.dial('5000', '+4930901820')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await page.getByRole('button', { name: 'Answer' }).waitFor()
  await page.keyboard.press('Alt+a')
  await caller.audio.waitForTone(880, { minMs: 200 })
  // Two looks, 2 s apart, on a machine that loses nothing.
  const mos = await page.locator('[data-mos]').first().getAttribute('data-mos')
  expect(Number(mos)).toBeGreaterThan(4)

  await page.keyboard.press('Alt+t')
  await page.getByRole('combobox', { name: 'Transfer to' }).waitFor()
  await page.keyboard.type('202')
  await page.keyboard.press('Enter')
  const theirs = await sam.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  theirs.audio.sendTone(660)
  await caller.audio.waitForTone(660, { minMs: 200 })

  await until('the wrap-up', () => office.stateOf('alex') === 'wrapUp')
  await page.getByRole('combobox', { name: 'Disposition' }).waitFor()
  await tabTo('Disposition')
  await page.keyboard.press('o')
  await tabTo('Note')
  await page.keyboard.type('Asked for the price list')
  await tabTo('Done')
  await page.keyboard.press('Enter')
  await until('the end of the wrap-up', () => office.stateOf('alex') === 'available')
  await caller.hangup()
  await theirs.untilEnded()
  await office.assertQuiet()
  const { calls } = office.store.calls.list({}, { limit: 5 })
  const mine = calls.find((call) => call.from.endsWith('901820'))
  expect(mine).toMatchObject({ disposition: 'Order', note: 'Asked for the price list' })
})
