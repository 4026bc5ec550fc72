// The host on an Asterisk that others run, on another network and as another user, of two generations: prompts are fetched, recordings
// are brought here, nothing of theirs is touched.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { trunk } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { type ExistingAsterisk, existingAsterisk, existingBinary, generations } from '../support/existingAsterisk.ts'
import { ariLogin, theirNumbers, theirTone } from '../support/existingAsteriskFiles.ts'
import { belongings, type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { hostProcess } from '../support/hostProcess.ts'
import { flowOf } from '../support/memory.ts'
import { until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const say = (text: string) => ({ kind: 'text', text, variants: {} })
const number = theirNumbers.cordboard

/** One flow for all tests: the keys say what is tried. */
const flow: FlowDocument = flowOf(
  'guest',
  {
    start: { type: 'start' },
    menu: { type: 'menu', prompt: say('One, two, three.'), keys: ['1', '2', '3', '4', '5', '6'], timeoutMs: 20_000, retries: 1 },
    queue: { type: 'queue', queueId: 'reception', maxWaitSeconds: 60 },
    message: { type: 'voicemail', mailboxId: 'reception', greeting: say('Speak.'), maxSeconds: 60, review: false },
    missing: { type: 'playAudio', prompt: { kind: 'sound', name: 'there-is-no-such-sound' } },
    theirs: { type: 'backToDialplan', ...theirTone },
    routes: { type: 'transfer', to: { kind: 'number', number: '030901820', trunkId: 'routes' } },
    line: { type: 'transfer', to: { kind: 'number', number: '030901820', trunkId: 'line' } },
    end: { type: 'hangup' },
  },
  [
    'start.next>menu',
    'menu.1>queue',
    'menu.2>message',
    'menu.3>missing',
    'menu.4>theirs',
    'menu.5>routes',
    'menu.6>line',
    ...['routes', 'line'].flatMap((id) => ['ended', 'busy', 'noAnswer', 'failed'].map((port) => `${id}.${port}>end`)),
    'menu.invalid>end',
    'menu.timeout>end',
    'queue.timeout>end',
    'queue.full>end',
    'queue.noOperators>end',
    'queue.callbackRequested>end',
    'missing.next>end',
    'theirs.failed>end',
  ],
)

for (const generation of generations) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  describeUnless(why, `Asterisk ${generation} of others’`, () => tests(() => existingAsterisk(binary as AsteriskBinary)))
}

function tests(start: () => Promise<ExistingAsterisk>): void {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let desk: Phone
  let before: Record<string, unknown>

  beforeAll(async () => {
    asterisk = await start()
    before = await belongings(asterisk)
    office = await existingOffice(asterisk)
    await office.publish(flow, number)
    await office.change((o) => {
      // Its phones dial a 0 for the outside line.
      const routes = { kind: 'dialplan', context: 'office', dialFormat: '0{number}' } as const
      o.trunks.save(trunk.parse({ id: 'routes', name: 'Its routes', ...routes }))
      o.trunks.save(trunk.parse({ id: 'line', name: 'Its line', kind: 'endpoint', endpoint: 'provider' }))
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
  const oursThere = async () =>
    ((await asterisk.ari('GET', '/recordings/stored')) as { name: string }[]).filter(({ name }) => name.startsWith('cb-'))
  const messages = () => office.store.voicemails.list({ limit: 20 })

  test('menu, queue, operator: the prompt is heard, both hear each other, the recording comes here and leaves there', async () => {
    office.engine.desk.admit('anna')
    const caller = await dialled('+49301', '1')
    const ringing = await desk.nextCall()
    ringing.answer()
    await ringing.untilAnswered()
    caller.audio.sendTone(440)
    ringing.audio.sendTone(880)
    await Promise.all([caller.audio.waitForTone(880, { minMs: 500 }), ringing.audio.waitForTone(440, { minMs: 500 })])
    await ringing.hangup()
    await caller.untilEnded()
    const call = await until('the recording to be stored', () => office.calls().find(({ recording }) => recording))
    expect(call).toMatchObject({ outcome: 'answered', operatorId: 'anna', queueId: 'reception' })
    const samples = readWav(readFileSync(join(office.data, 'media/recordings', call.recording ?? '')))
    expect(goertzel(samples.subarray(-4000), 880)).toBeGreaterThan(0.02)
    await until('nothing of ours to lie there', async () => (await oursThere()).length === 0, 20_000)
    expect(office.trace('+49301').map(({ type }) => type)).not.toContain('prompt.replaced')
  })

  test('a prompt that cannot be played is told, and the caller hears a sound of Asterisk’s', async () => {
    const caller = await office.dial(number, '+49302')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    caller.audio.sendDtmf('3')
    await caller.untilEnded()
    const replaced = office.trace('+49302').find(({ type }) => type === 'prompt.replaced')
    expect(replaced?.data).toEqual({ media: ['sound:there-is-no-such-sound'], instead: 'sound:beep' })
    expect(office.host.problems()).toMatchObject([{ code: 'promptsFailing', count: 1 }])
  })

  test('a message outlives a cut of the connection for half of it, and is deleted there only when it is here', async () => {
    const caller = await dialled('+49303', '2')
    await until('the beep', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
    await caller.audio.waitForSilence({ ms: 1500 })
    await caller.audio.sendToneFor(600, 2500) // a message of two seconds
    await office.wire.refuse(true)
    await until('the host to notice', () => !office.engine.connected)
    await caller.hangup()
    await until(
      'the recording to be over there',
      async () => ((await asterisk.ari('GET', '/channels')) as unknown[]).length === 0,
    )
    await office.wire.refuse(false)
    const message = await until('the message', () => messages().find(({ from }) => from === '+49303'), 30_000)
    const samples = readWav(readFileSync(join(office.data, 'media/voicemail', message.file)))
    expect(goertzel(samples.subarray(-4000), 600)).toBeGreaterThan(0.02)
    await until('nothing of ours to lie there', async () => (await oursThere()).length === 0, 20_000)
  })

  test.each([
    ['its own routes', '5', '+49310'],
    ['one of its trunks', '6', '+49311'],
  ])('a caller is connected to somebody outside by %s, and both hear each other', async (_, key, from) => {
    const caller = await dialled(from, key)
    const theirs = await office.provider.nextCall()
    expect(theirs.invite?.uri).toMatch(/^sip:030901820@/)
    theirs.answer()
    caller.audio.sendTone(440)
    theirs.audio.sendTone(880)
    await Promise.all([caller.audio.waitForTone(880, { minMs: 500 }), theirs.audio.waitForTone(440, { minMs: 500 })])
    theirs.audio.sendDtmf('7')
    await caller.audio.waitForKeys('7')
    await theirs.hangup()
    await caller.untilEnded()
    await office.quiet()
  })

  test('a caller goes back to their dialplan, where a flow says so', async () => {
    const caller = await dialled('+49304', '4')
    await caller.audio.waitForTone(theirTone.hertz, { minMs: 300 })
    await until('the call to be over for us', () => office.engine.runningCalls === 0)
    await caller.hangup()
    expect(office.trace('+49304').map(({ type }) => type)).toContain('call.handedBack')
  })

  test('the host is killed while a message is spoken: the next one has it, and deletes it there', async () => {
    await office.stopHost()
    const { ari, media } = office.options
    const args = ['--ari', ari?.url ?? '', '--ari-user', ariLogin.user, '--ari-password', ariLogin.password]
    const child = await hostProcess(office.data, [...args, '--media-host', media?.host ?? '', '--media-port', '0'])
    try {
      const caller = await dialled('+49305', '2')
      const there = () => oursThere().then((list) => list.some(({ name }) => name.startsWith('cb-v-')))
      await until('the recording to run', there)
      caller.audio.sendTone(700)
      await caller.audio.waitForSilence({ ms: 1500 })
      await child.kill9()
      await caller.hangup()
      expect(await there()).toBe(true)
    } finally {
      await child.stop()
      await office.startHost()
    }
    const message = await until('the message', () => messages().find(({ from }) => from === '+49305'), 40_000)
    expect(goertzel(readWav(readFileSync(office.host.media.absolute('voicemail', message.file))), 700)).toBeGreaterThan(0.02)
    await until('nothing of ours to lie there', async () => (await oursThere()).length === 0, 20_000)
  })

  test('nothing of theirs is touched, and their own calls go on while ours end', async () => {
    const theirs = await office.stranger('103')
    const outside = await office.dial(theirNumbers.own, '+49306')
    const talking = await theirs.nextCall()
    talking.answer()
    await outside.untilAnswered()
    talking.audio.sendTone(500)
    const ours = await dialled('+49307', '2')
    await office.stopHost()
    await office.startHost()
    await ours.hangup()
    await until('ours to end', () => office.engine.runningCalls === 0)
    await outside.audio.waitForTone(500, { minMs: 500 })
    await outside.hangup()
    await talking.untilEnded()
    await theirs.unregister()
    await office.quiet()
    await until('nothing of ours to lie there', async () => (await oursThere()).length === 0, 20_000)
    expect(await belongings(asterisk)).toEqual(before)
  })
}
