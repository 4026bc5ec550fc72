// The ARI adapter on a real Asterisk with real phones.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AriTelephony } from '../../electron/adapters/ari/telephony.ts'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import type { DialTarget, TelephonyEvent } from '../../electron/engine/ports.ts'
import { passwordOf, type TestAsterisk, TRUNK_ADDRESS, testAsterisk } from '../support/asterisk.ts'
import { type Heard, listen } from '../support/listen.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { Phone } from '../support/phone/phone.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'

let asterisk: TestAsterisk
let telephony: AriTelephony
let heard: Heard
let trunk: Phone
let desk: Phone

const access = () => ({ url: asterisk.ariUrl, user: asterisk.ariUser, password: asterisk.ariPassword, app: 'cordboard' })
const caller = { name: 'Bob "the" Caller', number: '+4930123' }
const desk201: DialTarget = { kind: 'phone', extension: '201', console: false }
const leg = (channelId: string, to: DialTarget = desk201) => ({
  channelId,
  to,
  callerId: caller,
  timeoutSeconds: 10,
  callId: 'call-1',
  role: 'operator',
})

beforeAll(async () => {
  const trunkPort = await freeUdp(TRUNK_ADDRESS)
  asterisk = await testAsterisk({ trunkPort, bench: true })
  trunk = await Phone.open({ server: asterisk.sip, address: TRUNK_ADDRESS, port: trunkPort })
  desk = await Phone.open({ server: asterisk.sip, user: '201', password: passwordOf('201') })
  await desk.register()
})

afterAll(async () => {
  await trunk?.close()
  await desk?.close()
  await asterisk?.stop()
})

beforeEach(async () => {
  telephony = new AriTelephony(access())
  heard = listen(telephony)
  await telephony.open()
  await telephony.snapshot()
})

afterEach(async () => {
  await Promise.all([...trunk.calls, ...desk.calls].map((call) => call.hangup()))
  await asterisk.assertQuiet()
  // Asterisk has none left; what it tells of the last one may still be on its way.
  await expect.poll(() => telephony.rememberedChannels).toBe(0)
  heard.stop()
  await telephony.close()
})

/** A caller from the trunk whom the adapter has answered. */
async function answeredCaller(): Promise<{ call: PhoneCall; channelId: string }> {
  const call = await trunk.dial('5000', { callerNumber: caller.number })
  const entered = await heard.until('entered', ({ args }) => args[0] === 'in')
  await telephony.answer(entered.channel.id)
  await call.untilAnswered()
  return { call, channelId: entered.channel.id }
}

