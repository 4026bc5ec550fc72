// Calls on the canvas: a real caller moves while one looks on, versions change under running calls, figures of a period, a replay.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage('reception')
const { button, step, flows, publish } = editor

const here = (id: string) => step(id).locator('[data-here]')
const passed = (node: string, port: string) => editor.page.locator(`.react-flow__edge[data-id^="${node} ${port} "] [data-passed]`)
const liveCall = (from: string) => [...editor.office.engine.parts.calls.values()].find((call) => call.from.endsWith(from))

async function call(from: string) {
  const caller = await editor.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  return caller
}

test('a real caller moves over the canvas; a version published meanwhile is the next caller’s', async () => {
  await button('Watch calls in this flow').click()
  const first = await call('+4930111')
  await here('menu').waitFor()
  await editor.page.getByText('One caller in this flow').waitFor()

  await button('Panel beside the canvas').click()
  await editor.page.getByRole('tab', { name: 'Outline' }).click()
  await editor.page
    .getByRole('treeitem', { name: /Main menu/ })
    .first()
    .click()
  await editor.page.getByRole('textbox', { name: /What the caller hears, Spoken text/ }).fill('Hello. Press 1, 2 or 3.')
  await until('the draft', () => JSON.stringify(flows().draft('reception')?.document).includes('Hello. Press 1'))
  await publish('Shorter')
  await button('Watch calls in this flow').click()

  const second = await call('+4930222')
  await editor.page.getByText('2 callers in this flow').waitFor()
  expect(liveCall('0111')?.position.flowVersion).toBe(1)
  expect(liveCall('0222')?.position.flowVersion).toBe(2)
  // A key that leads nowhere, thrice: the caller goes by that edge and by no other, though both lead to the queue.
  await second.audio.sendDtmf('999')
  await passed('menu', 'invalid').waitFor({ state: 'attached' })
  expect(await passed('menu', '1').count()).toBe(0)
  await first.audio.sendDtmf('2')
  await here('message').waitFor()
  await passed('menu', '2').waitFor({ state: 'attached' })
  await first.hangup()
  await second.hangup()
  await editor.page.getByText('Nobody is in this flow right now.').waitFor()
  await editor.office.assertQuiet()
  expect(editor.office.story('+4930111').slice(0, 3)).toEqual(['start next', 'hours open', 'menu 2'])
})

test('the figures of a period say who came by and lead to the calls', async () => {
  await editor.page.getByText('Period', { exact: true }).click()
  await editor.page.getByText(/^2 calls, \d+ % abandoned$/).waitFor()
  await step('menu').getByRole('button', { name: '2 calls came here' }).click()
  await editor.page.getByRole('link', { name: 'Calls at Main menu: 2' }).click()
  await editor.page.getByRole('row').filter({ hasText: '030 222' }).or(editor.page.getByRole('row').nth(1)).first().waitFor()
  expect(editor.page.url()).toContain('node=menu')
})

test('a past call is replayed on the version it ran on', async () => {
  const { calls } = editor.office.store.calls.list({ text: '0111' }, { limit: 1 })
  await editor.page.goto(`${editor.desk.address}#/calls/${calls[0]?.id}`)
  await editor.page.getByRole('link', { name: 'Replay on the flow' }).click()
  await editor.page.getByRole('heading', { name: /Version 1/ }).waitFor()
  await editor.page.getByLabel('Speed').selectOption('60')
  await editor.page.locator('[data-replayed]').waitFor()
  await step('message').locator('[data-lit]').waitFor()
  expect(await step('callback').locator('[data-lit]').count()).toBe(0)
})

test('version 1 is restored, and published it is what callers hear', async () => {
  await button('Back to the draft').click()
  await editor.page.getByRole('heading', { name: 'Reception', exact: true }).waitFor()
  await button('Versions').click()
  const canvas = await editor.page.locator('.react-flow').elementHandle()
  await editor.page
    .getByRole('button', { name: /restore/i })
    .last()
    .click()
  await editor.page
    .getByRole('button', { name: /restore/i })
    .last()
    .click()
    .catch(() => {})
  await until('the draft of version 1', () => !JSON.stringify(flows().draft('reception')?.document).includes('Hello. Press 1'))
  // The editor begins anew with what was restored, and with it whatever was open over it.
  await canvas?.waitForElementState('hidden')
  await step('menu').waitFor()
  await publish('Back to the first')
  const caller = await call('+4930333')
  await until('the call', () => liveCall('0333')?.position.flowVersion === 3)
  await caller.hangup()
  await editor.office.assertQuiet()
})
