// What surrounds a simulated call is given by hand: the hour, what a web service answers. And names complete themselves in what it is asked.
import { expect, test } from 'vitest'
import type { FlowDocument, FlowNode } from '../../shared/flow/document.ts'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const { button, step } = editor

const weekdays = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '09:00', to: '17:00' }]]))
const said = (text: string) => ({ prompt: { kind: 'text', text } })
const node = (id: string, type: string, column: number, row: number, config: FlowNode['config'] = {}): FlowNode => ({
  id,
  type,
  label: '',
  position: { x: column * 300, y: row * 160 },
  config,
})
const flow: FlowDocument = {
  schema: 1,
  id: 'shop',
  name: 'Shop',
  nodes: [
    node('start', 'start', 0, 0),
    node('hours', 'businessHours', 1, 0, { timeZone: 'UTC', weekly: weekdays }),
    node('closed', 'playAudio', 2, 1, said('We are closed.')),
    node('ask', 'httpRequest', 2, 0, { url: 'https://crm.example/tier', read: [{ name: 'tier', pointer: '/tier' }] }),
    node('gold', 'condition', 3, 0, { expression: "tier == 'gold'" }),
    node('thanks', 'playAudio', 4, 0, said('Thank you for being with us.')),
    node('hello', 'playAudio', 4, 1, said('Hello.')),
    node('bye', 'hangup', 5, 0),
  ],
  edges: [
    ['start', 'next', 'hours'],
    ['hours', 'open', 'ask'],
    ['hours', 'closed', 'closed'],
    ['hours', 'holiday', 'closed'],
    ['ask', 'ok', 'gold'],
    ['ask', 'error', 'hello'],
    ['gold', 'true', 'thanks'],
    ['gold', 'false', 'hello'],
    ...['closed', 'thanks', 'hello'].map((id) => [id, 'next', 'bye']),
  ].map(([from = '', port = '', to = '']) => ({ from: { node: from, port }, to })),
  notes: [],
  variables: [],
}

const lit = (id: string) => step(id).locator('[data-lit]')
async function callAt(moment: string): Promise<void> {
  const { page } = editor
  const again = page.getByRole('button', { name: 'Call again' })
  if (await again.isVisible()) await again.click()
  await page.getByLabel('Date and time').fill(moment)
  await button('Start the call').click()
}
/** What the web service says to the request that waits. */
async function answer(status: string, body: string): Promise<void> {
  const form = editor.page.getByRole('group', { name: 'https://crm.example/tier waits for an answer' })
  await form.getByLabel('Status (0: none)').fill(status)
  await form.getByLabel('Answer (JSON)').fill(body)
  await form.getByRole('button', { name: 'Answer', exact: true }).click()
}

test('on a Sunday at half past eleven the closed way lights up', async () => {
  const { desk, office, page } = editor
  office.store.flows.create(flow)
  await page.goto(`${desk.address}#/flows/shop`)
  await step('start').waitFor()
  await button('Try it out: a simulated call').click()
  await callAt('2026-11-22T23:30')
  await lit('closed').waitFor()
  expect(await lit('ask').count()).toBe(0)
})

test('a web service answers by hand, and what is read out of it decides', async () => {
  const { page } = editor
  await callAt('2026-11-20T11:00')
  await answer('200', '{"tier": "gold"}')
  await lit('thanks').waitFor()
  await page.getByRole('tab', { name: 'Variables' }).click()
  await page.getByText('gold', { exact: true }).first().waitFor()
  await callAt('2026-11-20T11:00')
  await answer('503', '{}')
  await lit('hello').waitFor()
  expect(await lit('thanks').count()).toBe(0)
  await button('Close').click()
})

test('names complete themselves in the address, a header and the body', async () => {
  const { office, page } = editor
  await button('Zoom to fit').click()
  await step('ask').click({ position: { x: 10, y: 6 } })
  const list = page.getByRole('listbox', { name: 'Suggestions' })
  const complete = async (field: ReturnType<typeof page.locator>, typed: string) => {
    await field.click()
    await page.keyboard.press('End')
    await page.keyboard.type(typed)
    await list.waitFor()
    await page.keyboard.press('Enter')
    await list.waitFor({ state: 'detached' })
  }
  await complete(page.locator('input[data-field=url]'), '?from={{call.fr')
  await page.getByRole('textbox', { name: 'Header', exact: true }).first().fill('X-Caller')
  await complete(page.getByRole('combobox', { name: 'Value', exact: true }).first(), '{{call.fromN')
  await complete(page.locator('textarea[data-field=body]'), 'tier {{ti')
  const config = () => office.store.flows.draft('shop')?.document.nodes.find(({ id }) => id === 'ask')?.config
  await until(
    () => `the names in ${JSON.stringify(config())}`,
    () => config()?.body === 'tier {{tier}}',
  )
  expect(config()).toMatchObject({
    url: 'https://crm.example/tier?from={{call.from}}',
    headers: { 'X-Caller': '{{call.fromName}}' },
  })
})
