import { describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../../electron/cli/commands/index.ts'
import { Lockouts } from '../../../electron/engine/queues/lockouts.ts'
import { followLiftedLocks, lookEveryMs } from '../../../electron/host/liftedLocks.ts'
import { makeStarterOffice } from '../../../electron/host/starter.ts'
import { longestWaitMs } from '../../../electron/server/auth/lockout.ts'
import { ticketMs } from '../../../electron/server/auth/tickets.ts'
import { password, signedIn, testHost } from './support.ts'

const admin = { name: 'Anna', login: 'anna', password }

describe('the first admin', () => {
  it('is made once, by the link of the first start, and is the first operator', async () => {
    const { app, http, store } = await testHost()
    const state = async () => (await app.inject('/auth/state')).json()
    expect(await state()).toEqual({ needsSetup: true, signedIn: false, officeName: 'Office', language: 'en' })
    const setup = (token: string) => app.inject({ method: 'POST', url: '/auth/setup', payload: { ...admin, token } })
    expect((await setup('guess')).statusCode).toBe(403)
    const token = http.signIn.setupToken() ?? ''
    const short = await app.inject({ method: 'POST', url: '/auth/setup', payload: { ...admin, token, password: 'short' } })
    expect([short.statusCode, short.json()]).toMatchObject([422, { code: 'INVALID', field: 'password' }])
    const outcomes = await Promise.all([setup(token), setup(token)])
    expect(outcomes.map((answer) => answer.statusCode).sort()).toEqual([204, 403])
    expect((await setup(token)).statusCode).toBe(403)
    expect([(await state()).needsSetup, store.users.list()]).toMatchObject([
      false,
      [{ login: 'anna', role: 'admin', operatorId: 'op1' }],
    ])
  })
})

describe('a starter office', () => {
  const taken = async (more: object) => {
    const made = await testHost()
    const { store, http, app } = made
    store.office.operators.remove('op1')
    store.office.queues.remove('sales')
    await makeStarterOffice(store, false)
    await made.configChanged()
    const token = http.signIn.setupToken() ?? ''
    const answer = await app.inject({ method: 'POST', url: '/auth/setup', payload: { ...admin, token, ...more } })
    return { ...made, status: answer.statusCode }
  }
  const zoneOfHours = (store: Awaited<ReturnType<typeof testHost>>['store']) =>
    store.flows.published('reception')?.document.nodes.find(({ type }) => type === 'businessHours')?.config.timeZone

  it('takes zone and language of the first admin’s computer, and their name at its first telephone', async () => {
    const { store, status } = await taken({ timeZone: 'America/Bogota', language: 'es' })
    expect([status, store.office.settings.get()]).toMatchObject([204, { timeZone: 'America/Bogota', language: 'es' }])
    expect([store.office.operators.get('alex')?.name, store.office.extensions.get('201')?.name]).toEqual(['Anna', 'Anna'])
    expect(zoneOfHours(store)).toBe('America/Bogota')
  })

  it('keeps what the computer does not say, and refuses a zone that is none', async () => {
    const { store } = await taken({})
    expect([store.office.settings.get().language, zoneOfHours(store)]).toEqual(['en', store.office.settings.get().timeZone])
    expect((await taken({ timeZone: 'Mars/Olympus' })).status).toBe(422)
  })
})

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use', async () => {
    const tested = await testHost()
    const { cookie } = await signedIn(tested)
    const answer = await tested.app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login: 'ADMIN', password } })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([
      204,
      [/^cordboard=/, /^cordboard-device=/].map(() => expect.stringMatching(/HttpOnly; SameSite=Strict/)),
    ])
    const state = await tested.app.inject({ url: '/auth/state', headers: { cookie } })
    expect(state.json()).toMatchObject({ needsSetup: false, signedIn: true })
    await tested.app.inject({ method: 'POST', url: '/auth/sign-out', headers: { cookie } })
    expect((await tested.app.inject({ url: '/auth/state', headers: { cookie } })).json()).toMatchObject({ signedIn: false })
  })

  it('says the same of a wrong password and a wrong login', async () => {
    const { app, store } = await testHost()
    await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
    const answers = await Promise.all(
      ['anna', 'nobody'].map((login) =>
        app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login, password: 'wrong' } }),
      ),
    )
    const refusal = { code: 'UNAUTHENTICATED', message: 'Login or password is not right.' }
    expect(answers.map((a) => [a.statusCode, a.json()])).toEqual([
      [401, refusal],
      [401, refusal],
    ])
  })

  it('waits longer after each wrong password from the fifth on, also when they come at once, and over a restart', async () => {
    const tested = await testHost()
    const { app, store, clock } = tested
    await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
    const attempt = (word: string, login = 'anna', remoteAddress = '10.0.0.1') =>
      app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login, password: word }, remoteAddress })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt('wrong')))
    expect(outcomes.filter((a) => a.statusCode === 401)).toHaveLength(5)
    const locked = await attempt(password)
    expect([locked.statusCode, locked.json()]).toMatchObject([429, { code: 'LOCKED', until: clock.now() + 2000 }])
    expect((await attempt(password, 'anna', '10.0.0.2')).statusCode, 'another address').toBe(429)
    expect((await attempt(password, 'other', '10.0.0.1')).statusCode, 'another login').toBe(429)
    expect(store.signInLockouts.load()).toHaveLength(2)
    for (const wait of [2000, 4000, 8000, 16_000, 32_000, longestWaitMs, longestWaitMs]) {
      clock.advance(wait - 1)
      expect((await attempt('wrong')).statusCode, `before ${wait} ms`).toBe(429)
      clock.advance(1)
      expect((await attempt('wrong')).statusCode, `after ${wait} ms`).toBe(401)
    }
    clock.advance(longestWaitMs)
    expect((await attempt(password)).statusCode).toBe(204)
    expect(store.signInLockouts.load()).toEqual([])
  })

  it('is open to a device that signed in before, whatever strangers try; its own wrong passwords count for it alone', async () => {
    const { app, store, clock } = await testHost()
    await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
    await store.users.save({ login: 'ben', name: 'B', role: 'agent', operatorId: null }, password)
    const attempt = (word: string, login = 'anna', cookies: Record<string, string> = {}) =>
      app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login, password: word }, cookies })
    const first = await attempt(password)
    const device = first.cookies.find(({ name }) => name === 'cordboard-device')
    expect(device).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    const known = { 'cordboard-device': device?.value ?? '' }
    for (let n = 0; n < 6; n++) await attempt('wrong')
    expect((await attempt(password)).statusCode, 'a stranger').toBe(429)
    expect((await attempt(password, 'anna', known)).statusCode, 'the known device').toBe(204)
    expect((await attempt(password, 'ben', known)).statusCode, 'known to another account only').toBe(429)
    const forged = { 'cordboard-device': `${known['cordboard-device'].split('.')[0]}.AAAA` }
    expect((await attempt(password, 'anna', forged)).statusCode, 'a forged cookie').toBe(429)
    for (let n = 0; n < 5; n++) expect((await attempt('wrong', 'anna', known)).statusCode).toBe(401)
    expect((await attempt(password, 'anna', known)).statusCode, 'its own wrong ones').toBe(429)
    clock.advance(2000)
    expect((await attempt(password, 'anna', known)).statusCode).toBe(204)
  })

  it('counts the address that a trusted proxy names, and believes nobody else', async () => {
    const from = async (trustedProxies: string[]) => {
      const { app, store } = await testHost({ trustedProxies })
      await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
      const attempt = (login: string, forwarded: string) =>
        app.inject({
          method: 'POST',
          url: '/auth/sign-in',
          payload: { login, password: login === 'anna' ? password : 'wrong' },
          headers: { 'x-forwarded-for': forwarded },
          remoteAddress: '10.0.0.9',
        })
      for (let n = 0; n < 5; n++) await attempt(`guess${n}`, '198.51.100.7')
      return (await attempt('anna', '203.0.113.5')).statusCode
    }
    expect(await from(['10.0.0.0/8'])).toBe(204)
    expect(await from([])).toBe(429)
  })

  it('is unlocked on the machine, while the host runs', async () => {
    const { app, store } = await testHost()
    await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
    const attempt = (word: string) =>
      app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login: 'anna', password: word } })
    for (let n = 0; n < 5; n++) await attempt('wrong')
    expect((await attempt(password)).statusCode).toBe(429)
    const said: string[] = []
    const terminal = { out: (line: string) => said.push(line), error: (line: string) => said.push(line) }
    expect(await commands.unlock?.(['--data', store.folder], terminal, {})).toBe(0)
    expect(said.join('\n')).toContain('Lifted: login:anna (5 wrong passwords)')
    expect((await attempt(password)).statusCode).toBe(204)
  })

  it('is lifted for PINs, too, in a host that counts them in memory', async () => {
    const { store, clock } = await testHost()
    const lockouts = new Lockouts(store.lockouts, clock, () => {})
    const stop = followLiftedLocks({ store: store.lockouts, clock, lift: (key) => lockouts.lift(key) })
    onTestFinished(stop)
    for (const key of ['201', '202']) for (let n = 0; n < 5; n++) lockouts.failed(key)
    clock.advance(lookEveryMs)
    const said: string[] = []
    const terminal = { out: (line: string) => said.push(line), error: (line: string) => said.push(line) }
    await commands.unlock?.(['--data', store.folder, '201'], terminal, {})
    expect(said.join('\n')).toContain('Lifted: 201 (5 wrong PINs)')
    clock.advance(lookEveryMs)
    expect([lockouts.lockedUntil('201'), lockouts.list().map(({ key }) => key)]).toEqual([null, ['202']])
  })
})

describe('a ticket', () => {
  it('is for one connection within 30 s', async () => {
    const tested = await testHost()
    const { cookie, token } = await signedIn(tested)
    const { tickets } = tested.http.signIn
    const ask = (headers = {}) => tested.app.inject({ method: 'POST', url: '/auth/ticket', headers })
    expect((await ask()).statusCode).toBe(401)
    const ticket = (await ask({ cookie })).json().ticket
    expect([tickets.redeem(ticket), tickets.redeem(ticket), tickets.redeem('made up')]).toEqual([token, null, null])
    const late = (await ask({ cookie })).json().ticket
    tested.clock.advance(ticketMs)
    expect(tickets.redeem(late)).toBeNull()
  })
})