describe('a caller', () => {
  test('enters with number, dialled number and SIP call id, and is told as ended exactly once', async () => {
    const { call, channelId } = await answeredCaller()
    const { channel, args } = await heard.until('entered')
    // The third is the dialled number of a header, where the request names another; the fourth what the network asserts of a withheld caller.
    expect(args).toEqual(['in', '5000', '', ''])
    expect(channel).toMatchObject({
      id: channelId,
      callerNumber: caller.number,
      exten: '5000',
      sipCallId: call.id,
      callId: null,
      state: 'ring',
    })
    await telephony.setVariable(channelId, 'CB_CALL', 'call-1')
    await telephony.setVariable(channelId, 'CB_ROLE', 'caller')
    expect((await telephony.snapshot()).channels).toMatchObject([
      { id: channelId, callId: 'call-1', role: 'caller', state: 'up' },
    ])
    await call.hangup()
    await heard.until('ended')
    await asterisk.assertQuiet()
    expect(heard.events.filter(({ type }) => type === 'ended')).toEqual([{ type: 'ended', channelId, cause: 16, sip: null }])
  })

  test('hears files and tones in order, and a stopped list says nothing more', async () => {
    const { call, channelId } = await answeredCaller()
    const second = join(asterisk.soundsDir, 'bench-second')
    await telephony.play({ channel: channelId }, 'list', ['tone:425/500,0/100', `sound:${second}`])
    await call.audio.heard.waitForTone(425)
    expect(await telephony.isPlaying('list')).toBe(true)
    await telephony.stopPlayback('list')
    await heard.until('playbackEnded', ({ playbackId }) => playbackId === 'list')
    expect(await telephony.isPlaying('list')).toBe(false)
    await telephony.play({ channel: channelId }, 'file', [`sound:${second}`])
    await call.audio.heard.waitForTone(1000)
    await heard.until('playbackEnded', ({ playbackId }) => playbackId === 'file')
    await call.hangup()
  })

  test('media which ARI would start and never finish is refused', async () => {
    const { call, channelId } = await answeredCaller()
    await expect(telephony.play({ channel: channelId }, 'p', ['http://example.test/a.wav'])).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(telephony.play({ channel: channelId }, 'p', [])).rejects.toMatchObject({ code: 'badRequest' })
    await call.hangup()
  })

  test('is heard pressing keys, alone and in a bridge with another', async () => {
    const { call, channelId } = await answeredCaller()
    await call.audio.sendDtmf('4*')
    await heard.until('digit', ({ digit }) => digit === '*')
    await telephony.originate(leg('leg-keys'))
    const answered = await desk.nextCall()
    answered.answer()
    await heard.until('entered', ({ channel }) => channel.id === 'leg-keys')
    await telephony.createBridge('bridge-keys', 'mixing', 'talk')
    await telephony.join('bridge-keys', [channelId, 'leg-keys'])
    await call.audio.sendDtmf('7')
    await heard.until('digit', ({ digit }) => digit === '7')
    const keys = heard.events.flatMap((event) => (event.type === 'digit' ? [event.digit] : []))
    expect(keys).toEqual(['4', '*', '7'])
    await telephony.destroyBridge('bridge-keys')
    await Promise.all([call.hangup(), answered.hangup()])
  })

  test('is recorded; a discarded recording leaves nothing', async () => {
    const { call, channelId } = await answeredCaller()
    call.audio.sendTone(600)
    await telephony.record({ target: { channel: channelId }, name: 'kept', beep: false })
    expect(await telephony.isRecording('kept')).toBe(true)
    await call.audio.sendToneFor(600, 1100) // Asterisk counts whole seconds
    await telephony.stopRecording('kept')
    expect(await heard.until('recordingEnded')).toMatchObject({ name: 'kept', ok: true, seconds: 1 })
    const file = join(asterisk.recordingsDir, 'kept.wav')
    expect(goertzel(readWav(readFileSync(file)).subarray(4_000, 8_000), 600)).toBeGreaterThan(0.1)
    await telephony.record({ target: { channel: channelId }, name: 'dropped' })
    await telephony.discardRecording('dropped')
    expect(() => statSync(join(asterisk.recordingsDir, 'dropped.wav'))).toThrow()
    expect(await telephony.isRecording('dropped')).toBe(false)
    await call.hangup()
  })
})

