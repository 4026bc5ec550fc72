// The main job on a real Asterisk: number → menu → queue → operator, both ways heard; who is not answered leaves a voicemail or is called back.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'

let office: RealOffice
let alex: Phone
beforeAll(async () => {
  office = await realOffice()
  await office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, record: true, announcePosition: false, wrapUpSeconds: 1 })
  })
  alex = await office.desk('201')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

test('menu → queue → operator: both hear each other, and the recording holds no prompt', async () => {
  office.engine.desk.admit('alex')
  const caller = await office.dial('5000')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  caller.audio.sendDtmf('1')
  const ringing = await alex.nextCall()
  ringing.answer()
  await ringing.untilAnswered()
  caller.audio.sendTone(440)
  ringing.audio.sendTone(880)
  await Promise.all([caller.audio.waitForTone(880, { minMs: 500 }), ringing.audio.waitForTone(440, { minMs: 500 })])
  expect(office.stateOf('alex')).toBe('busy')
  await ringing.hangup()
  await caller.untilEnded()
  const call = await until('the recording to be stored', () => office.calls().find((c) => c.recording))
  expect(call).toMatchObject({ outcome: 'answered', operatorId: 'alex', queueId: 'reception' })
  expect(office.story()).toEqual(['start next', 'hours open', 'menu 1', 'queue connected'])
  const samples = readWav(readFileSync(join(office.data, 'media', 'recordings', call.recording ?? '')))
  const second = samples.subarray(0, 8000)
  expect(goertzel(second, 440)).toBeGreaterThan(0.02)
  expect(goertzel(samples.subarray(-4000), 880)).toBeGreaterThan(0.02)
})

test('a caller nobody answers leaves a message and hangs up in mid-sentence', async () => {
  const caller = await office.dial('5000', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  caller.audio.sendDtmf('2')
  await until('the beep', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
  caller.audio.sendTone(600)
  await until('two seconds of speech', async () => (await caller.audio.waitForSilence({ ms: 2000 })) > 0)
  await caller.hangup()
  const [message] = await until('the message', () => {
    const list = office.store.voicemails.list({ limit: 10 })
    return list.length ? list : null
  })
  expect(message).toMatchObject({ mailboxId: 'reception', from: '+4930777', status: 'new' })
  const samples = readWav(readFileSync(join(office.data, 'media', 'voicemail', message?.file ?? '')))
  expect(goertzel(samples.subarray(-6000), 600)).toBeGreaterThan(0.02)
})

test('a caller who says nothing after the beep leaves no message', async () => {
  const before = office.store.voicemails.list({ limit: 10 }).length
  const caller = await office.dial('5000', '+4930778')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  caller.audio.sendDtmf('2')
  await until('the beep', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
  await caller.audio.waitForSilence({ ms: 2000 })
  await caller.hangup()
  await until('the host to be done with the call', () => office.engine.runningCalls === 0)
  expect(office.store.voicemails.list({ limit: 10 })).toHaveLength(before)
})

test('a callback is asked for, claimed and returned: the operator rings first, then the customer', async () => {
  const caller = await office.dial('5000', '+4930888')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  caller.audio.sendDtmf('3')
  await until(
    'the number to be read back',
    () => office.engine.parts.calls.size === 1 && [...office.engine.parts.calls.values()][0]?.position.nodeId === 'callback',
  )
  await caller.audio.sendDtmf('1')
  await caller.untilEnded(20_000)
  const [open] = office.store.callbacks.open('reception')
  expect(open).toMatchObject({ number: '+4930888', status: 'pending' })
  const returned = office.engine.work.returnCallback(open?.id ?? '', 'alex')
  const mine = await alex.nextCall()
  mine.answer()
  await returned
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  await Promise.all([mine.untilAnswered(), theirs.untilAnswered()])
  mine.audio.sendTone(440)
  theirs.audio.sendTone(880)
  await Promise.all([mine.audio.waitForTone(880), theirs.audio.waitForTone(440)])
  await theirs.hangup()
  await mine.untilEnded()
  await until('the call to be over', () => office.store.callbacks.get(open?.id ?? '')?.status === 'claimed')
  expect(office.store.callbacks.get(open?.id ?? '')).toMatchObject({
    outcome: null,
    attempts: [{ operatorId: 'alex', result: 'reached', outcomeDue: true }],
  })
  office.engine.work.finishCallback(open?.id ?? '', 'alex', 'reached')
  expect(office.store.callbacks.get(open?.id ?? '')).toMatchObject({
    outcome: 'reached',
    attempts: [{ operatorId: 'alex', result: 'reached' }],
  })
})
