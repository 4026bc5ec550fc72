// The ARI adapter when the network fails between it and Asterisk, and when Asterisk starts anew.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { AriTelephony } from '../../electron/adapters/ari/telephony.ts'
import { passwordOf, type TestAsterisk, TRUNK_ADDRESS, testAsterisk } from '../support/asterisk.ts'
import { type Heard, listen } from '../support/listen.ts'
import { Phone } from '../support/phone/phone.ts'
import { type NetworkProxy, startProxy } from '../support/proxy.ts'

let asterisk: TestAsterisk
let trunk: Phone
let proxy: NetworkProxy
let telephony: AriTelephony
let heard: Heard

beforeAll(async () => {
  asterisk = await testAsterisk()
  trunk = await Phone.open({ server: asterisk.sip, address: TRUNK_ADDRESS })
})

afterAll(async () => {
  await trunk?.close()
  await asterisk?.stop()
})

beforeEach(async () => {
  proxy = await startProxy(asterisk.config.ports.http)
  const { ariUser: user, ariPassword: password } = asterisk
  telephony = new AriTelephony({
    url: `http://127.0.0.1:${proxy.port}/ari`,
    user,
    password,
    app: 'cordboard',
    requestTimeoutMs: 400,
    pingMs: 300,
  })
  heard = listen(telephony)
  await telephony.open()
  await telephony.snapshot()
})

afterEach(async () => {
  await telephony.close()
  await proxy.close()
  await asterisk.assertQuiet()
})

/** A caller in the application, before anything went wrong. */
async function caller() {
  const call = await trunk.dial('5000')
  const { channel } = await heard.until('entered')
  await telephony.answer(channel.id)
  await call.untilAnswered()
  return { call, channelId: channel.id }
}

test('a refused connection is tried again until it is there', async () => {
  await proxy.refuse(true)
  await heard.until('disconnected')
  await expect(telephony.setLamp('1', 1)).rejects.toMatchObject({ code: 'unavailable' })
  heard.clear()
  await proxy.refuse(false)
  await heard.until('connected')
  await telephony.setLamp('1', 1)
})

test('a lost socket keeps the call, and keys pressed after it came back are heard', async () => {
  const { call, channelId } = await caller()
  heard.clear()
  proxy.cut()
  await heard.until('disconnected')
  await heard.until('connected')
  expect((await telephony.snapshot()).channels).toMatchObject([{ id: channelId, state: 'up' }])
  await call.audio.sendDtmf('3')
  await heard.until('digit', ({ digit }) => digit === '3')
  await call.hangup()
  await heard.until('ended', (event) => event.channelId === channelId)
})

test('a caller who left while the socket was lost is told as ended, once', async () => {
  const { call, channelId } = await caller()
  await proxy.refuse(true)
  await heard.until('disconnected')
  await call.hangup()
  await asterisk.assertQuiet()
  await proxy.refuse(false)
  await heard.until('connected', () => telephony.connected)
  await expect.poll(() => telephony.connected).toBe(true)
  await telephony.snapshot()
  await heard.until('ended', (event) => event.channelId === channelId)
  expect(heard.events.filter(({ type }) => type === 'ended')).toHaveLength(1)
  expect(telephony.rememberedChannels).toBe(0)
})

test('a caller who arrives while the engine reconciles is told after its snapshot', async () => {
  heard.clear()
  proxy.cut()
  await heard.until('connected')
  const call = await trunk.dial('5000')
  await call.waitForProgress(100)
  await expect.poll(async () => (await asterisk.rx('core show channels')).includes('Stasis')).toBe(true)
  expect(heard.events.filter(({ type }) => type === 'entered')).toEqual([])
  await telephony.snapshot()
  await heard.until('entered')
  await call.hangup()
})

test('a frozen server: commands end by time-out, the socket is declared dead, and all is well after the thaw', async () => {
  proxy.freeze(true)
  await expect(telephony.setLamp('1', 1)).rejects.toMatchObject({ code: 'timeout' })
  await heard.until('disconnected')
  heard.clear()
  proxy.freeze(false)
  await heard.until('connected', () => true, 15_000)
  await telephony.setLamp('1', 1)
})

test('an originate whose answer was lost is looked up before it is called a failure', async () => {
  proxy.freeze(true)
  const to = { kind: 'phone' as const, extension: '201', console: false }
  const request = { to, callerId: { name: '', number: '1' }, timeoutSeconds: 1, callId: 'c', role: 'r' }
  await expect(telephony.originate({ channelId: 'lost-1', ...request })).rejects.toMatchObject({ code: 'timeout' })
  expect(telephony.rememberedChannels).toBe(0)
  proxy.freeze(false)
})

test('a host which is killed while phones register and sign off does not wedge ARI for the next one', {
  timeout: 60_000,
}, async () => {
  const phone = await Phone.open({ server: asterisk.sip, user: '201', password: passwordOf('201') })
  for (let round = 0; round < 25; round++) {
    const busy = Promise.all([phone.register(), phone.unregister(), phone.register()])
    proxy.cut()
    await busy
    await expect.poll(() => telephony.connected).toBe(true)
    await telephony.onlinePhones()
  }
  await phone.close()
})
