// Flows from files: a flow of Callytics with what could not be carried over, one of Cordboard; each is told before anything changes.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const { button, step, flows, draft } = editor
const dialog = () => editor.page.getByRole('dialog')

const node = (nodeKey: string, type: string, at: number, config = {}) => ({
  ...{ nodeKey, type, label: nodeKey, config },
  ...{ positionX: (at % 3) * 320, positionY: Math.floor(at / 3) * 240 },
})
const way = (sourceNodeKey: string, branchKey: string | null, targetNodeKey: string, condition: unknown = null) => ({
  ...{ sourceNodeKey, targetNodeKey, branchKey, condition },
})
const foreign = {
  name: 'Pizza',
  nodes: [
    node('start', 'start', 0),
    node('hello', 'play_audio', 1, { tts_text: 'Welcome to the pizzeria.' }),
    node('choice', 'menu', 2, { tts_text: 'Press 1 to order, 2 for a message.', timeout: 8000 }),
    node('waiting', 'queue', 3, { queue_id: 'reception', timeout: 60 }),
    node('robot', 'ai_agent', 4, { model: 'x' }),
    node('bye', 'hangup', 5),
  ],
  edges: [
    way('start', 'default', 'hello'),
    way('hello', null, 'choice'),
    way('choice', '1', 'waiting', 'x > 1'),
    way('choice', '2', 'robot'),
    ...['invalid', 'timeout'].map((branch) => way('choice', branch, 'bye')),
    ...['timeout', 'full', 'noOperators'].map((branch) => way('waiting', branch, 'bye')),
  ],
}

const give = (name: string, content: string) =>
  editor.page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })

async function list(): Promise<void> {
  await editor.page.goto(`${editor.desk.address}#/flows`)
  await button('New flow').waitFor()
}

test('a flow of Callytics says what is lost before anything is made, and can be refused', async () => {
  const before = flows().list().length
  await give('pizza.json', JSON.stringify(foreign))
  await dialog().getByText('6 steps, 9 ways').waitFor()
  await dialog().getByText('“robot”: there is no step “ai_agent” here.').waitFor()
  await dialog().getByText('“choice” → “waiting”: the condition was left out.').waitFor()
  await dialog().getByText('To be fixed here before publishing').waitFor()
  await dialog().getByRole('button', { name: 'Close' }).click()
  await dialog().waitFor({ state: 'detached' })
  expect(flows().list()).toHaveLength(before)
})

test('taken, it opens as it was drawn and is published once its foreign step is gone', async () => {
  await give('pizza.json', JSON.stringify(foreign))
  await dialog().getByRole('button', { name: 'Import', exact: true }).click()
  await editor.page.getByRole('heading', { name: 'Pizza' }).waitFor()
  await editor.opened()
  expect(draft()?.nodes.map(({ type }) => type)).toEqual(['start', 'playAudio', 'menu', 'queue', 'ai_agent', 'hangup'])
  expect(draft()?.nodes.map(({ position: { x } }) => x)).toEqual([0, 320, 640, 0, 320, 640])
  expect(editor.ways()).toHaveLength(9)
  await editor.zoomToFit()
  await step('robot').click({ position: { x: 20, y: 8 } })
  await button('Delete').click()
  await until('it gone', () => draft()?.nodes.length === 5)
  await editor.zoomToFit()
  await editor.drag(editor.port('choice', '2'), step('bye'))
  await until('the way', () => editor.ways().includes('choice.2>bye'))
  await editor.saved()
  await editor.publish('From Callytics')
})

test('what is exported comes back as the same flow, in a list and in the place of another draft', async () => {
  const { page } = editor
  const original = draft()
  const download = page.waitForEvent('download')
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('Pizza.flow.json')
  const content = await readFile(await file.path(), 'utf8')
  await list()
  await give('pizza.flow.json', content)
  await dialog().getByText('Everything in it fits this office.').waitFor()
  await dialog().getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: 'Pizza' }).waitFor()
  await editor.opened()
  const same = (document: FlowDocument | undefined) => document && { ...sorted(document), id: '' }
  expect(same(draft())).toEqual(same(original))

  await page.goto(`${editor.desk.address}#/flows/reception`)
  await page.getByRole('heading', { name: 'Reception', exact: true }).waitFor()
  await editor.opened()
  const reception = draft()
  await give('pizza.flow.json', content)
  await dialog().getByText('It takes the place of the draft; that can be undone.').waitFor()
  await dialog().getByRole('button', { name: 'Import', exact: true }).click()
  await until('it in the place of the draft', () => draft()?.name === 'Pizza')
  expect(same(draft())).toEqual(same(original))
  await button('Undo: import').click()
  await until('the draft back', () => JSON.stringify(draft()?.nodes) === JSON.stringify(reception?.nodes))
})

const sorted = (document: FlowDocument): FlowDocument => ({
  ...document,
  nodes: document.nodes.toSorted((a, b) => a.id.localeCompare(b.id)),
  edges: document.edges.toSorted((a, b) => `${a.from.node} ${a.from.port}`.localeCompare(`${b.from.node} ${b.from.port}`)),
})
