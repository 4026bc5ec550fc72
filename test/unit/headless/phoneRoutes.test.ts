// Settings of desk phones by HTTP: once a code, by HTTPS only, to the phone that they are for; every other case has its answer and its line.
import { describe, expect, it } from 'vitest'
import { codeMs } from '../../../electron/host/phones/codes.ts'
import type { CertificatePort } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import type { DeskPhone } from '../../../shared/domain/phones.ts'
import { readPhoneFile } from '../../support/phoneFile.ts'
import { anna, contextOf } from '../rpc/fakes.ts'
import { inMemory } from '../rpc/transports.ts'
import { testHost } from './support.ts'

const mac = '001565aabbcc'
const yealink = 'Yealink SIP-T46U 108.86.0.20 00:15:65:aa:bb:cc'
const certificate = {
  state: async () => ({ joinAddress: 'https://192.0.2.7:7080/#/?fp=00', publicIssuer: false }),
} as CertificatePort

async function office(more: Partial<DeskPhone> = {}) {
  const tested = await testHost({ trustedProxies: ['127.0.0.1'], certificate })
  const { client } = await inMemory(openRpc(tested.host.deps), contextOf(anna))
  const phone = await client.settings.phones.create({
    maker: 'yealink',
    mac,
    model: '',
    extension: '201',
    transport: 'udp',
    lamps: ['202'],
    loginKey: true,
    ...more,
  })
  const stateNow = async () => {
    const { phones } = await client.settings.phones.overview()
    const [state] = phones
    if (!state) throw new Error('no phone')
    return state
  }
  const get = (path: string, { agent = yealink, https = true, headers = {} } = {}) =>
    tested.app.inject({
      url: `/provision/${path}`,
      headers: { 'user-agent': agent, 'x-forwarded-proto': https ? 'https' : 'http', ...headers },
    })
  const trail = () => tested.store.audit.list(50).map(({ action, target, detail }) => [action, target, detail])
  return { ...tested, client, phone, stateNow, get, trail }
}

describe('a phone that is new', () => {
  it('is never fetched, has a code of twelve digits, and an address to enter', async () => {
    const { stateNow, client } = await office()
    expect(await stateNow()).toMatchObject({
      code: expect.stringMatching(/^\d{12}$/),
      fetchedAt: null,
      current: false,
      problem: null,
    })
    const { code, address } = await stateNow()
    expect(address).toBe(`https://192.0.2.7:7080/provision/${code}/`)
    expect(await client.settings.phones.overview()).toMatchObject({
      folder: 'https://192.0.2.7:7080/provision/',
      trusted: false,
      lacks: null,
    })
  })
  it('gets its settings by the code in the address, once; the next code opens nothing until somebody lets it', async () => {
    const { get, stateNow, phone, client, host, trail } = await office()
    const { code } = await stateNow()
    const file = `${code}/${mac}.cfg`
    const first = await get(file)
    expect([first.statusCode, first.headers['content-type'], first.headers['cache-control']]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'private, no-store',
    ])
    const read = readPhoneFile('yealink', first.body)
    expect(read).toMatchObject({
      user: '201',
      password: 'secret of 201',
      server: 'localhost',
      lamps: [{ value: '*45201' }, { value: '202', label: 'Dora' }],
    })
    expect(await stateNow()).toMatchObject({
      code: null,
      address: '',
      fetchedAt: expect.any(Number),
      fetchedFrom: '127.0.0.1',
      seenModel: 'T46U',
      firmware: '108.86.0.20',
      current: true,
    })
    expect([(await get(file)).statusCode, (await stateNow()).problem]).toEqual([410, 'codeUsed'])
    const next = `${read.next.replace('https://192.0.2.7:7080/provision/', '')}${mac}.cfg`
    expect((await get(next)).statusCode).toBe(404)
    await client.settings.phones.renew({ id: phone.id })
    expect(host.deps.pbx.resync).not.toHaveBeenCalled() // the fake's is another object
    expect((await get(next)).statusCode).toBe(200)
    expect(trail().filter(([action]) => action?.startsWith('phone.'))).toEqual([
      ['phone.fetch', phone.id, '127.0.0.1; T46U 108.86.0.20'],
      ['phone.renew', phone.id, ''],
      ['phone.refuse', phone.id, 'codeUsed; 127.0.0.1'],
      ['phone.fetch', phone.id, '127.0.0.1; T46U 108.86.0.20'],
      ['phone.create', phone.id, ''],
    ])
  })
  it('is asked for the code where it was told only the folder, and takes it as a password', async () => {
    const { get, stateNow } = await office()
    const asked = await get(`${mac}.cfg`)
    expect([asked.statusCode, asked.headers['www-authenticate']]).toEqual([401, 'Basic realm="Cordboard", charset="UTF-8"'])
    const { code } = await stateNow()
    const spaced = code?.replace(/(....)(?=.)/g, '$1 ')
    const authorization = `Basic ${Buffer.from(`phone:${spaced}`).toString('base64')}`
    expect((await get(`${mac}.cfg`, { headers: { authorization } })).statusCode).toBe(200)
  })
  it('asks for other files first, which there are none of and nobody needs to hear of', async () => {
    const { get, stateNow, trail } = await office()
    const { code } = await stateNow()
    expect((await get(`${code}/y000000000108.cfg`)).body).toBe('There are no new settings.\n')
    expect((await get(`${code}/${mac}.boot`)).statusCode).toBe(404)
    expect((await get(`${code}/${mac}.cfg`)).statusCode).toBe(200)
    expect(trail().some(([action]) => action === 'phone.refuse')).toBe(false)
  })
})

