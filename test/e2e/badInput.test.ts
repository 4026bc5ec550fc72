// Files that are no flows, or worse: each is told in a sentence and changes nothing. Large flows pass, larger ones are refused.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')

const start = { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} }
const base: FlowDocument = { schema: 1, id: 'file', name: 'From a file', nodes: [start], edges: [], notes: [], variables: [] }
const count = () => editor.flows().list().length
const idOf = (name: string) => editor.office.store.flows.list().find((flow) => flow.name === name)?.id

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-flows-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A file of the disk, as a person chooses one: megabytes are not sent through the browser's remote control. */
async function give(content: string, name = 'flow.json'): Promise<void> {
  const path = join(folder, name)
  await writeFile(path, content)
  await editor.page.locator('input[type=file]').first().setInputFiles(path)
}
const take = () => editor.page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
const told = (sentence: RegExp | string) => editor.page.getByText(sentence).first().waitFor()

const circle = (id: string) => ({
  ...base,
  nodes: [start, { ...start, id: 'inner', type: 'subflow', config: { flow: id, exits: ['next'] } }],
  edges: [{ from: { node: 'start', port: 'next' }, to: 'inner' }],
})

test.each([
  ['is no JSON', 'hello', 'That file is no flow of Cordboard'],
  ['is JSON of something else', '{"nodes": 1}', 'This is no flow:'],
  ['comes from a newer Cordboard', JSON.stringify({ ...base, schema: 99 }), 'newer Cordboard'],
  ['stands inside itself', JSON.stringify(circle('file')), 'would stand inside itself'],
  ['has ten megabytes', `{"name": "${'x'.repeat(10_000_000)}"}`, /too large/i],
])('a file that %s is told and makes no flow', async (_what, content, sentence) => {
  const before = count()
  await give(content)
  await told(sentence)
  expect(count()).toBe(before)
  await editor.page.reload()
  await editor.page.getByRole('button', { name: 'New flow' }).waitFor()
})

test('a flow of megabytes is imported, opened, edited and saved', async () => {
  const text = 'All our lines are busy. '.repeat(120)
  const steps = Array.from({ length: 900 }, (_, at) => ({
    ...start,
    id: `say-${at}`,
    type: 'playAudio',
    position: { x: (at % 30) * 320, y: Math.floor(at / 30) * 140 },
    config: { prompt: { kind: 'text', text } },
  }))
  const edges = ['start', ...steps.map(({ id }) => id)]
    .slice(0, -1)
    .map((node, at) => ({ from: { node, port: 'next' }, to: `say-${at}` }))
  const large = JSON.stringify({ ...base, name: 'Large', nodes: [start, ...steps], edges })
  expect(large.length).toBeGreaterThan(2_500_000)
  await give(large)
  await take()
  await editor.page.locator('.react-flow__node').first().waitFor()
  await until('the flow on the host', () => idOf('Large') !== undefined)
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('/')
  await editor.page.locator('input:focus').fill('hang')
  await editor.page.keyboard.press('Enter')
  const saved = () => editor.office.store.flows.draft(idOf('Large') ?? '')?.document.nodes.some(({ type }) => type === 'hangup')
  await until('the edit to be saved', saved, 15_000)
})

test('script in strings is text and nothing else, and keeps the flow from being published', async () => {
  const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
  const hook = { ...start, id: 'hook', type: 'webhook', label: script, config: { url: 'javascript:window.hacked=1' } }
  const say = { ...start, id: 'say', type: 'playAudio', label: script, config: { prompt: { kind: 'text', text: script } } }
  const edges = [
    { from: { node: 'start', port: 'next' }, to: 'say' },
    { from: { node: 'say', port: 'next' }, to: 'hook' },
  ]
  const notes = [{ id: 'n', text: script, position: { x: 0, y: 300 } }]
  await editor.page.goto(`${editor.desk.address}#/flows`)
  await give(JSON.stringify({ ...base, name: script.slice(0, 80), nodes: [start, say, hook], edges, notes }))
  await take()
  await editor.page.locator('.react-flow__node[data-id="hook"]').click()
  await told('This is no web address.')
  await editor.page.getByRole('tab', { name: 'Outline' }).click()
  expect(await editor.page.evaluate(() => 'hacked' in window)).toBe(false)
  await editor.page.getByRole('button', { name: 'Publish', exact: true }).click()
  await told('One problem has to be fixed first.')
  expect(await editor.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true)
})
