// A person draws a reception flow with the mouse and publishes it; a real call walks it. Then another draft, and both sides of a conflict.
import type { Locator } from '@playwright/test'
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage, middleOf } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const { button, drag, draft, port: way, saved, step, ways, zoomToFit } = editor
let flowId = ''

/** The end of the way let go over nothing, and the step searched for there. */
async function leadOnTo(from: Locator, query: string): Promise<void> {
  const { x, y } = await middleOf(from)
  await drag(from, { x: x + 60, y: y + 170 })
  await editor.page.getByRole('combobox', { name: /Lead on to/ }).fill(query)
  await editor.page.keyboard.press('Enter')
}

test('a reception flow is drawn with the mouse and saves itself', async () => {
  await button('New flow').click()
  await editor.page.getByLabel('Name').last().fill('Front desk')
  await editor.page.keyboard.press('Enter')
  flowId = await editor.opened()
  await editor.page
    .getByRole('button', { name: 'Play audio' })
    .dragTo(editor.page.locator('.react-flow__pane'), { targetPosition: { x: 180, y: 560 } })
  await zoomToFit()
  await drag(way('start', 'next'), await middleOf(way('playAudio', 'in')))
  await zoomToFit()
  await leadOnTo(way('playAudio', 'next'), 'menu')
  await button('Arrange').click()
  await until('the layout', async () => (await editor.page.getByRole('button', { name: 'Undo: arrange' }).count()) > 0)
  await zoomToFit()
  await leadOnTo(way('menu', '1'), 'hang')
  await saved()
  await until('the draft to be on the host', () => ways().length === 3)
  expect(ways()).toEqual(['start.next>playAudio', 'playAudio.next>menu', 'menu.1>hangup'])
})

test('problems are told, a click goes to the field, and what can be mended is mended', async () => {
  await editor.page.getByRole('tab', { name: /Problems/ }).click()
  const mend = editor.page.getByRole('button', { name: 'Mend' })
  for (const left of [1, 0]) {
    await mend.first().click()
    await until('one problem less', async () => (await mend.count()) === left)
  }
  await editor.page.getByText('No problems.').waitFor()
  await editor.page.getByRole('tab', { name: 'Outline' }).click()
  await editor.page.getByRole('treeitem', { name: /Menu/ }).first().click()
  await editor.page.getByRole('textbox', { name: /Spoken text/ }).fill('Press 1 to say good bye.')
  await until('the draft', () => JSON.stringify(draft()?.nodes).includes('good bye') && ways().length === 5)
  await button('Undo: edit').click()
  await until('it undone', () => !JSON.stringify(draft()?.nodes).includes('good bye'))
  await editor.page.getByRole('button', { name: 'Redo: edit' }).click()
})

test('published, a real call walks it', async () => {
  await button('Publish').click()
  const dialog = editor.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('The first one')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await until('the version', () => editor.office.store.flows.versions(flowId).length === 1)
  expect(editor.office.store.flows.published(flowId)?.document.nodes.length).toBe(4)
  await editor.office.change((o) => o.routes.save({ number: '5100', flowId }))
  const caller = await editor.office.dial('5100', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await caller.untilEnded()
  await until('the story', () => editor.office.story('+4930777').length >= 3)
  expect(editor.office.story('+4930777').slice(0, 3)).toEqual(['start next', 'playAudio next', 'menu 1'])
  await editor.office.assertQuiet()
})

/** `/`, the name, Enter: each when the page is ready for it, as a person would. */
async function addByName(name: string): Promise<void> {
  await editor.page.keyboard.press('/')
  const search = editor.page.locator('input:focus')
  await search.waitFor()
  await editor.page.keyboard.type(name)
  await until('the name to stand in the field', async () => (await search.inputValue()) === name)
  await editor.page.keyboard.press('Enter')
}

test('by keyboard alone: a step is added behind another, deleted with its way joined, and the second console is told', async () => {
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('ArrowLeft')
  await step('start').locator('[data-selected]').or(step('playAudio').locator('[data-selected]')).first().waitFor()
  await addByName('condition')
  await until('the new step', () => draft()?.nodes.some(({ type }) => type === 'condition'))
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('Delete')
  await until('it to be gone', () => !draft()?.nodes.some(({ type }) => type === 'condition'))
  await saved()
  const other = editor.office.store.flows.draft(flowId)
  if (!other) throw new Error('no draft')
  editor.office.store.flows.save({ ...other.document, name: 'Theirs' }, other.revision)
  await addByName('pause')
  await editor.page.getByText('Someone else changed this flow in the meantime.').waitFor()
  expect(draft()?.name).toBe('Theirs')
  await button('Load theirs').click()
  await editor.page.getByRole('heading', { name: 'Theirs' }).waitFor()
})
