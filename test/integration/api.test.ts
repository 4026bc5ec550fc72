// The integration API over HTTP on a real office: every answer is what its OpenAPI description says, tokens act by their role.
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type HttpHost, httpHost } from '../../electron/server/http/server.ts'
import { programWithClient } from '../support/apiClient.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

type Answer = { $ref?: string; content?: Record<string, { schema: object }> }
type Operation = { responses: Record<string, Answer>; tags?: string[] }

let office: RealOffice
let http: HttpHost
let alex: Phone
let sam: Phone
let base = ''
let document: {
  servers: [{ url: string }]
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, Answer> }
}
const tokens: Record<'agent' | 'supervisor', string> = { agent: '', supervisor: '' }
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)

beforeAll(async () => {
  office = await realOffice()
  alex = await office.desk('201')
  sam = await office.desk('202')
  http = await httpHost(office.host, { consoleFolder: office.data, host: '127.0.0.1', port: 0 })
  base = `${await http.listen()}api`
  for (const role of ['agent', 'supervisor'] as const)
    tokens[role] = office.store.apiTokens.create({ name: role, role, by: 'test' }).token
  document = (await (await fetch(`${base}/openapi.json`)).json()) as typeof document
})
afterAll(async () => {
  await http?.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const used = new Set<string>()

/** One request; what comes back must be what the description promises. `template` is the path as it stands there. */
async function ask(
  method: string,
  template: string,
  values: Record<string, string> = {},
  body?: object,
  role: 'agent' | 'supervisor' = 'supervisor',
) {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[role]}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const answer: unknown = await response.json()
  const operation = document.paths[template]?.[method.toLowerCase()]
  expect(operation, `${method} ${template} is described`).toBeDefined()
  if (response.ok) used.add(`${method} ${template}`)
  else expect(answer).toMatchObject({ code: expect.any(String), message: expect.any(String) })
  const promised = operation?.responses[String(response.status)]
  expect(promised, `${method} ${template} may answer ${response.status}`).toBeDefined()
  const shared = document.components.responses[promised?.$ref?.split('/').at(-1) ?? '']
  const schema = (shared ?? promised)?.content?.['application/json']?.schema
  const valid = ajv.compile({ ...schema, components: document.components })
  expect(valid(answer), JSON.stringify(valid.errors)).toBe(true)
  return { status: response.status, answer: answer as Record<string, unknown> & Record<string, unknown>[] }
}

test('click to call: the extension rings, then the other; the call is listed, and ended from outside', async () => {
  const ringing = alex.nextCall()
  const asked = ask('POST', '/v1/calls', {}, { extension: '201', to: '202' })
  const first = await ringing
  const other = sam.nextCall()
  await first.answer()
  const { answer } = await asked
  const second = await other
  await second.answer()
  second.audio.sendTone(700)
  await first.audio.waitForTone(700)
  const running = await ask('GET', '/v1/calls', {}, undefined, 'agent')
  expect(running.answer).toMatchObject([{ id: answer.callId, from: '201', to: '202' }])
  await ask('DELETE', '/v1/calls/{callId}', { callId: String(answer.callId) })
  await Promise.all([first.untilEnded(), second.untilEnded()])
  await until('the call to be over', () => office.engine.runningCalls === 0)
})

test('what cannot be placed or ended is told by its code', async () => {
  expect(await ask('POST', '/v1/calls', {}, { extension: '999', to: '202' })).toMatchObject({ status: 404 })
  expect(await ask('POST', '/v1/calls', {}, { extension: '203', to: '202' })).toMatchObject({
    status: 409,
    answer: { code: 'NO_PHONE' },
  })
  expect(await ask('POST', '/v1/calls', {}, { extension: '201' })).toMatchObject({ status: 422, answer: { code: 'INVALID' } })
  expect(await ask('DELETE', '/v1/calls/{callId}', { callId: 'gone' })).toMatchObject({ status: 404 })
})

test('callbacks: listed, claimed once, closed', async () => {
  const { id } = office.engine.work.createCallback('+4930555', 'reception')
  const [one, two] = [...office.config().operators.keys()] as [string, string]
  expect((await ask('GET', '/v1/callbacks', {}, undefined, 'agent')).answer).toMatchObject([
    { id, number: '+4930555', status: 'pending' },
  ])
  expect((await ask('POST', '/v1/callbacks/{id}/claim', { id }, { operatorId: one })).answer).toMatchObject({
    status: 'claimed',
    claimedBy: one,
  })
  expect(await ask('POST', '/v1/callbacks/{id}/claim', { id }, { operatorId: two })).toMatchObject({ status: 409 })
  expect(await ask('POST', '/v1/callbacks/{id}/claim', { id }, { operatorId: 'nobody' })).toMatchObject({ status: 404 })
  const closed = await ask('POST', '/v1/callbacks/{id}/finish', { id }, { operatorId: one, outcome: 'reached', note: 'all well' })
  expect(closed.answer).toMatchObject({ status: 'done', outcome: 'reached' })
})

test('a callback is returned: the operator rings, then the customer', async () => {
  const { id } = office.engine.work.createCallback('+4930556', 'reception')
  const operatorId = [...office.config().operators.values()].find(({ extension }) => extension === '201')?.id ?? ''
  const ringing = alex.nextCall()
  const asked = ask('POST', '/v1/callbacks/{id}/return', { id }, { operatorId })
  const customer = office.trunk.nextCall()
  const rung = await ringing
  await rung.answer()
  expect((await asked).status).toBe(200)
  const outside = await customer
  await outside.answer()
  outside.audio.sendTone(600)
  await rung.audio.waitForTone(600)
  await rung.hangup()
  await until('the call to be over', () => office.engine.runningCalls === 0)
})

test('operators: their states, changed from outside; the live feed tells', async () => {
  const operatorId = [...office.config().operators.keys()][0] ?? ''
  office.engine.desk.admit(operatorId)
  // Those of the host itself: webhooks, mail.
  const before = office.engine.held.followers
  const feed = await fetch(`${base}/v1/live`, { headers: { authorization: `Bearer ${tokens.agent}` } })
  used.add('GET /v1/live')
  expect(feed.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const reader = feed.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const hear = async (part: string) => {
    while (!heard.includes(part)) heard += (await reader?.read())?.value ?? ''
  }
  await hear('"type":"snapshot"')
  expect(office.engine.held.followers).toBe(before + 1)
  await ask('POST', '/v1/operators/{id}/state', { id: operatorId }, { state: 'paused', reason: 'lunch' })
  await hear('"reason":"lunch"')
  const listed = (await ask('GET', '/v1/operators', {}, undefined, 'agent')).answer
  expect(listed.find((each) => each.operatorId === operatorId)).toMatchObject({ state: 'paused', reason: 'lunch' })
  await ask('POST', '/v1/operators/{id}/state', { id: operatorId }, { state: 'available' })
  await ask('POST', '/v1/operators/{id}/state', { id: operatorId }, { state: 'offline' })
  expect(await ask('POST', '/v1/operators/{id}/state', { id: operatorId }, { state: 'paused' })).toMatchObject({
    status: 409,
    answer: { code: 'NOT_LOGGED_IN' },
  })
  await reader?.cancel()
  await until('the feed to be let go', () => office.engine.held.followers === before)
})

test('a client that was generated from the description uses the office', async () => {
  const [operatorId = '', other = ''] = [...office.config().operators.keys()]
  const nameOf = (id: string) => office.config().operators.get(id)?.name
  office.engine.desk.logout(other)
  office.engine.desk.admit(operatorId)
  const program = await programWithClient(document)
  program.signIn(new URL(document.servers[0].url, base).href, tokens.supervisor)
  const { paused, refused } = await program.pauseEverybody('lunch')
  expect(paused).toEqual([nameOf(operatorId)])
  expect(refused).toContain(`${nameOf(other)}: NOT_LOGGED_IN`)
  expect(office.engine.integration.operators().find((each) => each.operatorId === operatorId)).toMatchObject({
    state: 'paused',
    reason: 'lunch',
  })
  expect(await program.runningCalls()).toEqual([])
  expect(await program.announce('nobody', '+4930123456', 'Hello')).toBe('404 SubAccount not found by Id : nobody')
  office.engine.desk.logout(operatorId)
})

test('an agent’s token reads and does not act; none at all does neither', async () => {
  expect(await ask('POST', '/v1/calls', {}, { extension: '201', to: '202' }, 'agent')).toMatchObject({ status: 403 })
  expect((await fetch(`${base}/v1/operators`)).status).toBe(401)
  expect((await fetch(`${base}/v1/operators`, { headers: { authorization: 'Bearer not-a-token-of-this-office' } })).status).toBe(
    401,
  )
})

test('every described operation was tried, is on the page, and in the audit trail', async () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags }]) =>
      tags?.includes('Integration') ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  )
  expect([...used].sort()).toEqual(described.sort())
  const page = await (await fetch(`${base}/docs`)).text()
  for (const each of described) expect(page).toContain(each.replace(' /', ' /api/'))
  const actions = office.store.audit.list(200).map(({ action }) => action)
  expect(actions).toEqual(
    expect.arrayContaining(['api.call.originate', 'api.call.hangup', 'api.callback.claim', 'api.operator.set']),
  )
})
