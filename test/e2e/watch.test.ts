// Calls on the canvas: a real caller moves while one looks on, versions change under running calls, figures of a period, a replay.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { type ConsoleOffice, consoleOffice, setUp } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
beforeAll(async () => {
  desk = await consoleOffice()
  page = await desk.page()
  page.setDefaultTimeout(8000)
  await setUp(page, desk.setupLink())
  await page.getByText('5000').first().waitFor()
  await page.goto(`${desk.address}#/flows/reception`)
  await step('menu').waitFor()
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const step = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const here = (id: string) => step(id).locator('[data-here]')
const liveCall = (from: string) => [...desk.office.engine.exchange.calls.values()].find((call) => call.from.endsWith(from))
const flows = () => desk.office.store.flows

async function call(from: string) {
  const caller = await desk.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  return caller
}

async function publish(note: string): Promise<void> {
  const before = flows().versions('reception').length
  await button('Publish').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(note)
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await until('the version', () => flows().versions('reception').length === before + 1)
  await dialog.waitFor({ state: 'detached' })
}

test('a real caller moves over the canvas; a version published meanwhile is the next caller’s', async () => {
  await button('Watch calls in this flow').click()
  const first = await call('+4930111')
  await here('menu').waitFor()
  await page.getByText('One caller in this flow').waitFor()

  await button('Panel beside the canvas').click()
  await page.getByRole('tab', { name: 'Outline' }).click()
  await page
    .getByRole('treeitem', { name: /Main menu/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: /What the caller hears, Spoken text/ }).fill('Hello. Press 1, 2 or 3.')
  await until('the draft', () => JSON.stringify(flows().draft('reception')?.document).includes('Hello. Press 1'))
  await publish('Shorter')
  await button('Watch calls in this flow').click()

  const second = await call('+4930222')
  await page.getByText('2 callers in this flow').waitFor()
  expect(liveCall('0111')?.flowVersion).toBe(1)
  expect(liveCall('0222')?.flowVersion).toBe(2)
  await first.audio.sendDtmf('2')
  await here('message').waitFor()
  await first.hangup()
  await second.hangup()
  await page.getByText('Nobody is in this flow right now.').waitFor()
  await desk.office.assertQuiet()
  expect(desk.office.story('+4930111').slice(0, 3)).toEqual(['start next', 'hours open', 'menu 2'])
})

test('the figures of a period say who came by and lead to the calls', async () => {
  await page.getByText('Period', { exact: true }).click()
  await page.getByText(/^2 calls, \d+ % gave up$/).waitFor()
  await step('menu').getByRole('button', { name: '2 calls came here' }).click()
  await page.getByRole('link', { name: 'Calls at Main menu: 2' }).click()
  await page.getByRole('row').filter({ hasText: '030 222' }).or(page.getByRole('row').nth(1)).first().waitFor()
  expect(page.url()).toContain('node=menu')
})

test('a past call is replayed on the version it ran on', async () => {
  const { calls } = desk.office.store.calls.list({ text: '0111' }, { limit: 1 })
  await page.goto(`${desk.address}#/calls/${calls[0]?.id}`)
  await page.getByRole('link', { name: 'Replay on the flow' }).click()
  await page.getByRole('heading', { name: /Version 1/ }).waitFor()
  await page.getByLabel('Speed').selectOption('60')
  await page.locator('[data-replayed]').waitFor()
  await step('message').locator('[data-lit]').waitFor()
  expect(await step('callback').locator('[data-lit]').count()).toBe(0)
})

test('version 1 is restored, and published it is what callers hear', async () => {
  await button('Back to the draft').click()
  await page.getByRole('heading', { name: 'Reception', exact: true }).waitFor()
  await button('Versions').click()
  await page
    .getByRole('button', { name: /restore/i })
    .last()
    .click()
  await page
    .getByRole('button', { name: /restore/i })
    .last()
    .click()
    .catch(() => {})
  await until('the draft of version 1', () => !JSON.stringify(flows().draft('reception')?.document).includes('Hello. Press 1'))
  await page.keyboard.press('Escape')
  await step('menu').waitFor()
  await publish('Back to the first')
  const caller = await call('+4930333')
  await until('the call', () => liveCall('0333')?.flowVersion === 3)
  await caller.hangup()
  await desk.office.assertQuiet()
})
