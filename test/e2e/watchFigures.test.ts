// The figures of a period after real calls on different ways: how wide each way is, who gave up where, and the calls behind a figure.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage('reception')
const { button, step } = editor

/** A call that presses those keys in the menu and hangs up; without keys, that is in the menu. Or confirms what it is asked, to the end. */
async function call(from: string, keys: string, then: 'hangs up' | 'confirms' = 'hangs up'): Promise<void> {
  const caller = await editor.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  if (keys) {
    await caller.audio.sendDtmf(keys)
    await until('the way', () => [...editor.office.engine.parts.calls.values()].some((each) => each.position.nodeId !== 'menu'))
  }
  if (then === 'hangs up') await caller.hangup()
  else {
    await caller.audio.sendDtmf('1')
    await caller.untilEnded()
  }
  await editor.office.assertQuiet()
}

/** How wide the way out of that port is drawn, and its figure. */
const widthOf = (way: string) =>
  editor.page
    .locator(`.react-flow__edge[data-id="${way}"] .react-flow__edge-path`)
    .evaluate((path) => Number.parseFloat(getComputedStyle(path).strokeWidth))
const edgeAt = (port: string) => {
  const edge = editor.draft()?.edges.find(({ from }) => from.node === 'menu' && from.port === port)
  return `menu ${port} ${edge?.to}`
}
const figureAt = (id: string, count: number) => step(id).getByRole('button', { name: `${count} calls came here` })

test('the way of two calls is wider than the way of one, and who hung up in the menu gave up there', async () => {
  await call('+4930401', '2')
  await call('+4930402', '2')
  await call('+4930403', '3', 'confirms')
  await call('+4930404', '')
  await button('Watch calls in this flow').click()
  await editor.page.getByText('Period', { exact: true }).click()
  await editor.page.getByText('4 calls, 75 % abandoned').waitFor()
  await figureAt('menu', 4).waitFor()
  await step('menu').getByText('25 % abandoned').waitFor()
  const [two, three, one] = await Promise.all(['2', '3', '1'].map((port) => widthOf(edgeAt(port))))
  expect(two).toBeGreaterThan(three ?? 0)
  expect(three).toBeGreaterThan(one ?? 0)
})

test('the period can be changed, and a click on a figure leads to the calls behind it', async () => {
  const { page } = editor
  const period = page.getByRole('combobox', { name: 'Period' })
  for (const each of ['today', 'the last 30 days']) {
    await period.selectOption({ label: each })
    await page.getByText('4 calls, 75 % abandoned').waitFor()
  }
  await figureAt('message', 2).click()
  await page.getByRole('link', { name: /^Calls at .*: 2$/ }).click()
  await page.getByRole('row').nth(1).waitFor()
  expect(page.url()).toContain('node=message')
  const rows = (await page.getByRole('row').allInnerTexts()).slice(1)
  expect(rows.map((row) => /030 \d+/.exec(row)?.[0])).toEqual(['030 402', '030 401'])
})
