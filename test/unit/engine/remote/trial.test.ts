// A backend is tried: it hears what it would of a call, and that the call is over; what it answers is judged as for a call.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { httpClient } from '../../../../electron/adapters/outbound/http.ts'
import { tryBackend } from '../../../../electron/engine/remote/trial.ts'
import { dice, wallClock } from '../../../../electron/host/system.ts'
import { backend } from '../../../../shared/domain/backend.ts'
import { type Answered, type HttpTestServer, httpTestServer } from '../../../support/httpTestServer.ts'
import { officeOf } from '../../../support/memory.ts'

const http = httpClient(wallClock)
let program: HttpTestServer
beforeAll(async () => {
  program = await httpTestServer()
})
beforeEach(() => {
  program.asked.length = 0
})
afterAll(async () => {
  await program.close()
  await http.close()
})

const config = officeOf({})
const call = { from: '+4930123', to: '5000' }
const step = (more: object = {}) => backend.parse({ kind: 'step', id: 'orders', name: 'Orders', url: program.url, ...more })
const actions = () =>
  backend.parse({ kind: 'callActions', id: 'table', name: 'Table', url: `${program.url}/vca`, summaryUrl: `${program.url}/vss` })

async function tried(answer: Answered, which = step()) {
  program.answer = ({ path }) => (path === '/' || path === '/vca' ? answer : {})
  const { trial, over } = await tryBackend({ http, clock: wallClock, chance: dice, config }, which, call)
  await over
  return trial
}

test('a step provider is prepared, asked once, and told that it is over', async () => {
  const prompt = { type: 'prompt', tts_text: 'Welcome', next: { type: 'bridge', uri: 'sip:bar@example' } }
  const trial = await tried({ json: prompt }, step({ headers: { authorization: 'Bearer a' }, tenantId: 'acme' }))
  expect(trial).toMatchObject({ status: 200, answer: JSON.stringify(prompt) })
  expect(trial.found).toEqual({ kind: 'actions', actions: ['prompt', 'bridge'] })
  expect(program.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/start', 'Bearer a'],
    ['/', 'Bearer a'],
    ['/end', 'Bearer a'],
  ])
  const [, asked, ended] = program.asked.map(({ body }) => JSON.parse(body))
  expect(JSON.parse(trial.sent)).toEqual(asked)
  expect(asked).toMatchObject({ caller: '+4930123', callee: '5000', tenant_id: 'acme', event: { type: 'session_start' } })
  expect(ended).toMatchObject({ session_id: asked.session_id, reason: 'normal', event: { type: 'session_end' } })
})

test.each([
  ['nothing that is JSON', { body: 'Hello' }, { kind: 'wrong', problem: 'the answer is not JSON' }],
  ['an action nobody knows', { json: { type: 'dance' } }, { kind: 'wrong', problem: 'unknown type "dance"' }],
  ['a failure', { status: 500 }, { kind: 'status' }],
  ['too much', { body: 'x'.repeat(300_000) }, { kind: 'unreached', error: 'The answer is larger than 262144 bytes.' }],
])('a step provider that answers %s', async (_what, answer, found) => {
  const trial = await tried(answer)
  expect(trial.found).toEqual(found)
  expect(trial.status).toBe('status' in answer ? answer.status : 200)
  expect(program.asked.at(-1)?.path).toBe('/end')
})

test('nobody there', async () => {
  const { trial } = await tryBackend({ http, clock: wallClock, chance: dice, config }, step({ url: 'http://127.0.0.1:9' }), call)
  expect(trial).toMatchObject({ status: null, answer: '' })
  expect(trial.found).toMatchObject({ kind: 'unreached', error: expect.stringContaining('ECONNREFUSED') })
})

test('a backend of call actions gets a VCA and the summary; its document is read as for a call', async () => {
  const say = { action: 'say', params: { text: 'Your table is ready.', voiceProfile: 'en-US-ZiraRUS' } }
  const trial = await tried({ json: { callflow: [say, { action: 'hangup' }] } }, actions())
  expect(trial.found).toEqual({ kind: 'actions', actions: ['say', 'hangup'] })
  expect(program.asked.map(({ path }) => path)).toEqual(['/vca', '/vss'])
  const [vca, vss] = program.asked.map(({ body }) => JSON.parse(body).payload)
  expect(vca).toMatchObject({ callStatus: 'CALL_RECEIVED', callDirection: 'INBOUND', source: '+4930123', destination: '5000' })
  expect(vss).toMatchObject({ sessionId: vca.sessionId, sessionStatus: 'COMPLETED', callCount: 1 })
  expect((await tried({ body: '' }, actions())).found).toEqual({ kind: 'nothing' })
  expect((await tried({ status: 201 }, actions())).found).toEqual({ kind: 'status' })
  expect((await tried({ json: { callflow: [{ action: 'dance' }] } }, actions())).found).toMatchObject({
    kind: 'wrong',
    problem: expect.stringMatching(/^-10\d\d: /),
  })
})
