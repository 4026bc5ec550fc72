// A reception flow from nothing, by keyboard alone: drawn, set up, published; a real caller walks it under the eyes of the live view.
// Then two consoles on one flow.
import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { pageTimeoutMs } from './support/chromium.ts'
import { editorPage } from './support/editorPage.ts'
import { tabTo } from './support/keys.ts'

const editor = editorPage(null, 'desk')
const { draft, step, ways } = editor
let flowId = ''

const node = (type: string) => draft()?.nodes.find((each) => each.type === type)
const press = async (...keys: string[]) => {
  for (const key of keys) await editor.page.keyboard.press(key)
}
const canvas = () => tabTo(editor.page, 'Canvas', 'Shift+Tab')
const chosen = (id: string) => step(id).locator('[data-selected]').waitFor()

/** Types into the field that a key has opened, and takes the first that is found. */
async function find(name: string): Promise<void> {
  const search = editor.page.locator('input:focus')
  await search.waitFor()
  await editor.page.keyboard.type(name)
  await until('the name to stand in the field', async () => (await search.inputValue()) === name)
  await press('Enter')
}
/** From the chosen step by its first open way. */
async function leadOn(name: string, edges: number): Promise<void> {
  await press('c')
  await find(name)
  await until(`${name} to be connected`, () => ways().length === edges)
}
/** To the step on the canvas: it is chosen still, or the one that was just made is and it lies before it. */
async function back(id: string): Promise<void> {
  await canvas()
  const there = step(id).locator('[data-selected]')
  if ((await there.count()) === 0) await press('ArrowLeft')
  await there.waitFor()
}
async function write(field: string | RegExp, words: string): Promise<void> {
  await tabTo(editor.page, field)
  await press('Control+a')
  await editor.page.keyboard.type(words)
}

test('a flow is made, drawn and set up without a mouse', async () => {
  await press('Control+k')
  await find('flows')
  await editor.page.getByRole('heading', { name: 'Flows' }).waitFor()
  await tabTo(editor.page, 'New flow')
  await press('Enter')
  await editor.page.getByLabel('Name').last().waitFor()
  await tabTo(editor.page, /^Name/)
  await editor.page.keyboard.type('By keys')
  await press('Enter')
  flowId = await editor.opened()

  await canvas()
  await press('ArrowRight')
  await chosen('start')
  await leadOn('menu', 1)
  await chosen('menu')
  await canvas()
  await press('Enter') // to its settings
  await write(/Spoken text/, 'Press 1 for somebody, 2 to leave a message.')
  await tabTo(editor.page, /^Keys/)
  await editor.page.keyboard.type('2')
  await press('Enter')
  await until('both keys', () => JSON.stringify(node('menu')?.config.keys) === '["1","2"]')

  await canvas()
  await chosen('menu')
  await leadOn('queue', 2)
  await back('menu')
  await leadOn('voicemail', 3)
  await back('menu')
  await leadOn('hang', 4)
  await back('menu')
  await leadOn('hang', 5)
  await press('ArrowRight')
  await chosen('queue')
  for (const edges of [6, 7, 8]) {
    await leadOn('voicemail', edges)
    await back('queue')
  }
  await press('l')
  await until('the layout', async () => (await editor.page.getByRole('button', { name: 'Undo: arrange' }).count()) > 0)
  await editor.page.locator('[data-draft="saved"]').waitFor()
  expect(ways().slice(0, 5)).toEqual([
    'start.next>menu',
    'menu.1>queue',
    'menu.2>voicemail',
    'menu.invalid>hangup',
    'menu.timeout>hangup',
  ])
})

test('it has no problems, and is published', async () => {
  await until('no errors', () => editor.office.host.deps.validate(draft()).every(({ severity }) => severity === 'warning'))
  await tabTo(editor.page, 'Publish')
  await press('Enter')
  const dialog = editor.page.getByRole('dialog')
  await dialog.getByRole('textbox').waitFor()
  await tabTo(editor.page, /note|What/i)
  await editor.page.keyboard.type('The first, by keys')
  await tabTo(editor.page, 'Publish')
  await press('Enter')
  await until('the version', () => editor.office.store.flows.versions(flowId).length === 1)
  await editor.office.change((o) => o.routes.save({ number: '5200', flowId }))
})

test('a real call walks it, and the live view shows the caller move', async () => {
  await editor.page.getByRole('dialog').waitFor({ state: 'detached' })
  await canvas()
  await press('f')
  await step('menu').waitFor()
  await tabTo(editor.page, 'Watch calls in this flow')
  await press('Enter')
  const caller = await editor.office.dial('5200', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await step('menu').locator('[data-here]').waitFor()
  await caller.audio.sendDtmf('2')
  await step('voicemail').locator('[data-here]').waitFor()
  await caller.hangup()
  await until('the story', () => editor.office.story('+4930777').length >= 2)
  expect(editor.office.story('+4930777').slice(0, 2)).toEqual(['start next', 'menu 2'])
  await editor.office.assertQuiet()
  await tabTo(editor.page, 'Watch calls in this flow', 'Shift+Tab')
  await press('Enter')
})

test('two consoles on one flow: the second is told, and nobody’s work is overwritten', async () => {
  const second = await editor.page.context().newPage()
  second.setDefaultTimeout(pageTimeoutMs)
  await second.goto(`${editor.desk.address}#/flows/${flowId}`)
  await second.locator('.react-flow__node[data-id="menu"]').waitFor()
  const words = (on: Page) => on.getByRole('textbox', { name: /What the caller hears, Spoken text/ })
  for (const on of [editor.page, second]) {
    await on.getByRole('button', { name: 'Zoom to fit', exact: true }).click()
    await on.locator('.react-flow__node[data-id="menu"]').click()
  }
  await words(editor.page).fill('The first console was here.')
  await until('the second to see it without a reload', async () => (await words(second).inputValue()).includes('first console'))
  // Who is typing is not interrupted: what they wrote is kept, and refused.
  await words(second).fill('')
  const typing = words(second).pressSequentially('The second console was here, and had a lot to say.', { delay: 100 })
  await until('the second to type', async () => (await words(second).inputValue()) !== '')
  await words(editor.page).fill('The first console was quicker.')
  await until('the first to be saved', () => JSON.stringify(draft()).includes('was quicker'))
  await typing
  await second.getByText('Someone else changed this flow in the meantime.').waitFor()
  expect(JSON.stringify(draft())).toContain('was quicker')
  expect(await words(second).inputValue()).toBe('The second console was here, and had a lot to say.')
  await second.getByRole('button', { name: 'Load theirs' }).click()
  await second.getByText('Someone else changed this flow in the meantime.').waitFor({ state: 'hidden' })
  await second.locator('.react-flow__node[data-id="menu"]').click()
  await until('theirs', async () => (await words(second).inputValue()).includes('was quicker'))
  await second.close()
})