describe('what is refused', () => {
  it('a MAC that nobody added', async () => {
    const { get, trail } = await office()
    const answer = await get('123456789012/001565000000.cfg')
    expect([answer.statusCode, answer.body]).toEqual([404, 'This phone is not known here: add it in Settings, Desk phones.\n'])
    await get('123456789012/001565000000.cfg')
    expect(trail().filter(([action]) => action === 'phone.refuse')).toEqual([
      ['phone.refuse', '001565000000', 'unknown; 127.0.0.1'],
    ])
  })
  it.each([
    ['without TLS', 'notHttps', 403, { https: false }],
    ['from another maker’s phone', 'otherMaker', 403, { agent: 'Fanvil X5U 2.12.1.3 001565aabbcc' }],
    ['from a browser', 'otherMaker', 403, { agent: 'Mozilla/5.0 (X11; Linux x86_64)' }],
    ['from another phone of the maker', 'otherPhone', 403, { agent: 'Yealink SIP-T46U 108.86.0.20 00:15:65:00:00:01' }],
  ])('the right code %s', async (_, problem, status, how) => {
    const { get, stateNow, phone, trail } = await office()
    const { code } = await stateNow()
    const answer = await get(`${code}/${mac}.cfg`, how)
    expect([answer.statusCode, answer.body.includes('secret')]).toEqual([status, false])
    expect(await stateNow()).toMatchObject({ problem, problemFrom: '127.0.0.1', fetchedAt: null, code })
    expect(trail()).toContainEqual(['phone.refuse', phone.id, `${problem}; 127.0.0.1`])
  })
  it('a wrong code; after ten of them the right one, too', async () => {
    const { get, stateNow, client, phone } = await office()
    const { code } = await stateNow()
    for (let tries = 0; tries < 10; tries++) expect((await get(`00000000000${tries}/${mac}.cfg`)).statusCode).toBe(403)
    expect([(await get(`${code}/${mac}.cfg`)).statusCode, (await stateNow()).code]).toEqual([410, null])
    await client.settings.phones.renew({ id: phone.id })
    const another = (await stateNow()).code
    expect(another).not.toBe(code)
    expect((await get(`${another}/${mac}.cfg`)).statusCode).toBe(200)
  })
  it('everything from an address from which thirty wrong ones came, for ten minutes', async () => {
    const { get, stateNow, clock } = await office()
    const { code } = await stateNow()
    for (let tries = 0; tries < 30; tries++) await get('000000000000/linphone.xml', { agent: 'LinphoneAndroid/5.2.5 (Pixel)' })
    expect((await get(`${code}/${mac}.cfg`)).statusCode).toBe(429)
    clock.advance(600_001)
    expect((await get(`${code}/${mac}.cfg`)).statusCode).toBe(200)
  })
  it('a code that is a day old', async () => {
    const { get, stateNow, clock } = await office()
    const { code } = await stateNow()
    clock.advance(codeMs + 1)
    expect([(await get(`${code}/${mac}.cfg`)).statusCode, (await stateNow()).problem]).toEqual([410, 'codeOver'])
  })
})

