// The call-action endpoint and the links to recordings: who may, and what is answered.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { type CallflowApi, EngineError } from '../../../electron/engine/api.ts'
import { recordingLinks } from '../../../electron/host/recordingLinks.ts'
import { callflowAnswer } from '../../support/callActionSchemas.ts'
import { testHost } from './support.ts'

const document = { callflow: [{ action: 'makeCall', params: { source: '4930999', destination: '4930123456' } }] }

async function endpoint() {
  const { app, host, store } = await testHost()
  const start = vi.fn<CallflowApi['start']>((account) => {
    if (account !== 'sub1') throw new EngineError('NOT_FOUND', 'There is no such subaccount.')
    return { result: 'created', sessionId: 's1', requestId: 'r1', validUntil: null }
  })
  Object.assign(host.deps.engine, { callflows: { start } })
  const { token } = store.apiTokens.create({ name: 'Shop', role: 'supervisor', by: 'u1' })
  /** The status, and the answer, which must be as 8x8 publishes it. */
  const post = async (account: string, body: string, bearer: string | null = token) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/subaccounts/${account}/callflows`,
      headers: { 'content-type': 'application/json', ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
      payload: body,
    })
    return [answer.statusCode, callflowAnswer.parse(answer.json())] as const
  }
  return { start, post, store, host }
}

it('begins a session for a token of a supervisor; the API’s other procedures take the token, too', async () => {
  const { start, post, store } = await endpoint()
  expect(await post('sub1', JSON.stringify(document))).toEqual([
    200,
    { sessionId: 's1', sessionStatus: 'CREATED', callFlowRequestId: 'r1', statusCode: 1, statusMessage: 'Created' },
  ])
  expect(start).toHaveBeenCalledWith('sub1', document)
  const agent = store.apiTokens.create({ name: 'Agent', role: 'agent', by: 'u1' })
  expect(await post('sub1', '{}', agent.token)).toMatchObject([403, { statusCode: 403 }])
})

it('says until when a request holds, as it was asked', async () => {
  const { start, post } = await endpoint()
  const validUntil = '2026-12-24T18:00:00.000Z'
  start.mockReturnValueOnce({ result: 'created', sessionId: 's1', requestId: 'r1', validUntil })
  expect(await post('sub1', '{}')).toMatchObject([200, { validUntil }])
})

it('answers every error as 8x8 does, with an id of the request, and none of a session', async () => {
  const { start, post, host } = await endpoint()
  const error = vi.spyOn(host.deps.log, 'error').mockReturnValue()
  const authentication = 'Authentication header not found or token invalid'
  expect(await post('sub1', '{}', 'x'.repeat(40))).toMatchObject([401, { statusCode: 401, statusMessage: authentication }])
  expect(await post('sub1', '{}', null)).toMatchObject([401, { statusCode: 401, statusMessage: authentication }])
  expect(await post('other', '{}')).toMatchObject([404, { statusCode: 404, statusMessage: 'SubAccount not found by Id : other' }])
  for (const body of ['{', '', 'null,'])
    expect(await post('sub1', body)).toMatchObject([400, { statusCode: -1001, statusMessage: 'Invalid JSON request body' }])
  expect(await post('sub1', `"${'x'.repeat(300_000)}"`)).toMatchObject([413, { statusCode: 413 }])
  start.mockReturnValueOnce({ result: 'refused', code: -1017, message: 'Invalid MSISDN format in Destination' })
  expect(await post('sub1', '{}')).toMatchObject([400, { statusCode: -1017 }])
  start.mockReturnValueOnce({ result: 'refused', code: -1013, message: 'first' })
  expect(await post('sub1', '{}')).toMatchObject([422, { statusCode: -1013 }])
  start.mockImplementationOnce(() => {
    throw new EngineError('PBX_DOWN', 'The telephone system does not answer right now.')
  })
  expect(await post('sub1', '{}')).toMatchObject([503, { statusCode: 503 }])
  start.mockImplementationOnce(() => {
    throw new Error('a secret of the host')
  })
  const [status, answer] = await post('sub1', '{}')
  expect([status, answer.statusCode, JSON.stringify(answer).includes('secret')]).toEqual([500, 500, false])
  expect(error).toHaveBeenCalledOnce()
})

it('a recording’s link opens that file and no other', async () => {
  const { app, store, host } = await testHost()
  const folder = join(store.folder, 'media')
  mkdirSync(folder, { recursive: true })
  for (const name of ['a.wav', 'b.wav']) writeFileSync(join(folder, name), 'RIFFxxxxWAVE')
  const links = recordingLinks(store.secrets)
  links.servedAt('http://office:7080/')
  const url = new URL(links.url('a.wav'))
  expect(url.origin).toBe('http://office:7080')
  expect(host.recordingLinks.opens('a.wav', url.searchParams.get('key') ?? '')).toBe(true)
  const get = async (path: string) => (await app.inject(path)).statusCode
  expect(await get(`${url.pathname}${url.search}`)).toBe(200)
  expect(await get(`/media/shared?file=b.wav&key=${url.searchParams.get('key')}`)).toBe(404)
  expect(await get('/media/shared?file=a.wav&key=x')).toBe(404)
})
