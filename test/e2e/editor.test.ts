// A person draws a reception flow with the mouse and publishes it; a real call walks it. Then another draft, and both sides of a conflict.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { type ConsoleOffice, consoleOffice, setUp } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
let flowId = ''
beforeAll(async () => {
  desk = await consoleOffice()
  page = await desk.page()
  page.setDefaultTimeout(8000)
  await setUp(page, desk.setupLink())
  await page.getByText('5000').first().waitFor()
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true }).first()
const step = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const way = (id: string, port: string) => step(id).locator(`[data-handleid="${port}"]`)
const saved = () => page.locator('[data-draft="saved"]').waitFor()
const document = () => desk.office.store.flows.draft(flowId)?.document
const ways = () => (document()?.edges ?? []).map(({ from, to }) => `${from.node}.${from.port}>${to}`)

/** Everything in sight, and the view at rest. */
async function fit(): Promise<void> {
  await button('Zoom to fit').click()
  const view = page.locator('.react-flow__viewport')
  let [before, same] = ['', 0]
  await until('the view to rest', async () => {
    const now = (await view.getAttribute('style')) ?? ''
    same = now === before ? same + 1 : 0
    before = now
    return same > 12
  })
}

/** Drags from the middle of one thing to a place. */
async function drag(from: ReturnType<Page['locator']>, to: { x: number; y: number }): Promise<void> {
  const box = await from.boundingBox()
  if (!box) throw new Error('nothing to drag')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move((box.x + to.x) / 2, (box.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

const middleOf = async (of: ReturnType<Page['locator']>) => {
  const { x, y, width, height } = (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  return { x: x + width / 2, y: y + height / 2 }
}

/** The end of the way let go over nothing, and the step searched for there. */
async function leadOnTo(from: ReturnType<Page['locator']>, query: string): Promise<void> {
  const { x, y } = await middleOf(from)
  await drag(from, { x: x + 60, y: y + 170 })
  await page.getByRole('combobox', { name: /Lead on to/ }).fill(query)
  await page.keyboard.press('Enter')
}

test('a reception flow is drawn with the mouse and saves itself', async () => {
  await page.goto(`${desk.address}#/flows`)
  await button('New flow').click()
  await page.getByLabel('Name').last().fill('Front desk')
  await page.keyboard.press('Enter')
  await step('start').waitFor()
  flowId = decodeURIComponent(page.url().split('/').at(-1) ?? '')
  await page
    .getByRole('button', { name: 'Play audio' })
    .dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: 180, y: 560 } })
  await fit()
  await drag(way('start', 'next'), await middleOf(way('playAudio', 'in')))
  await fit()
  await leadOnTo(way('playAudio', 'next'), 'menu')
  await button('Arrange').click()
  await until('the layout', async () => (await page.getByRole('button', { name: 'Undo: arrange' }).count()) > 0)
  await fit()
  await leadOnTo(way('menu', '1'), 'hang')
  await saved()
  await until('the draft to be on the host', () => ways().length === 3)
  expect(ways()).toEqual(['start.next>playAudio', 'playAudio.next>menu', 'menu.1>hangup'])
})

test('problems are told, a click goes to the field, and what can be mended is mended', async () => {
  await page.getByRole('tab', { name: /Problems/ }).click()
  const mend = page.getByRole('button', { name: 'Mend' })
  for (const left of [1, 0]) {
    await mend.first().click()
    await until('one problem less', async () => (await mend.count()) === left)
  }
  await page.getByText('No problems.').waitFor()
  await page.getByRole('tab', { name: 'Outline' }).click()
  await page.getByRole('treeitem', { name: /Menu/ }).first().click()
  await page.getByRole('textbox', { name: /Spoken text/ }).fill('Press 1 to say good bye.')
  await until('the draft', () => JSON.stringify(document()?.nodes).includes('good bye') && ways().length === 5)
  await button('Undo: edit').click()
  await until('it undone', () => !JSON.stringify(document()?.nodes).includes('good bye'))
  await page.getByRole('button', { name: 'Redo: edit' }).click()
})

test('published, a real call walks it', async () => {
  await button('Publish').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('The first one')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await until('the version', () => desk.office.store.flows.versions(flowId).length === 1)
  expect(desk.office.store.flows.published(flowId)?.document.nodes.length).toBe(4)
  await desk.office.change((o) => o.routes.save({ number: '5100', flowId }))
  const caller = await desk.office.dial('5100', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await caller.untilEnded()
  await until('the story', () => desk.office.story('+4930777').length >= 3)
  expect(desk.office.story('+4930777').slice(0, 3)).toEqual(['start next', 'playAudio next', 'menu 1'])
  await desk.office.assertQuiet()
})

/** `/`, the name, Enter: each when the page is ready for it, as a person would. */
async function addByName(name: string): Promise<void> {
  await page.keyboard.press('/')
  const search = page.locator('input:focus')
  await search.waitFor()
  await page.keyboard.type(name)
  await until('the name to stand in the field', async () => (await search.inputValue()) === name)
  await page.keyboard.press('Enter')
}

test('by keyboard alone: a step is added behind another, deleted with its way joined, and the second console is told', async () => {
  await page.getByRole('application').first().focus()
  await page.keyboard.press('ArrowLeft')
  await step('start').locator('[data-selected]').or(step('playAudio').locator('[data-selected]')).first().waitFor()
  await addByName('condition')
  await until('the new step', () => document()?.nodes.some(({ type }) => type === 'condition'))
  await page.getByRole('application').first().focus()
  await page.keyboard.press('Delete')
  await until('it to be gone', () => !document()?.nodes.some(({ type }) => type === 'condition'))
  await saved()
  const other = desk.office.store.flows.draft(flowId)
  if (!other) throw new Error('no draft')
  desk.office.store.flows.save({ ...other.document, name: 'Theirs' }, other.revision)
  await addByName('pause')
  await page.getByText('Someone else changed this flow in the meantime.').waitFor()
  expect(document()?.name).toBe('Theirs')
  await button('Load theirs').click()
  await page.getByRole('heading', { name: 'Theirs' }).waitFor()
})
