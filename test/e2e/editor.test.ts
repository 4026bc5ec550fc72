// A person draws the whole reception by mouse and publishes it; real calls walk it while one looks on. Then both sides of a conflict.
import type { Locator } from '@playwright/test'
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { pageTimeoutMs } from './support/chromium.ts'
import { editorPage, middleOf } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const { button, drag, draft, flows, port: way, publish, saved, step, ways, zoomToFit } = editor
let flowId = ''

const node = (type: string) => draft()?.nodes.find((each) => each.type === type)

/** A step of the palette, let go at a place of the canvas. */
async function fromPalette(name: string, to: { x: number; y: number }): Promise<void> {
  const pane = editor.page.locator('.react-flow__pane')
  const corner = await pane.boundingBox()
  const targetPosition = { x: to.x - (corner?.x ?? 0), y: to.y - (corner?.y ?? 0) }
  await button(name).dragTo(pane, { targetPosition, force: true })
}

/** The end of the way let go over nothing, and the step picked from the list there. */
async function leadOnTo(from: Locator, name: RegExp): Promise<void> {
  const edges = ways().length
  const { x, y } = await middleOf(from)
  await drag(from, { x: x + 60, y: y + 170 })
  const list = editor.page.getByRole('listbox', { name: /Connect to/ })
  await list.getByRole('option', { name }).first().click()
  await until('the way', () => ways().length === edges + 1)
}

/** From a port to the step that is there already. */
async function connect(from: Locator, to: string): Promise<void> {
  const edges = ways().length
  await drag(from, way(to, 'in'))
  await until('the way', () => ways().length === edges + 1)
}

/** The place in the middle of the first edge that leaves that step. */
const halfWay = (from: string) =>
  editor.page
    .locator(`.react-flow__edge[data-id^="${from} "] path`)
    .first()
    .evaluate((line: SVGPathElement) => {
      const { x, y } = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM() ?? undefined)
      return { x, y }
    })

/** Nothing is chosen, so that the canvas has all the room, and everything is in sight. */
async function seeAll(): Promise<void> {
  await editor.page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await zoomToFit()
}

async function arrange(): Promise<void> {
  await seeAll()
  await button('Arrange').click()
  await button('Undo: arrange').waitFor()
  await zoomToFit()
}

/** Types into a field of the settings. */
async function write(field: RegExp, words: string): Promise<void> {
  await editor.page.getByRole('textbox', { name: field }).click()
  await editor.page.keyboard.press('Control+a')
  await editor.page.keyboard.type(words)
}

test('the whole reception is drawn by mouse: dragged, led on, connected, put between, set up', async () => {
  const { page } = editor
  await button('New flow').click()
  await page.getByLabel('Name').last().click()
  await page.keyboard.type('Front desk')
  await page.getByRole('dialog').getByRole('button', { name: 'New flow' }).click()
  flowId = await editor.opened()
  await page.getByText('What happens first?').waitFor()
  expect(await page.locator('[data-worst], [data-errors]').count()).toBe(0)

  const start = await middleOf(step('start'))
  await fromPalette('Business hours', { x: start.x, y: start.y + 200 })
  await zoomToFit()
  await page.getByText('What happens first?').waitFor({ state: 'detached' })
  await connect(way('start', 'next'), 'businessHours')
  await openAlways()
  await leadOnTo(way('businessHours', 'open'), /^Menu/)
  await write(/What the caller hears, Spoken text/, 'Welcome. Press 1 to talk to us, or 2 to leave a message.')
  await page.getByRole('textbox', { name: /^Keys/ }).or(page.getByLabel('Keys')).first().click()
  await page.keyboard.type('2,')
  await until('both keys', () => JSON.stringify(node('menu')?.config.keys) === '["1","2"]')
  await arrange()

  await leadOnTo(way('businessHours', 'closed'), /^Play audio/)
  await write(/Spoken text/, 'Our office is closed.')
  await arrange()
  await connect(way('businessHours', 'holiday'), 'playAudio')
  await leadOnTo(way('playAudio', 'next'), /^Voicemail/)
  await arrange()
  await leadOnTo(way('menu', '1'), /^Queue/)
  await arrange()
  await connect(way('menu', '2'), 'voicemail')
  for (const port of ['invalid', 'timeout']) await connect(way('menu', port), 'queue')
  for (const port of ['timeout', 'full', 'noOperators']) await connect(way('queue', port), 'voicemail')
  await arrange()

  await fromPalette('Pause', await halfWay('start'))
  await until('it between', () => ways().includes('pause.next>businessHours'))
  await saved()
  expect(ways().sort()).toEqual([
    'businessHours.closed>playAudio',
    'businessHours.holiday>playAudio',
    'businessHours.open>menu',
    'menu.1>queue',
    'menu.2>voicemail',
    'menu.invalid>queue',
    'menu.timeout>queue',
    'pause.next>businessHours',
    'playAudio.next>voicemail',
    'queue.full>voicemail',
    'queue.noOperators>voicemail',
    'queue.timeout>voicemail',
    'start.next>pause',
  ])
  // A new step keeps the office's own hours.
  expect(node('businessHours')?.config.timeZone).toBe(editor.office.host.deps.config().settings.timeZone)
})