describe('a leg', () => {
  test('rings, carries our header, is answered, and talks both ways in a bridge', async () => {
    const { call, channelId } = await answeredCaller()
    await telephony.originate({ ...leg('leg-talk'), originator: channelId, notes: { call: 'call-1' } })
    const incoming = await desk.nextCall()
    expect(incoming.peer).toEqual({ number: caller.number, name: 'Bob  the  Caller' })
    expect(incoming.invite?.headers).toContainEqual(['x-cordboard-call', 'call-1'])
    await heard.until('ringing', (event) => event.channelId === 'leg-talk')
    incoming.answer()
    await heard.until('answered', (event) => event.channelId === 'leg-talk')
    const entered = await heard.until('entered', ({ channel }) => channel.id === 'leg-talk')
    expect(entered.channel).toMatchObject({ callId: 'call-1', role: 'operator', state: 'up' })
    await telephony.createBridge('bridge-talk', 'mixing', 'talk')
    await telephony.join('bridge-talk', [channelId, 'leg-talk'])
    expect((await telephony.snapshot()).bridges).toMatchObject([{ id: 'bridge-talk', name: 'talk' }])
    call.audio.sendTone(600)
    incoming.audio.sendTone(500)
    await Promise.all([incoming.audio.heard.waitForTone(600), call.audio.heard.waitForTone(500)])
    await incoming.hold()
    await heard.until('held')
    await incoming.hold(false)
    await heard.until('resumed')
    await telephony.destroyBridge('bridge-talk')
    await telephony.destroyBridge('bridge-talk') // gone is as good
    await telephony.hangup('leg-talk', 'normal')
    await telephony.hangup('leg-talk', 'normal')
    await call.hangup()
  })

  test.each([
    [486, 17],
    [603, 21],
    [480, 19],
  ])('which answers %i ends with that status', async (status, cause) => {
    await telephony.originate(leg(`leg-${status}`))
    const incoming = await desk.nextCall()
    incoming.reject(status, 'No')
    expect(await heard.until('ended')).toEqual({ type: 'ended', channelId: `leg-${status}`, cause, sip: status })
  })

  test('given up as answered elsewhere shows no missed call', async () => {
    await telephony.originate(leg('leg-lost'))
    const incoming = await desk.nextCall()
    await heard.until('ringing') // a CANCEL before the first response would carry no reason
    await telephony.hangup('leg-lost', 'answeredElsewhere')
    expect(await incoming.untilEnded()).toMatchObject({ by: 'cancelled', elsewhere: true })
    expect(await heard.until('ended')).toMatchObject({ cause: 26 })
  })

  test('nobody answers ends after its time', async () => {
    await telephony.originate({ ...leg('leg-late'), timeoutSeconds: 1 })
    await desk.nextCall()
    expect(await heard.until('ended')).toMatchObject({ channelId: 'leg-late', cause: 19 })
  })

  test('to an endpoint which does not exist is an error and is not remembered', async () => {
    await expect(telephony.originate(leg('leg-none', { kind: 'phone', extension: '299', console: false }))).rejects.toMatchObject(
      { name: 'TelephonyError' },
    )
  })

  test('the same id twice is a conflict', async () => {
    await telephony.originate(leg('leg-twice'))
    await desk.nextCall()
    await expect(telephony.originate(leg('leg-twice'))).rejects.toMatchObject({ code: 'conflict' })
    await telephony.hangup('leg-twice', 'normal')
  })

  test('picked up while no host listens is not hung up, and the next host finds it answered', async () => {
    await telephony.originate({ ...leg('leg-outage'), role: 'operator' })
    const incoming = await desk.nextCall()
    incoming.ring()
    await heard.until('ringing')
    await telephony.close()
    incoming.answer()
    await incoming.untilAnswered()
    telephony = new AriTelephony(access())
    heard = listen(telephony)
    await telephony.open()
    const { channels } = await telephony.snapshot()
    expect(channels).toEqual([expect.objectContaining({ id: 'leg-outage', state: 'up', role: 'operator', callId: 'call-1' })])
    expect(incoming.state).toBe('up')
    await incoming.hangup()
    expect(await heard.until('ended')).toMatchObject({ channelId: 'leg-outage' })
  })

  test('that a host created and did not live to dial is removed by the next one', async () => {
    const query = 'endpoint=PJSIP/201&app=cordboard&appArgs=leg&channelId=leg-undialled'
    const variables = { variables: { CB_CALL: 'call-1', CB_ROLE: 'operator' } }
    const made = await fetch(`${asterisk.ariUrl}/channels/create?${query}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${asterisk.ariUser}:${asterisk.ariPassword}`)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(variables),
    })
    expect(made.status).toBe(200)
    await telephony.close()
    telephony = new AriTelephony(access())
    heard = listen(telephony)
    await telephony.open()
    expect((await telephony.snapshot()).channels).toEqual([])
    await asterisk.assertQuiet()
  })

  test('for a caller who has hung up rings nobody', async () => {
    const refused = telephony.originate({ ...leg('leg-orphan'), originator: 'nobody' })
    await expect(refused).rejects.toMatchObject({ code: 'notFound' })
    await asterisk.assertQuiet()
    expect(desk.calls.size).toBe(0)
  })

  test('goes out through a trunk', async () => {
    await telephony.originate(leg('leg-out', { kind: 'trunk', trunkId: 't1', number: '4912345' }))
    const outgoing = await trunk.nextCall()
    expect(outgoing.invite?.uri).toContain('sip:4912345@')
    outgoing.answer()
    await heard.until('entered', ({ channel }) => channel.id === 'leg-out')
    await outgoing.hangup()
    expect(await heard.until('ended')).toMatchObject({ channelId: 'leg-out', cause: 16 })
  })

  test('which asks for a blind transfer is told to us, not done behind our back', async () => {
    const { call, channelId } = await answeredCaller()
    await telephony.originate(leg('leg-refer'))
    const incoming = await desk.nextCall()
    incoming.answer()
    await heard.until('entered', ({ channel }) => channel.id === 'leg-refer')
    await telephony.createBridge('bridge-refer', 'mixing', 'talk')
    await telephony.join('bridge-refer', [channelId, 'leg-refer'])
    await incoming.transfer('204')
    const asked = await heard.until('transferRequested')
    expect(asked).toEqual({ type: 'transferRequested', channelId: 'leg-refer', to: '204', toChannelId: null })
    await telephony.transferProgress('leg-refer', 'success')
    await expect.poll(() => incoming.referProgress.at(-1)).toContain('200')
    expect(heard.events.filter(({ type }) => type === 'transferRequested')).toHaveLength(1)
    await telephony.destroyBridge('bridge-refer')
    await Promise.all([incoming.hangup(), call.hangup()])
  })

  test('a test call presses keys and talks into the office number', async () => {
    await telephony.originate({ ...leg('test-1', { kind: 'testCaller', number: '5000', keys: '1' }), role: 'test' })
    const { channel } = await heard.until('entered')
    await telephony.answer(channel.id)
    await heard.until('digit', ({ digit }) => digit === '1')
    await telephony.hangup(channel.id, 'normal')
  })
})

