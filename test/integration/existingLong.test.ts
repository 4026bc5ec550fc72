// An Asterisk that others run over time: hundreds of calls leave it as it was, a cut of the connection costs nothing that is spoken meanwhile,
// and what its version cannot do is said before a flow is published.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import {
  type ExistingAsterisk,
  existingAsterisk,
  existingBinary,
  type Generation,
  generations,
} from '../support/existingAsterisk.ts'
import { theirNumbers } from '../support/existingAsteriskFiles.ts'
import { belongings, type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { flowOf } from '../support/memory.ts'
import { until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { longer } from '../support/runner/nightly.ts'

const say = (text: string) => ({ kind: 'text', text, variants: {} })
const number = theirNumbers.cordboard
const flow: FlowDocument = flowOf(
  'long',
  {
    start: { type: 'start' },
    menu: { type: 'menu', prompt: say('One, two.'), keys: ['1', '2'], timeoutMs: 20_000, retries: 1 },
    queue: { type: 'queue', queueId: 'reception', maxWaitSeconds: 60 },
    message: { type: 'voicemail', mailboxId: 'reception', greeting: say('Speak.'), maxSeconds: 100, review: false },
    end: { type: 'hangup' },
  },
  [
    ...['start.next>menu', 'menu.1>queue', 'menu.2>message', 'menu.invalid>end', 'menu.timeout>end', 'queue.timeout>end'],
    ...['queue.full>end', 'queue.noOperators>end', 'queue.callbackRequested>end'],
  ],
)
const streaming: FlowDocument = flowOf(
  'streams',
  { start: { type: 'start' }, s: { type: 'streamAudio', url: 'wss://example.com/' }, end: { type: 'hangup' } },
  ['start.next>s', 's.started>end', 's.failed>end'],
)

/** So many short calls, ten at once; some leave a message. */
async function manyCalls(office: ExistingOffice, most: number): Promise<void> {
  let next = 0
  const callers = Array.from({ length: 10 }, async () => {
    while (next < most) {
      const at = next++
      const caller = await office.dial(number, `+49320${at}`)
      await caller.untilAnswered()
      if (at % 25 === 0) {
        await caller.audio.waitForAudio()
        await caller.audio.sendDtmf('2')
        await caller.audio.sendToneFor(600, 4000)
      }
      await caller.hangup()
    }
  })
  await Promise.all(callers)
}

/** Longer than that, with that tone in every part of it, and not only before and after. */
function expectWhole(path: string, hertz: number, ms: number): void {
  const samples = readWav(readFileSync(path))
  expect(samples.length / 8).toBeGreaterThan(ms)
  for (const part of [0.3, 0.5, 0.7]) {
    const from = Math.floor(samples.length * part)
    expect(goertzel(samples.subarray(from, from + 4000), hertz)).toBeGreaterThan(0.02)
  }
}

for (const generation of generations) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  const open = () => existingAsterisk(binary as AsteriskBinary)
  describeUnless(why, `Asterisk ${generation} of others’, over time`, () => tests(open, generation))
}

function tests(open: () => Promise<ExistingAsterisk>, generation: Generation): void {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let desk: Phone
  let before: Record<string, unknown>

  beforeAll(async () => {
    asterisk = await open()
    before = await belongings(asterisk)
    office = await existingOffice(asterisk)
    await office.publish(flow, number)
    await office.change((o) => {
      const queue = o.queues.get('reception')
      if (queue) o.queues.save({ ...queue, record: true, announcePosition: false, wrapUpSeconds: 0 })
    })
    desk = await office.desk('101')
    await office.operator('anna', '101', 'reception')
  })
  afterAll(async () => {
    await office?.stop()
    await asterisk?.stop()
  })
  afterEach(() => office?.quiet())

  const dialled = (from: string, key: string) => office.dialThenPress(number, from, key)
  const nothingOfOurs = () =>
    until(
      'nothing of ours to lie there',
      async () => {
        const stored = (await asterisk.ari('GET', '/recordings/stored')) as { name: string }[]
        return !stored.some(({ name }) => name.startsWith('cb-'))
      },
      40_000,
    )

  test('a message and a conversation that go on while the connection is cut are here whole', async () => {
    office.engine.desk.admit('anna')
    const talker = await dialled('+49308', '1')
    const ringing = await desk.nextCall()
    ringing.answer()
    await ringing.untilAnswered()
    const speaker = await dialled('+49309', '2')
    await until('the beep', () => office.engine.parts.call.pbx.channels.pendingRecordings().length > 0)
    await speaker.audio.waitForSilence({ ms: 1500 })
    ringing.audio.sendTone(880)
    await office.wire.refuse(true)
    await until('the host to notice', () => !office.engine.connected)
    const cutMs = longer(4000, 60_000)
    await speaker.audio.sendToneFor(600, cutMs) // they speak for as long as it is cut
    await office.wire.refuse(false)
    await office.connected()
    await speaker.audio.sendToneFor(600, 1500)
    await talker.audio.waitForTone(880, { minMs: 500 })
    await speaker.hangup()
    await ringing.hangup()
    await talker.untilEnded()
    const message = await until(
      'the message',
      () => office.store.voicemails.list({ limit: 20 }).find(({ from }) => from === '+49309'),
      40_000,
    )
    const recorded = () => office.calls().find(({ from, recording }) => from === '+49308' && recording)
    const call = await until('the recording', recorded, 40_000)
    expectWhole(join(office.data, 'media/voicemail', message.file), 600, cutMs)
    expectWhole(join(office.data, 'media/recordings', call.recording ?? ''), 880, cutMs)
    await nothingOfOurs()
  })

  test('what a version cannot do is found in the flow that needs it, before it is published', async () => {
    const lacks = () => office.host.deps.pbx.lacks()
    await until('it to be asked', () => lacks().length > 0 || generation === '22')
    const found = office.host.deps.validate(streaming).map(({ code, node, severity }) => [code, node, severity])
    expect(found).toEqual(generation === '16' ? [['PBX_LACKS', 's', 'error']] : [])
    expect(lacks().includes('streams')).toBe(generation === '16')
  })

  test('after hundreds of calls everything of theirs is as before', async () => {
    const most = longer(100, 500)
    await manyCalls(office, most)
    await office.quiet()
    expect(office.store.calls.list({ text: '+49320' }, { limit: 1000 }).calls).toHaveLength(most)
    await nothingOfOurs()
    expect(await belongings(asterisk)).toEqual(before)
  }, 300_000)
}
