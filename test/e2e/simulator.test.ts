// A flow is tried out in the editor: a simulated call by keypad, kept as a test; the test runs before the next publication.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage('reception')
const { button, step, flows, draft } = editor
const simulations = () => editor.office.host.deps.simulations

const lit = (id: string) => step(id).locator('[data-lit]')
const standsAt = (id: string) => editor.page.locator(`[data-standing="${id}"]`).waitFor()
const ofType = (type: string) => draft()?.nodes.find((n) => n.type === type)?.id ?? ''

test('a call by keypad lights up its way, says what is heard, and skips the wait until it is answered', async () => {
  await button('Try it out: a simulated call').click()
  await editor.page.getByLabel('Date and time').fill('2026-11-20T11:00')
  await button('Start the call').click()
  await standsAt(ofType('menu'))
  expect(simulations().count).toBe(1)
  await lit('start').waitFor()
  await editor.page
    .getByRole('region', { name: 'Try it out: a simulated call' })
    .getByText(/Welcome/)
    .first()
    .waitFor()
  await button('Key 1').click()
  await standsAt(ofType('queue'))
  await lit(ofType('queue')).waitFor()
  await editor.page.getByText(/rings$/).waitFor()
  const talks = editor.page.getByText(/^Talks to/)
  for (let turns = 0; turns < 20 && (await talks.count()) === 0; turns++) {
    await button('Skip the wait').click()
    await editor.page.waitForFunction(() => true)
  }
  await talks.waitFor()
  await button('The other side hangs up').click()
  await editor.page
    .getByText(/^The call is over/)
    .first()
    .waitFor()
})

test('the call is kept as a test and saved with the flow', async () => {
  await editor.page.getByLabel('Name of the test').fill('To reception by 1')
  await button('Keep as a test').click()
  await until('the run on the host', () => draft()?.runs?.length === 1)
  await editor.page.getByRole('tab', { name: 'Kept tests' }).click()
  await button('Run all').click()
  await editor.page.getByText('passed', { exact: true }).waitFor()
  await button('Close').click()
  await until('the call to be released', () => simulations().count === 0)
  await lit('start').waitFor({ state: 'detached' })
})

test('a draft on which the test fails asks before it is published', async () => {
  const menu = ofType('menu')
  await step(menu).click()
  await editor.page.locator('[data-draft="saved"]').waitFor()
  const mine = flows().draft('reception')
  if (!mine) throw new Error('no draft')
  const voicemail = ofType('voicemail')
  const edges = mine.document.edges.map((e) => (e.from.node === menu && e.from.port === '1' ? { ...e, to: voicemail } : e))
  flows().save({ ...mine.document, edges }, mine.revision)
  await editor.page.reload()
  await step('start').waitFor()
  const before = flows().versions('reception').length
  await button('Publish').click()
  const dialog = editor.page.getByRole('dialog')
  await dialog.getByText('1 of 1 kept test fails.').waitFor()
  await dialog.getByText(/expected “.*”, came “.*”/).waitFor()
  const publish = dialog.getByRole('button', { name: 'Publish' })
  expect(await publish.isDisabled()).toBe(true)
  await dialog.getByLabel('Publish although tests fail').check()
  await publish.click()
  await until('the version', () => flows().versions('reception').length === before + 1)
})

test('a console that goes away leaves no call behind', async () => {
  await button('Try it out: a simulated call').click()
  await button('Start the call').click()
  await editor.page.locator('[data-standing]').waitFor()
  expect(simulations().count).toBe(1)
  await editor.page.goto('about:blank')
  await until('the call to be released', () => simulations().count === 0)
})
