// Audio streams on a real Asterisk, proven by tones: both ways, both sides, beside prompts and conversations, twenty at once.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EndpointStream, openAudioEndpoint } from '../support/audioEndpoint.ts'
import { beep, callFlow, dial, end, flow, start, written } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

let office: RealOffice
let endpoint: Awaited<ReturnType<typeof openAudioEndpoint>>
beforeAll(async () => {
  office = await realOffice()
  endpoint = await openAudioEndpoint()
})
afterAll(async () => {
  await endpoint?.close()
  await office?.stop()
})
afterEach(async () => {
  endpoint.all.length = 0
  await office.assertQuiet()
})

/** What a tone may take from one end to the other, ms. */
const mostMs = 150
const streamed = (config: Record<string, unknown> = {}) =>
  flow(
    {
      start,
      stream: { type: 'streamAudio', url: `${endpoint.url}/?x=1`, metadata: { from: '{{call.from}}' }, ...config },
      wait: { type: 'pause', seconds: 60 },
      no: { type: 'busy' },
      end,
    },
    ['start.next>stream', 'stream.started>wait', 'stream.failed>no', 'wait.next>end'],
  )
const streamAt = async (at = 0): Promise<EndpointStream> => {
  await until('the endpoint to hear', () => (endpoint.all[at]?.frames ?? 0) > 10)
  return endpoint.all[at] as EndpointStream
}

test('what the caller says arrives, what the endpoint says is heard, each within 150 ms; keys, clear and mark', async () => {
  const { caller } = await callFlow(office, streamed())
  await caller.untilAnswered()
  const stream = await streamAt()
  expect(stream.start).toMatchObject({
    event: 'start',
    name: 'stream',
    direction: 'both',
    metadata: { from: caller.from },
    mediaFormat: { encoding: 'slin16', sampleRate: 16_000, channels: 2 },
  })
  const [there, back]: [number[], number[]] = [[], []]
  for (const hz of [500, 900, 1300]) {
    const heard = stream.hears(hz)
    const said = performance.now()
    caller.audio.sendTone(hz)
    there.push((await heard) - said)
    caller.audio.sendSilence()
    const spoken = performance.now()
    stream.say(hz + 200, 0.4)
    await caller.audio.waitForTone(hz + 200)
    back.push(performance.now() - spoken)
    await caller.audio.waitForSilence({ ms: 200 })
  }
  console.log('stream delay, ms:', { there: there.map(Math.round), back: back.map(Math.round) })
  expect(Math.min(...there)).toBeLessThan(mostMs)
  expect(Math.min(...back)).toBeLessThan(mostMs)

  const marked = () => stream.texts.filter(({ event }) => event === 'mark').map(({ name }) => name)
  stream.say(700, 0.2)
  stream.tell({ event: 'mark', name: 'said' })
  await until('the mark', () => marked().length === 1)
  stream.say(1100, 20)
  await caller.audio.waitForTone(1100)
  stream.tell({ event: 'clear' })
  await caller.audio.waitForSilence({ ms: 300 })
  await caller.audio.sendDtmf('7')
  await until('the key', () => stream.texts.some((text) => text.event === 'dtmf' && text.digit === '7'))
  await caller.hangup()
  await until('the stop', () => stream.texts.some((text) => text.event === 'stop' && text.reason === 'callEnded'))
  await written(office)
}, 60_000)

test('goes on beside a prompt, and the endpoint is heard before, over and after it', async () => {
  const { caller } = await callFlow(
    office,
    flow(
      {
        start,
        stream: { type: 'streamAudio', url: endpoint.url, direction: 'inbound', sampleRate: 8000 },
        menu: { type: 'menu', prompt: beep, keys: ['1', '2'], timeoutMs: 30_000 },
        stop: { type: 'stopStream' },
        wait: { type: 'pause', seconds: 30 },
        end,
      },
      [
        'start.next>stream',
        'stream.started>menu',
        'stream.failed>end',
        'menu.1>menu',
        'menu.2>stop',
        'menu.invalid>end',
        'menu.timeout>end',
        'stop.next>wait',
        'wait.next>end',
      ],
    ),
  )
  await caller.untilAnswered()
  const stream = await streamAt()
  expect(stream.start.mediaFormat).toEqual({ encoding: 'slin16', sampleRate: 8000, channels: 1 })
  for (const key of ['1', '']) {
    await until('the prompt to be over', () => office.traceOf(office.calls()[0]?.id ?? '').length > 0)
    stream.say(600, 3)
    await caller.audio.waitForTone(600)
    if (key) await caller.audio.sendDtmf(key)
    stream.tell({ event: 'clear' })
    await caller.audio.waitForSilence({ ms: 500 })
  }
  const heard = stream.hears(800)
  caller.audio.sendTone(800)
  await heard
  caller.audio.sendSilence()
  await caller.audio.sendDtmf('2')
  await until('the stop', () => stream.texts.some((text) => text.event === 'stop' && text.reason === 'stopped'))
  await caller.hangup()
  await written(office)
}, 60_000)

