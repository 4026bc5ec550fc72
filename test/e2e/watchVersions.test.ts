// An older version becomes the draft again: what is different is told without moves, and who has the flow open elsewhere is told.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { pageTimeoutMs } from './support/chromium.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage('reception')
const { button, draft, flows, publish, saved, step } = editor
const menu = () => draft()?.nodes.find(({ id }) => id === 'menu')

/** Writes another name on the card of the menu and moves it, as an older console or a program would. */
async function changed(): Promise<void> {
  const mine = flows().draft('reception')
  if (!mine) throw new Error('no draft')
  const nodes = mine.document.nodes.map((node) => {
    const moved = { ...node, position: { x: node.position.x, y: node.position.y + 400 } }
    if (node.id === 'menu') return { ...moved, label: 'Which department?' }
    return node.id === 'message' ? moved : node
  })
  flows().save({ ...mine.document, nodes }, mine.revision)
  await editor.page.reload()
  await step('menu').getByText('Which department?').waitFor()
}

test('what changes by a publication is told without moves, and with them where one asks', async () => {
  const { page } = editor
  await changed()
  await button('Publish').click()
  const dialog = page.getByRole('dialog')
  const lines = dialog.getByRole('listitem')
  await dialog.getByText('Changes since version 1').waitFor()
  await dialog.getByText('Which department?: Name on the card').waitFor()
  expect(await dialog.getByRole('definition').allInnerTexts()).toEqual(['Main menu', 'Which department?'])
  expect(await lines.count()).toBe(0)
  await dialog.getByLabel('Show what was only moved').check({ force: true })
  await until('the moves', async () => (await lines.count()) === 2)
  expect((await lines.allInnerTexts()).every((line) => line.startsWith('Moved: '))).toBe(true)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await publish('Another name')
})

test('a version that is restored is a draft only, and a second console shows it at once and overwrites nothing', async () => {
  const { page, desk } = editor
  const second = await page.context().newPage()
  try {
    second.setDefaultTimeout(pageTimeoutMs)
    await second.goto(`${desk.address}#/flows/reception`)
    const there = second.locator('.react-flow__node[data-id="menu"]')
    await there.getByText('Which department?').waitFor()

    await button('Versions').click()
    await page.getByRole('button', { name: 'Restore', exact: true }).last().click()
    await page.getByText('Version 1 is the draft now. Publish it to make it live.').waitFor()
    await until('the draft of version 1', () => menu()?.label !== 'Which department?')
    expect(flows().published('reception')?.version).toBe(2)
    await step('menu').getByText('Main menu').waitFor()
    const restored = JSON.stringify(draft())

    await there.getByText('Main menu').waitFor()
    await there.click({ position: { x: 20, y: 8 } })
    await second.getByLabel('Name on the card').waitFor()
    expect(await second.getByLabel('Name on the card').inputValue()).toBe('Main menu')
    expect(JSON.stringify(draft())).toBe(restored)
  } finally {
    await second.close()
  }
  await saved()
})

test('what was typed a moment before a version took its place comes back with Undo', async () => {
  const { page } = editor
  await page.reload()
  await step('menu').click({ position: { x: 20, y: 8 } })
  await page.getByLabel('Name on the card').fill('Typed just now')
  await button('Versions').click()
  await page.getByRole('button', { name: 'Restore', exact: true }).last().click()
  const message = page.getByRole('alert').filter({ hasText: 'Version 1 is the draft now.' })
  await message.waitFor()
  await until('the draft of version 1', () => menu()?.label !== 'Typed just now')
  await message.getByRole('button', { name: 'Undo' }).click()
  await until('what was typed', () => menu()?.label === 'Typed just now')
  await step('menu').getByText('Typed just now').waitFor()
  await saved()
})
