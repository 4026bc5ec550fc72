// The integration API's description: what it holds, whether it is sound, and whether a client made from it works.
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test, vi } from 'vitest'
import { readDocument } from '../../../electron/engine/remote/callflow/document.ts'
import { contract } from '../../../shared/contract/index.ts'
import { programWithClient } from '../../support/apiClient.ts'
import { live } from '../rpc/fakes.ts'
import { testHost } from './support.ts'

type Content = Record<string, { schema?: object; example?: unknown }>
type Operation = {
  operationId: string
  summary: string
  description: string
  requestBody?: { content: Content }
  responses: Record<string, { $ref?: string; content?: Content }>
}
type Description = {
  servers: [{ url: string }]
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, { content: Content }>; schemas: Record<string, object> }
}

async function described() {
  const host = await testHost()
  const text = (await host.app.inject('/api/openapi.json')).body
  return { ...host, text, description: JSON.parse(text) as Description }
}
const operationsOf = ({ paths }: Description) =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, each]) => ({ path, method, ...each })))

test('has the integration’s procedures and the call-action endpoint, and nothing of the console’s own', async () => {
  const { description } = await described()
  const shown = operationsOf(description).map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  const promised = Object.values(contract.integration).map((procedure) => {
    const { method, path } = procedure['~orpc'].route
    return `${method} ${path}`
  })
  expect(promised).toHaveLength(10)
  expect(shown.sort()).toEqual([...promised, 'POST /v1/subaccounts/{id}/callflows'].sort())
})

test('passes the recommended rules of Redocly, examples included', async () => {
  const { text } = await described()
  const config = await createConfig({ extends: ['recommended'] })
  const lint = async (source: string) =>
    (await lintFromString({ source, absoluteRef: 'openapi.json', config })).map(({ ruleId, message }) => `${ruleId}: ${message}`)
  expect(await lint(text)).toEqual([])
  // That the linter sees anything at all.
  expect(await lint(text.replace('"operationId":"listCalls"', '"operationId":"listOperators"'))).not.toEqual([])
})

test('each operation says who may, shows what goes in and out, and has its errors', async () => {
  const { description } = await described()
  const { responses } = description.components
  for (const each of operationsOf(description)) {
    expect(each.summary, each.operationId).toMatch(/^[A-Z].{3,}/)
    expect(each.description).toMatch(/role \*(?:agent|supervisor)\*.*scope `integration\.\w+`/)
    const errors = Object.entries(each.responses).filter(([status]) => status !== '200')
    expect(errors.map(([status]) => status)).toEqual(expect.arrayContaining(['401', '403']))
    const bodies = [
      each.requestBody,
      ...Object.values(each.responses).map((one) => responses[one.$ref?.split('/').at(-1) ?? ''] ?? one),
    ]
    for (const media of bodies.flatMap((body) => Object.values(body?.content ?? {})))
      expect(media.example, each.operationId).toBeDefined()
  }
})

test('a call-action request that it allows is one the engine takes', async () => {
  const { description } = await described()
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const allows = ajv.compile(description.components.schemas.CallflowRequest ?? {})
  const judging = { from: 'api' as const, now: 0, profiles: {} }
  const makeCall = { action: 'makeCall', params: { source: '+4930999', destination: '+4930123456' } }
  const of = (action: string, params?: object) => ({ callflow: [makeCall, { action, ...(params ? { params } : {}) }] })
  const voiceProfile = 'en-US-ZiraRUS'
  const [good, bad] = [
    [
      of('hangup'),
      of('say', { text: 'Hi', voiceProfile, speed: 1.5, repetition: 3 }),
      of('playFile', { fileUrl: 'https://x.example/a.mp3' }),
      of('sayAndCapture', { promptMessage: 'Hi', voiceProfile, minDigits: 1, maxDigits: 4, successMessage: null }),
      { ...of('hangup'), validUntil: '2026-07-03T05:59:32.226Z', clientRequestId: 'r1' },
    ],
    [
      {},
      { callflow: [] },
      of('dance'),
      of('say', { text: '', voiceProfile }),
      of('say', { text: 'Hi', voiceProfile, speed: 3 }),
      of('sayAndCapture', { promptMessage: 'Hi', voiceProfile, maxDigits: 26 }),
      of('playFile', { fileUrl: 'ftp://x.example/a.mp3' }),
      { ...of('hangup'), validUntil: 'tomorrow' },
    ],
  ]
  const taken = (document: unknown) => [allows(document), 'actions' in Object(readDocument(document, judging))]
  expect(good.map(taken)).toEqual(good.map(() => [true, true]))
  expect(bad.map(taken)).toEqual(bad.map(() => [false, false]))
})

test('a client that is generated from it compiles, and does what it says', { timeout: 60_000 }, async () => {
  const { description, http, integration, desk, host, store } = await described()
  integration.calls.mockReturnValue([{ id: 'cb-1' }])
  const start = vi.fn(() => ({ result: 'created', sessionId: 's-1', requestId: 'r-1', validUntil: null }))
  Object.assign(host.deps.engine, { callflows: { start } })
  const { token } = store.apiTokens.create({ name: 'Program', role: 'supervisor', by: 'u1' })
  const program = await programWithClient(description)
  const server = new URL(description.servers[0].url, await http.listen()).href
  program.signIn(server, token)
  expect(await program.pauseEverybody('lunch')).toEqual({ paused: ['Ben'], refused: [] })
  expect(desk.pause).toHaveBeenCalledExactlyOnceWith('op1', 'lunch')
  expect(await program.announce('shop', '+4930123456', 'Hello')).toBe('s-1')
  expect(start).toHaveBeenCalledWith(
    'shop',
    expect.objectContaining({ callflow: expect.arrayContaining([{ action: 'hangup' }]) }),
  )
  program.signIn(server, 'x'.repeat(40))
  expect(await program.pauseEverybody('lunch')).toEqual({ paused: [], refused: ['UNAUTHENTICATED'] })
})

test.each(['paused', 'available', 'offline'])('who is not logged in is not made %s', async (state) => {
  const { app, integration, desk, store } = await testHost()
  integration.operators.mockReturnValue([{ ...live, state: 'offline' }])
  const { token } = store.apiTokens.create({ name: 'Program', role: 'supervisor', by: 'u1' })
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/operators/op1/state',
    headers: { authorization: `Bearer ${token}` },
    payload: { state },
  })
  expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'NOT_LOGGED_IN' }])
  for (const act of [desk.pause, desk.resume, desk.logout]) expect(act).not.toHaveBeenCalled()
})

test('is public; what it describes is not', async () => {
  const { app, description } = await described()
  for (const { method, path } of operationsOf(description)) {
    const url = `/api${path.replace(/\{\w+\}/g, 'x')}`
    const answer = await app.inject({ method: method.toUpperCase() as 'GET', url, payload: method === 'post' ? {} : undefined })
    expect([url, answer.statusCode]).toEqual([url, 401])
  }
})

test.each([
  ['application/json', '{'],
  ['application/json', '{"extension":"201",'],
  ['application/json', 'null}'],
])('a body of %s that is “%s” is MALFORMED', async (type, payload) => {
  const { app, store } = await testHost()
  const { token } = store.apiTokens.create({ name: 'Program', role: 'supervisor', by: 'u1' })
  const headers = { 'content-type': type, authorization: `Bearer ${token}` }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/calls', headers, payload })
  expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'MALFORMED', message: expect.any(String) }])
})
