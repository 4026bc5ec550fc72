import { describe, expect, it } from 'vitest'
import { promptBytes } from '../../../electron/server/http/mediaRoutes.ts'
import { isOurs, ownNames } from '../../../electron/server/http/security.ts'
import { signedIn, testHost } from './support.ts'

describe('the host over HTTP', () => {
  it('is healthy when calls can be taken, and says why not', async () => {
    const { app, state } = await testHost()
    const health = async () => {
      const answer = await app.inject('/healthz')
      return [answer.statusCode, answer.json()]
    }
    state.ready = false
    expect(await health()).toEqual([503, { status: 'starting', problems: [], pbx: 'demo', version: '0.1.0' }])
    state.ready = true
    expect(await health()).toEqual([200, { status: 'ok', problems: [], pbx: 'demo', version: '0.1.0' }])
    state.ready = false
    expect(await health()).toEqual([503, { status: 'pbxDown', problems: [], pbx: 'demo', version: '0.1.0' }])
  })

  it('serves the console, its hashed files for ever', async () => {
    const { app } = await testHost()
    const page = await app.inject('/')
    expect([page.statusCode, page.headers['cache-control'], page.body]).toEqual([200, 'no-cache', '<title>Cordboard</title>'])
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect((await app.inject('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
    const missing = [
      '/nothing',
      '/../cordboard.sqlite',
      '/%2e%2e/cordboard.sqlite',
      '/media/voicemail/..%2f..%2fcordboard.sqlite',
    ]
    for (const url of missing) expect([401, 403, 404], url).toContain((await app.inject(url)).statusCode)
  })

  it('answers only to its own names and pages', async () => {
    const { app } = await testHost()
    const by = async (headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') =>
      (await app.inject({ method, url: method === 'GET' ? '/auth/state' : '/auth/sign-out', headers })).statusCode
    expect(await by({ host: 'localhost:7080', origin: 'http://localhost:7080' })).toBe(204)
    expect(await by({ host: 'localhost:7080', origin: 'http://evil.example' })).toBe(403)
    expect(await by({ host: 'localhost:7080', origin: 'http://localhost:9999' })).toBe(403)
    expect(await by({ host: 'evil.example' }, 'GET')).toBe(403)
    const names = ownNames('192.168.1.5', ['office.example'])
    expect(isOurs({ host: '192.168.1.5:7080' }, names)).toBe(true)
    expect(isOurs({ host: 'OFFICE.example', origin: 'https://office.example' }, names)).toBe(true)
    expect(isOurs({ host: '[::1]:7080', origin: 'null' }, names)).toBe(false)
    expect(isOurs({}, names)).toBe(false)
  })

  it('refuses bodies that are too large or no JSON with a code', async () => {
    const { app } = await testHost()
    const post = (payload: string) =>
      app.inject({ method: 'POST', url: '/auth/sign-in', payload, headers: { 'content-type': 'application/json' } })
    expect((await post('{')).json()).toMatchObject({ code: 'INVALID' })
    expect((await post(`{"login":"${'x'.repeat(1_100_000)}"}`)).json()).toMatchObject({ code: 'TOO_LARGE' })
    expect((await post('{}')).json()).toMatchObject({ code: 'INVALID', field: 'login' })
  })

  it('tells nothing of a fault', async () => {
    const { app, host, log } = await testHost()
    host.users.count = () => {
      throw new Error('secret detail')
    }
    const answer = await app.inject('/auth/state')
    expect([answer.statusCode, answer.json().code, answer.body.includes('secret')]).toEqual([500, 'INTERNAL', false])
    expect(log.error).toHaveBeenCalled()
  })
})

describe('media', () => {
  const message = { id: 'vm1', mailboxId: 'm', callId: 'c1', from: '1', fromName: '', at: 1, seconds: 3, file: 'vm1.wav' }

  it('is played to those who are signed in, in parts', async () => {
    const tested = await testHost()
    const { app, store } = tested
    store.voicemails.add({ ...message, status: 'new', assignedTo: null, note: null })
    const { cookie } = await signedIn(tested, 'agent')
    expect((await app.inject('/media/voicemail/vm1')).statusCode).toBe(401)
    const whole = await app.inject({ url: '/media/voicemail/vm1', headers: { cookie } })
    expect([whole.statusCode, whole.headers['content-type'], whole.headers['accept-ranges'], whole.body]).toEqual([
      200,
      expect.stringMatching(/^audio\//),
      'bytes',
      'RIFF0123456789WAVE',
    ])
    const part = await app.inject({ url: '/media/voicemail/vm1', headers: { cookie, range: 'bytes=4-7' } })
    expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, 'bytes 4-7/18', '0123'])
    const beyond = await app.inject({ url: '/media/voicemail/vm1', headers: { cookie, range: 'bytes=99-' } })
    expect(beyond.statusCode).toBe(416)
    expect((await app.inject({ url: '/media/voicemail/none', headers: { cookie } })).json()).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('of a call is for its operator and for supervisors', async () => {
    const tested = await testHost()
    const { app, store } = tested
    const call = { kind: 'inbound' as const, from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: 1 }
    store.callLog.started({ id: 'c1', ...call })
    store.callLog.update('c1', { operatorId: 'op1', recording: 'vm1.wav' })
    const admin = await signedIn(tested)
    const agent = await signedIn(tested, 'agent')
    const status = async (cookie: string) => (await app.inject({ url: '/media/recording/c1', headers: { cookie } })).statusCode
    expect([await status(admin.cookie), await status(agent.cookie)]).toEqual([200, 403])
  })

  it('is taken as a prompt when it is sound, from an admin', async () => {
    const tested = await testHost()
    const { app, store, configChanged } = tested
    const { cookie } = await signedIn(tested)
    const agent = await signedIn(tested, 'agent')
    const put = (query: string, payload: Buffer, by = cookie) =>
      app.inject({
        method: 'POST',
        url: `/media/prompts?${query}`,
        payload,
        headers: { cookie: by, 'content-type': 'audio/wav' },
      })
    const first = (await put('name=Welcome&language=en', Buffer.from('RIFFaudio'))).json()
    expect(first).toMatchObject({ name: 'Welcome', variants: { en: `${first.id}-en` }, seconds: 2 })
    await put(`name=Welcome&language=de&id=${first.id}`, Buffer.from('RIFFaudio'))
    expect(Object.keys(store.office.prompts.get(first.id)?.variants ?? {})).toEqual(['en', 'de'])
    expect(configChanged).toHaveBeenCalledTimes(2)
    const code = async (query: string, payload: Buffer, by = cookie) => {
      const { code, reason } = (await put(query, payload, by)).json()
      return [code, reason]
    }
    expect(await code('name=x&language=en', Buffer.from('text'))).toEqual(['INVALID', 'notAudio'])
    expect(await code('name=x&language=en', Buffer.alloc(0))).toEqual(['INVALID', 'empty'])
    expect(await code('name=x&language=xx', Buffer.from('RIFF'))).toEqual(['INVALID', undefined])
    expect(await code('name=x&language=en', Buffer.alloc(promptBytes + 1))).toEqual(['TOO_LARGE', undefined])
    expect(await code('name=x&language=en', Buffer.from('RIFF'), agent.cookie)).toEqual(['FORBIDDEN', undefined])
  })
})

describe('the API', () => {
  it('is the contract for integrations, with a bearer', async () => {
    const tested = await testHost()
    const { app } = tested
    const { token } = await signedIn(tested)
    const call = (url: string, payload: object, headers = {}) =>
      app.inject({ method: 'POST', url: `/api${url}`, payload, headers })
    expect((await call('/desk/me', {})).json()).toMatchObject({ code: 'UNAUTHENTICATED' })
    const authorization = `Bearer ${token}`
    expect((await call('/desk/me', {}, { authorization })).json()).toMatchObject({ login: 'admin', role: 'admin' })
    const saved = await call('/settings/queues/create', { id: 'help', name: 'Help' }, { authorization })
    expect(saved.json()).toMatchObject({ id: 'help', strategy: 'longestIdle' })
    expect((await call('/settings/queues/create', { id: '' }, { authorization })).json()).toMatchObject({ code: 'INVALID' })
    expect((await call('/no/such', {}, { authorization })).json()).toMatchObject({ code: 'NOT_FOUND' })
    expect((await app.inject('/api/openapi.json')).json()).toMatchObject({ openapi: expect.any(String) })
  })
})