it('a softphone is known by its code alone, and gets it in one address', async () => {
  const { get, stateNow } = await office({ maker: 'linphone', mac: '' })
  const { address } = await stateNow()
  expect(address).toMatch(/^https:\/\/192\.0\.2\.7:7080\/provision\/\d{12}\/linphone\.xml$/)
  const agent = 'LinphoneAndroid/5.2.5 (Pixel 7) LinphoneSDK/5.3.47'
  const answer = await get(address.replace('https://192.0.2.7:7080/provision/', ''), { agent })
  expect(readPhoneFile('linphone', answer.body)).toMatchObject({ user: '201', password: 'secret of 201' })
})

it('what was fetched is older once the office is another', async () => {
  const { get, stateNow, client, host, store } = await office()
  await get(`${(await stateNow()).code}/${mac}.cfg`)
  expect((await stateNow()).current).toBe(true)
  const [dora] = store.office.extensions.list().filter(({ number }) => number === '202')
  if (!dora) throw new Error('no extension')
  await client.settings.extensions.update({ ...dora, name: 'Theodora' })
  expect(host.deps.config().extensions.get('202')?.name).toBe('Theodora')
  expect((await stateNow()).current).toBe(false)
})

it('a phone has a MAC of its own, and an extension that there is; a softphone has none', async () => {
  const { client, phone, store } = await office()
  const given = {
    maker: 'yealink' as const,
    mac: '001565000002',
    model: '',
    extension: '201',
    transport: 'udp' as const,
    lamps: [],
    loginKey: true,
  }
  const failure = (more: object) =>
    client.settings.phones
      .create({ ...given, ...more })
      .catch((error: { code: string; data: object }) => [error.code, error.data])
  expect(await failure({ mac })).toEqual(['TAKEN', { field: 'mac', by: '201 (00:15:65:AA:BB:CC)' }])
  expect(await failure({ mac: '' })).toEqual(['INVALID', { field: 'mac' }])
  expect(await failure({ maker: 'linphone' })).toEqual(['INVALID', { field: 'mac' }])
  expect(await failure({ extension: '299' })).toEqual(['INVALID', { field: 'extension' }])
  expect(await failure({ lamps: ['299'] })).toEqual(['INVALID', { field: 'lamps' }])
  await expect(client.settings.extensions.remove({ number: '201' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await client.settings.phones.remove({ id: phone.id })
  expect([store.office.phones.list(), store.phoneStates.get(phone.id)]).toEqual([[], null])
})

it('no secret is in the audit trail or in the log', async () => {
  const { get, stateNow, store, log } = await office()
  const { code } = await stateNow()
  await get(`${code}/${mac}.cfg`)
  const written = JSON.stringify([store.audit.list(50), log.info.mock.calls, log.warn.mock.calls, log.error.mock.calls])
  expect([written.includes('secret of 201'), written.includes(code ?? '?')]).toEqual([false, false])
})
