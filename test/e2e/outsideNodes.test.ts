// Steps that other programs take part in, drawn and filled in by hand in Chromium; then real calls walk them: a script, a web
// service, an audio endpoint, a step provider, a backend of call actions.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAudioEndpoint } from '../support/audioEndpoint.ts'
import { httpTestServer } from '../support/httpTestServer.ts'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const { button, draft, publish, saved, ways } = editor
type Config = Record<string, unknown>
type Step = { event: { type: string }; session_id: string; caller: string; reason?: string }
type Vca = { eventType?: string }

let endpoint: Awaited<ReturnType<typeof openAudioEndpoint>>
let program: Awaited<ReturnType<typeof httpTestServer>>
/** While false the customer database does not answer. */
let well = true

beforeAll(async () => {
  endpoint = await openAudioEndpoint()
  program = await httpTestServer(({ path, body }) => {
    if (path.startsWith('/customer')) return well ? { body: '{"person": {"name": "Ann"}}' } : { status: 503 }
    if (path === '/calls') return { body: JSON.stringify(document) }
    if (path !== '/step') return {}
    const { event } = JSON.parse(body) as Step
    const prompt = { type: 'prompt', tts_text: 'This is the order line.' }
    return { body: JSON.stringify(event.type === 'session_start' ? prompt : { type: 'hangup' }) }
  })
})
afterAll(() => Promise.all([endpoint?.close(), program?.close()]))

const document = {
  callflow: [
    { action: 'say', params: { text: 'We do not know you yet.', voiceProfile: 'en-US-ZiraRUS' } },
    { action: 'hangup', params: {} },
  ],
}
const config = (type: string): Config => draft()?.nodes.find((each) => each.type === type)?.config ?? {}
const field = (name: string) => editor.page.getByLabel(name, { exact: true }).and(editor.page.locator('input, textarea')).first()

/** By the keyboard: `/`, the name, Enter; it comes after the chosen step. */
async function addByKeys(name: string, type: string): Promise<void> {
  const before = draft()?.nodes.length ?? 0
  await editor.page.getByRole('application').first().focus()
  await editor.page.keyboard.press('/')
  const search = editor.page.locator('input:focus')
  await search.fill(name)
  await editor.page.keyboard.press('Enter')
  await until(`a step ${type}`, () => (draft()?.nodes.length ?? 0) > before && draft()?.nodes.some((each) => each.type === type))
}
/** By the mouse: a double click on its entry of the palette. */
async function addByMouse(name: string, type: string): Promise<void> {
  await editor.page.getByRole('tab', { name: 'Add' }).click()
  await button(name).dblclick()
  await until(`a step ${type}`, () => draft()?.nodes.some((each) => each.type === type))
}
/** A step of the outline. */
async function choose(name: RegExp): Promise<void> {
  await editor.page.getByRole('tab', { name: 'Outline' }).click()
  await editor.page.getByRole('treeitem', { name }).first().click()
}

test('each step is put after the one before, and filled in by mouse and keyboard', async () => {
  const { page } = editor
  const scripts = join(editor.office.data, 'scripts')
  writeFileSync(
    join(scripts, 'greeting.ts'),
    `import { defineScript, say } from 'cordboard'

export default defineScript(async (call) => {
  await call.answer()
  await call.play(say('One moment please.'))
  call.set('known.as', 'caller ' + call.from)
  return 'known'
})
`,
  )
  await button('New flow').click()
  await page.getByLabel('Name').last().fill('Orders')
  await page.keyboard.press('Enter')
  await editor.opened()
  await editor.step('start').click()

  await addByKeys('script', 'script')
  await page.getByText('The host has no script of this name yet.').waitFor()
  await field('Name of the script').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('greet')
  await page.getByRole('option', { name: 'greeting' }).click()
  await page.getByText('The host has no script of this name yet.').waitFor({ state: 'detached' })
  await page.getByLabel('Exits it returns').first().click()
  await page.keyboard.press('Backspace')
  await page.keyboard.type('known')
  await page.keyboard.press('Enter')
  await until('the script', () => JSON.stringify(config('script')) === '{"script":"greeting","ports":["known"]}')

  await addByMouse('HTTP request', 'httpRequest')
  await page.getByText('This is no web address.').waitFor()
  await field('Web address').fill(`${program.url}/customer?who={{known.as}}`)
  await page.keyboard.press('Escape')
  await field('Header').fill('X-Key')
  await field('Value').fill('s3cret')
  await page.getByLabel('Wait for an answer (seconds)').fill('4')
  await button('Add: Read from the answer').click()
  await field('Variable').fill('customer')
  await field('JSON pointer').fill('/person/name')
  await until(
    'the request',
    () => JSON.stringify(config('httpRequest').read) === '[{"name":"customer","pointer":"/person/name"}]',
  )
  expect(config('httpRequest')).toMatchObject({ headers: { 'X-Key': 's3cret' }, timeoutMs: 4000 })

  await addByKeys('stream audio', 'streamAudio')
  await page.getByText('This is no WebSocket address').waitFor()
  await field('WebSocket address').fill(`${endpoint.url}/listen`)
  await page.getByLabel('Which side').selectOption('inbound')
  await page.getByLabel('Samples per second').selectOption('8000')
  await until('the stream', () => config('streamAudio').direction === 'inbound' && config('streamAudio').sampleRate === 8000)
  await addByKeys('play audio', 'playAudio')
  await field('What the caller hears, Spoken text').fill('Good day, {{customer}}.')
  await addByMouse('Stop stream', 'stopStream')
  await addByKeys('step provider', 'stepProvider')
  await field('Web address').fill(`${program.url}/step`)
  await field('Name told to it').fill('orders')
  await until(
    'the provider',
    () => config('stepProvider').url === `${program.url}/step` && config('stepProvider').ivrId === 'orders',
  )
})