test('beside a conversation: the endpoint hears each side on its own channel', async () => {
  const desk = await office.desk('202')
  const { caller } = await callFlow(
    office,
    flow(
      {
        start,
        stream: { type: 'streamAudio', url: endpoint.url },
        ring: { type: 'transfer', to: { kind: 'extension', number: '202' }, ringSeconds: 20 },
        end,
      },
      [
        'start.next>stream',
        'stream.started>ring',
        'stream.failed>end',
        ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `ring.${port}>end`),
      ],
    ),
  )
  const rung = await desk.nextCall()
  await rung.answer()
  const stream = await streamAt()
  rung.audio.sendTone(1500)
  await caller.audio.waitForTone(1500)
  caller.audio.sendTone(600)
  await Promise.all([stream.hears(600, 0), stream.hears(1500, 1)])
  rung.audio.sendSilence()
  stream.say(1000, 2)
  await caller.audio.waitForTone(1000)
  expect(rung.audio.levelOf(1000)).toBeLessThan(0.01)
  await caller.hangup()
  await written(office)
}, 60_000)

test('a connection that breaks comes back; the call never notices', async () => {
  const { caller } = await callFlow(office, streamed({ direction: 'inbound' }))
  await caller.untilAnswered()
  const first = await streamAt()
  first.socket.terminate()
  const second = await streamAt(1)
  expect(second.start.streamId).toBe(first.start.streamId)
  const heard = second.hears(900)
  caller.audio.sendTone(900)
  await heard
  await caller.hangup()
  await written(office)
}, 60_000)

test('an endpoint that is not there: the way out “failed”', async () => {
  const { caller, story } = await callFlow(office, streamed({ url: 'ws://127.0.0.1:1/' }))
  await caller.untilEnded(20_000)
  await written(office)
  expect(story()).toEqual(['start next', 'stream failed', 'no done'])
})

test('twenty at once, without loss', async () => {
  const document = streamed({ direction: 'inbound' })
  await office.publish(document, '6950')
  const calls = await Promise.all(Array.from({ length: 20 }, () => dial(office, '6950')))
  for (const { caller } of calls) await caller.untilAnswered()
  await until('twenty streams', () => endpoint.all.length === 20 && endpoint.all.every(({ frames }) => frames > 5))
  const before = endpoint.all.map(({ frames }) => frames)
  const began = performance.now()
  for (const { caller } of calls) caller.audio.sendTone(700)
  await Promise.all(endpoint.all.map((each) => each.hears(700)))
  console.log('20 streams: the last was heard after', Math.round(performance.now() - began), 'ms')
  await until('five seconds of sound', () => endpoint.all.every(({ frames }, i) => frames - (before[i] ?? 0) >= 250), 20_000)
  const seconds = (performance.now() - began) / 1000
  for (const { caller } of calls) await caller.hangup()
  await written(office)
  const dropped = calls.flatMap(({ caller }) =>
    office
      .traceOf(office.calls().find((c) => c.from === caller.from)?.id ?? '')
      .filter((e) => e.type === 'stream.ended')
      .map((e) => e.data?.dropped),
  )
  expect(dropped).toEqual(Array.from({ length: 20 }, () => 0))
  // 50 frames a second each; the clocks of a busy machine may be late.
  for (const [i, { frames }] of endpoint.all.entries()) expect((frames - (before[i] ?? 0)) / seconds).toBeGreaterThan(40)
}, 90_000)