describe('the office', () => {
  test('a registered phone is online, a lamp reaches the phone which watches it', async () => {
    await heard.until('phone', ({ device, online }) => device.extension === '201' && online)
    expect(await telephony.onlinePhones()).toContainEqual({ extension: '201', console: false })
    await telephony.setLamp('100', 0)
    await desk.subscribe('vm100', 'dialog')
    await desk.waitForNotification(/vm100[\s\S]*terminated/)
    await telephony.setLamp('100', 1)
    await desk.waitForNotification(/vm100[\s\S]*confirmed/)
  })

  test('a phone which signs off is told as offline', async () => {
    const phone = await Phone.open({ server: asterisk.sip, user: '206', password: passwordOf('206') })
    await phone.register()
    await heard.until('phone', ({ device, online }) => device.extension === '206' && online)
    await phone.unregister()
    await heard.until('phone', ({ device, online }) => device.extension === '206' && !online)
    await phone.close()
  })
})

test('two hundred commands in a row leave no lane and no listener behind', async () => {
  const before: TelephonyEvent[] = [...heard.events]
  for (let i = 0; i < 200; i++) await telephony.setLamp('100', i % 2)
  await Promise.all(Array.from({ length: 50 }, (_, i) => telephony.hangup(`nobody-${i}`, 'normal')))
  expect(heard.events.filter(({ type }) => type === 'disconnected')).toEqual([])
  expect(before.length).toBeLessThanOrEqual(heard.events.length)
})