test('the ways of failing lead on, too: to call actions, to the end; nothing is left to mend and it is published', async () => {
  const { page } = editor
  await choose(/HTTP request/)
  await addByKeys('call actions', 'callActions')
  await field('Web address').fill(`${program.url}/calls`)
  for (const name of [/^Script/, /Stream audio/]) {
    await choose(name)
    const before = ways().length
    await addByKeys('hang up', 'hangup')
    await until('the way', () => ways().length === before + 1)
  }
  await saved()
  expect(ways().sort()).toEqual([
    'httpRequest.error>callActions',
    'httpRequest.ok>streamAudio',
    'playAudio.next>stopStream',
    'script.error>hangup',
    'script.known>httpRequest',
    'start.next>script',
    'stopStream.next>stepProvider',
    'streamAudio.failed>hangup-1',
    'streamAudio.started>playAudio',
  ])
  await page.getByRole('tab', { name: /Problems/ }).click()
  await button('Fix').click()
  await page.getByRole('menuitem', { name: /known\.as/ }).click()
  await page.getByText('No problems.').waitFor()
  await until('the draft', () => draft()?.variables.some(({ name }) => name === 'known.as'))
  await publish('With other programs')
  await editor.office.change((o) => o.routes.save({ number: '5200', flowId: draft()?.id ?? '' }))
})

test('a real call walks script, request, stream and provider: heard at both ends, started and ended once', async () => {
  const { office } = editor
  const caller = await office.dial('5200', '+4930888')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  caller.audio.sendTone(700)
  await until('the endpoint to hear the caller', () => (endpoint.all[0]?.frames ?? 0) > 5, 20_000)
  await endpoint.all[0]?.hears(700)
  expect(endpoint.all[0]?.start).toMatchObject({ event: 'start', mediaFormat: { sampleRate: 8000 } })
  caller.audio.sendSilence()
  await until('the provider to be asked', () => program.bodies('/step').length > 0, 20_000)
  await caller.audio.waitForAudio()
  await caller.untilEnded(30_000)
  await until('/end to arrive', () => program.bodies('/step/end').length > 0)
  await office.assertQuiet()
  const asked = program.asked.find(({ path }) => path.startsWith('/customer'))
  expect(asked).toMatchObject({ method: 'GET', headers: { 'x-key': 's3cret' } })
  expect(decodeURIComponent(asked?.path ?? '')).toBe('/customer?who=caller +4930888')
  expect(office.story('+4930888')).toEqual([
    'start next',
    'script known',
    'httpRequest ok',
    'streamAudio started',
    'playAudio next',
    'stopStream next',
  ])
  expect(program.bodies<Step>('/step/start').map(({ caller: from }) => from)).toEqual(['+4930888'])
  expect(program.bodies<Step>('/step/end').map(({ reason }) => reason)).toEqual(['hangup'])
  expect(program.bodies<Step>('/step').map(({ event }) => event.type)).toEqual(['session_start', 'audio_complete'])
  const call = office.calls().find(({ from }) => from === '+4930888')
  const said = office.traceOf(call?.id ?? '').filter(({ type }) => type === 'prompt.started')
  expect(said.map(({ node }) => node)).toEqual(['script', 'playAudio', 'stepProvider'])
})

test('when the web service fails, the backend of call actions says its words and ends the call', async () => {
  const { office } = editor
  well = false
  const caller = await office.dial('5200', '+4930999')
  await caller.untilAnswered()
  await until('the backend to be asked', () => program.bodies('/calls').length > 0, 20_000)
  await caller.audio.waitForAudio()
  await caller.untilEnded(30_000)
  await until('the summary', () => program.bodies('/calls').length >= 2)
  await office.assertQuiet()
  expect(office.story('+4930999')).toEqual(['start next', 'script known', 'httpRequest error'])
  expect(program.bodies<Vca>('/calls').length).toBe(2)
})
