import { describe, expect, it } from 'vitest'
import { windowMs } from '../../../electron/headless/auth/lockout.ts'
import { ticketMs } from '../../../electron/headless/auth/tickets.ts'
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

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use', async () => {
    const tested = await testHost()
    const { cookie } = await signedIn(tested)
    const answer = await tested.app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login: 'ADMIN', password } })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([204, expect.stringMatching(/HttpOnly; SameSite=Strict/)])
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

  it('is locked for 15 minutes after five wrong passwords, also when they come at once, and over a restart', async () => {
    const tested = await testHost()
    const { app, store, clock } = tested
    await store.users.save({ login: 'anna', name: 'A', role: 'admin', operatorId: null }, password)
    const attempt = (word: string, login = 'anna', remoteAddress = '10.0.0.1') =>
      app.inject({ method: 'POST', url: '/auth/sign-in', payload: { login, password: word }, remoteAddress })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt('wrong')))
    expect(outcomes.filter((a) => a.statusCode === 401)).toHaveLength(5)
    const locked = await attempt(password)
    expect([locked.statusCode, locked.json()]).toMatchObject([429, { code: 'LOCKED', until: clock.now() + windowMs }])
    expect((await attempt(password, 'anna', '10.0.0.2')).statusCode, 'another address').toBe(429)
    expect((await attempt(password, 'other', '10.0.0.1')).statusCode, 'another login').toBe(429)
    expect(store.signInLockouts.load()).toHaveLength(2)
    clock.advance(windowMs)
    expect((await attempt(password)).statusCode).toBe(204)
    expect(store.signInLockouts.load()).toEqual([])
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
