// The call-action endpoint and the links to recordings: who may, and what is answered.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { EngineError } from '../../../electron/engine/api.ts'
import { recordingLinks } from '../../../electron/host/recordingLinks.ts'
import { testHost } from './support.ts'

const document = { callflow: [{ action: 'makeCall', params: { source: '4930999', destination: '4930123456' } }] }

it('begins a session for a token of a supervisor; the API’s other procedures take the token, too', async () => {
  const { app, host, store } = await testHost()
  const start = vi.fn((account: string) => {
    if (account !== 'sub1') throw new EngineError('NOT_FOUND', 'There is no such subaccount.')
    return { result: 'created' as const, sessionId: 's1', requestId: 'r1' }
  })
  Object.assign(host.deps.engine, { callflows: { start } })
  const { token } = store.apiTokens.create({ name: 'Shop', role: 'supervisor', by: 'u1' })
  const post = async (account: string, body: string, bearer = token) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/subaccounts/${account}/callflows`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      payload: body,
    })
    return [answer.statusCode, answer.json()]
  }
  expect(await post('sub1', JSON.stringify(document))).toEqual([
    200,
    { sessionId: 's1', sessionStatus: 'CREATED', callFlowRequestId: 'r1', statusCode: 1, statusMessage: 'CREATED' },
  ])
  expect(start).toHaveBeenCalledWith('sub1', document)
  expect((await post('other', '{}'))[0]).toBe(404)
  expect(await post('sub1', '{')).toMatchObject([400, { sessionStatus: 'NOT_CREATED', statusCode: -1001 }])
  expect((await post('sub1', '{}', 'x'.repeat(40)))[0]).toBe(401)
  const agent = store.apiTokens.create({ name: 'Agent', role: 'agent', by: 'u1' })
  expect((await post('sub1', '{}', agent.token))[0]).toBe(403)
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