/** Paints every day of the week open from its first to its last half hour. */
async function openAlways(): Promise<void> {
  const { page } = editor
  for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) {
    const slots = page.getByRole('group', { name: day, exact: true }).getByRole('button')
    await drag(slots.first(), slots.last())
  }
  await until(
    () => `every day to be open: ${JSON.stringify(node('businessHours')?.config.weekly)}`,
    () =>
      Object.values((node('businessHours')?.config.weekly ?? {}) as object).filter(
        (ranges) => JSON.stringify(ranges) === '[{"from":"00:00","to":"24:00"}]',
      ).length === 7,
  )
}

test('problems are told and mended by a click; what is typed is undone and done again', async () => {
  const { page } = editor
  await page.getByRole('tab', { name: /Problems/ }).click()
  await page.getByText('No problems.').waitFor()
  await seeAll()
  const edge = await halfWay('menu')
  await page.mouse.click(edge.x, edge.y)
  await page.keyboard.press('Delete')
  const cut = await until('the way to be gone', () => (ways().length === 12 ? ways() : undefined))
  await page.getByRole('button', { name: 'Fix' }).first().click()
  const choice = (name: string | RegExp) => page.getByRole('menuitem', { name })
  await choice('To another step …').waitFor()
  expect(await choice(/Voicemail$/).count()).toBeGreaterThan(0)
  expect(ways()).toEqual(cut)
  await choice('To another step …').click()
  await page.getByRole('listbox', { name: /Connect to/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Fix' }).first().click()
  await choice('To Queue').click()
  await page.getByText('No problems.').waitFor()
  await button('Undo: fix').click()
  await button('Undo: disconnect').click()
  await until('the way back', () => ways().length === 13)
  await page.getByRole('tab', { name: 'Outline' }).click()
  await page.getByRole('treeitem', { name: /Menu/ }).first().click()
  await page
    .getByRole('textbox', { name: /Spoken text/ })
    .first()
    .fill('Press 1 to say good bye.')
  await until('the draft', () => JSON.stringify(draft()?.nodes).includes('good bye'))
  await button('Undo: edit').click()
  await until('it undone', () => !JSON.stringify(draft()?.nodes).includes('good bye'))
})

test('a step is found by a word of its settings, and the canvas goes there', async () => {
  const { page } = editor
  await seeAll()
  const { x, y } = await middleOf(step('start'))
  await page.mouse.move(x, y)
  await until('the greeting to be out of sight', async () => {
    await page.mouse.wheel(0, -400)
    return (await step('playAudio').count()) === 0
  })
  await page.keyboard.press('Control+f')
  await page.getByRole('combobox', { name: 'Name, type or words of a step' }).fill('office is closed')
  await page.getByRole('option', { name: /Play audio/ }).waitFor()
  await page.keyboard.press('Enter')
  await step('playAudio').locator('[data-selected]').waitFor()
  expect(
    await page
      .getByRole('application')
      .first()
      .evaluate((each) => each === document.activeElement),
  ).toBe(true)
})

test('a new step and the one it follows are both in sight', async () => {
  const { page } = editor
  await seeAll()
  await step('businessHours').click({ position: { x: 20, y: 8 } })
  const box = await middleOf(step('businessHours'))
  await page.mouse.move(box.x, box.y)
  await until('it close by', async () => {
    await page.mouse.wheel(0, -200)
    return ((await step('businessHours').boundingBox())?.width ?? 0) > 200
  })
  await page.getByRole('application').first().focus()
  await page.keyboard.press('c')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('hang')
  await page.keyboard.press('Enter')
  const added = (await until('the new step', () => node('hangup'))).id
  const pane = await page.locator('.react-flow__pane').boundingBox()
  await until('both in sight', async () => {
    const boxes = await Promise.all([step('businessHours').boundingBox(), step(added).boundingBox()])
    return boxes.every(
      (each) => each && pane && each.x >= pane.x - 1 && each.x + each.width <= pane.x + (pane.width + 1) && each.y >= pane.y - 1,
    )
  })
  await button('Undo: add').click()
  await until('it gone', () => draft()?.nodes.every(({ id }) => id !== added))
})

test('it is published with a note, the second time with what has changed in sight', async () => {
  const { page } = editor
  await publish('The first one')
  await seeAll()
  await step('pause').click({ position: { x: 10, y: 5 } })
  await button('Delete').click()
  await until('it gone', () => !node('pause'))
  await step('playAudio').click({ position: { x: 20, y: 8 } })
  await write(/Spoken text/, 'We are closed today.')
  await until('the draft', () => JSON.stringify(draft()?.nodes).includes('closed today'))
  await button('Publish').click()
  await page.getByRole('dialog').getByText('Changes since version 1').waitFor()
  await page.getByRole('dialog').getByText(/Pause/).first().waitFor()
  const sides = page.getByRole('dialog').locator('dl > div')
  expect(await sides.allTextContents()).toEqual(['Before“Our office is closed.”', 'Now“We are closed today.”'])
  await page.getByRole('dialog').getByText('No number leads to this flow yet').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await publish('Without the pause')
  expect(
    flows()
      .versions(flowId)
      .map(({ note }) => note),
  ).toEqual(expect.arrayContaining(['The first one', 'Without the pause']))
  expect(flows().published(flowId)?.document.nodes).toHaveLength(6)
})

test('a real call walks it, and the caller is seen to move from step to step', async () => {
  const { office } = editor
  await office.change((o) => o.routes.save({ number: '5100', flowId }))
  await seeAll()
  await button('Watch calls in this flow').click()
  const caller = await office.dial('5100', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await step('menu').locator('[data-here]').waitFor()
  await caller.audio.sendDtmf('1')
  await step('queue').locator('[data-here]').waitFor()
  expect(await step('menu').locator('[data-here]').count()).toBe(0)
  await caller.hangup()
  const second = await office.dial('5100', '+4930778')
  await second.untilAnswered()
  await second.audio.waitForAudio()
  await second.audio.sendDtmf('2')
  await step('voicemail').locator('[data-here]').waitFor()
  await second.hangup()
  await until('the story', () => office.story('+4930778').length >= 3)
  expect(office.story('+4930777').slice(0, 3)).toEqual(['start next', 'businessHours open', 'menu 1'])
  expect(office.story('+4930778').slice(0, 3)).toEqual(['start next', 'businessHours open', 'menu 2'])
  await office.assertQuiet()
  await button('Watch calls in this flow').click()
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

test('by keyboard alone: a step is added behind another, deleted with its way joined, also in what a colleague just saved', async () => {
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('ArrowLeft')
  await editor.page.locator('.react-flow__node [data-selected]').first().waitFor()
  await addByName('condition')
  await until('the new step', () => draft()?.nodes.some(({ type }) => type === 'condition'))
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('Delete')
  await until('it to be gone', () => !draft()?.nodes.some(({ type }) => type === 'condition'))
  await saved()
  const second = await editor.page.context().newPage()
  try {
    second.setDefaultTimeout(pageTimeoutMs)
    await second.goto(editor.page.url())
    await second.locator('.react-flow__node[data-id="menu"]').click({ position: { x: 20, y: 8 } })
    await second.getByLabel('Name on the card').fill('Theirs')
    await step('menu').getByText('Theirs').waitFor()
    await addByName('pause')
    await until('the step in theirs', () => draft()?.nodes.some(({ type }) => type === 'pause'))
    expect(draft()?.nodes.find(({ id }) => id === 'menu')?.label).toBe('Theirs')
    await second.locator('.react-flow__node[data-id="pause"]').waitFor()
  } finally {
    await second.close()
  }
})
