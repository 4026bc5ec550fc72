// Audio streams on simulated telephony: what goes to the endpoint, what comes from it, and how a stream ends.
import { describe, expect, test } from 'vitest'
import type { SimLine } from '../../../electron/adapters/sim/mediaLine.ts'
import type { StreamSocketEvents } from '../../../electron/engine/ports.ts'
import { StreamFrames } from '../../../electron/engine/session/streamFrames.ts'
import { flowOf, type World, world } from '../../support/memory.ts'
import { end, endedAfterEach, office, start } from './offices.ts'

endedAfterEach()

const flow = (config: Record<string, unknown> = {}, then: Record<string, { type: string }> = {}, edges: string[] = []) =>
  flowOf(
    'f',
    {
      start,
      stream: { type: 'streamAudio', url: 'ws://ears.example/?key=secret', metadata: { from: '{{call.from}}' }, ...config },
      wait: { type: 'pause', seconds: 30 },
      no: { type: 'reject' },
      end,
      ...then,
    },
    ['start.next>stream', 'stream.started>wait', 'stream.failed>no', 'wait.next>end', ...edges],
  )

/** What an endpoint hears, and its voice. */
function endpoint(made: World) {
  const sockets: { events: StreamSocketEvents; closed: boolean; waiting: number }[] = []
  const texts: Record<string, unknown>[] = []
  const frames: Uint8Array[] = []
  const state = { refuse: false }
  made.ports.streams.open = async (_request, events) => {
    if (state.refuse) throw new Error('refused')
    const socket = { events, closed: false, waiting: 0 }
    sockets.push(socket)
    return {
      send: (data) => void (typeof data === 'string' ? texts.push(JSON.parse(data)) : frames.push(data)),
      get waiting() {
        return socket.waiting
      },
      close: () => {
        socket.closed = true
      },
    }
  }
  return { sockets, texts, frames, state }
}
const lines = ({ sim }: World): SimLine[] => [...sim.lines]
const frame = (value: number, bytes = 640) => new Uint8Array(bytes).fill(value)
const traced = ({ log }: World) => log.events.filter((e) => e.type.startsWith('stream.')).map((e) => [e.type, e.data])

describe('a stream', () => {
  test('begins with a start frame; both sides go out interleaved; keys are told; the stop says why', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow())
    const { sockets, texts, frames } = endpoint(made)
    const caller = made.sim.call('5000', '+491')
    await made.clock.advance(100)
    expect(lines(made).map(({ options: { hears, speaks, rate } }) => [hears, speaks, rate])).toEqual([
      ['in', true, 16_000],
      ['out', false, 16_000],
    ])
    lines(made)[0]?.sounds(frame(1))
    lines(made)[1]?.sounds(frame(2))
    caller.press('5')
    expect(texts).toEqual([
      {
        event: 'start',
        streamId: expect.any(String),
        callId: expect.stringMatching(/^cb-/),
        name: 'stream',
        direction: 'both',
        metadata: { from: '+491' },
        mediaFormat: { encoding: 'slin16', sampleRate: 16_000, channels: 2 },
      },
      { event: 'dtmf', digit: '5' },
    ])
    expect(frames.map((f) => [f.length, ...f.slice(0, 8)])).toEqual([[1280, 1, 1, 2, 2, 1, 1, 2, 2]])
    caller.hangup()
    await made.clock.advance(100)
    expect(texts.at(-1)).toEqual({ event: 'stop', reason: 'callEnded' })
    expect([sockets[0]?.closed, lines(made)]).toEqual([true, []])
    expect(traced(made)).toEqual([
      ['stream.started', { name: 'stream', url: 'ws://ears.example/?…', direction: 'both' }],
      ['stream.ended', { name: 'stream', reason: 'callEnded', frames: 1, dropped: 0 }],
    ])
  })

  test('what the endpoint sends is played; clear and mark; nonsense is told once', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow({ direction: 'inbound', sampleRate: 8000 }))
    const { sockets, texts } = endpoint(made)
    made.sim.call('5000')
    await made.clock.advance(100)
    const { message } = (sockets[0] as (typeof sockets)[number]).events
    message(frame(3, 641))
    expect(lines(made)[0]?.played).toBe(640)
    message('{"event":"mark","name":"half"}')
    for (const bad of ['{"event":"mark"}', 'no json', '{"event":"explode"}']) message(bad)
    expect(texts.at(-1)).toEqual({ event: 'mark', name: 'half' })
    message('{"event":"clear"}')
    expect(lines(made)[0]?.played).toBe(0)
    expect(traced(made).filter(([type]) => type === 'stream.notUnderstood')).toHaveLength(1)
    await made.clock.advance(40_000)
  })

  test('an endpoint that is not there, or a channel that cannot be heard: failed, and nothing is left', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow())
    const { state } = endpoint(made)
    state.refuse = true
    made.sim.call('5000')
    await made.clock.advance(100)
    expect(traced(made)).toEqual([['stream.failed', { name: 'stream', error: 'refused' }]])
    state.refuse = false
    made.sim.openLine = () => Promise.reject(new Error('no line'))
    made.sim.call('5000')
    await made.clock.advance(100)
    expect(traced(made).at(-1)).toEqual(['stream.failed', { name: 'stream', error: 'no line' }])
  })

  test('a connection that is lost comes back, with what was said meanwhile up to two seconds', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow({ direction: 'inbound' }))
    const { sockets, state, texts, frames } = endpoint(made)
    made.sim.call('5000')
    await made.clock.advance(100)
    state.refuse = true
    sockets[0]?.events.closed(1006)
    for (let i = 0; i < 130; i++) lines(made)[0]?.sounds(frame(i))
    await made.clock.advance(1000)
    expect(frames).toEqual([])
    state.refuse = false
    await made.clock.advance(3000)
    expect(texts.map(({ event }) => event)).toEqual(['start', 'start'])
    for (let i = 0; i < 100; i++) lines(made)[0]?.sounds(new Uint8Array(0))
    expect([frames.length, frames[0]?.[0]]).toEqual([100, 30])
    await made.clock.advance(40_000)
    expect(traced(made).at(-1)).toEqual(['stream.ended', { name: 'stream', reason: 'callEnded', frames: 100, dropped: 30 }])
  })

  test('one that stays away for ten seconds is over; the call is not', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow())
    const { sockets, state } = endpoint(made)
    const caller = made.sim.call('5000')
    await made.clock.advance(100)
    state.refuse = true
    sockets[0]?.events.closed(1006)
    await made.clock.advance(11_000)
    expect(traced(made).at(-1)?.[1]).toMatchObject({ reason: 'connectionLost' })
    expect([caller.cause, lines(made)]).toEqual([null, []])
    await made.clock.advance(30_000)
  })

  test.each([
    ['normally', 1000],
    ['as it goes away', 1001],
    ['without a status', 1005],
  ])('an endpoint that closes %s has had enough', async (_how, code) => {
    const made = await office({ routes: { '5000': 'f' } }, flow())
    const { sockets } = endpoint(made)
    made.sim.call('5000')
    await made.clock.advance(100)
    sockets[0]?.events.closed(code)
    await made.clock.advance(10)
    expect(traced(made).at(-1)?.[1]).toMatchObject({ reason: 'endpointClosed' })
    expect(lines(made)).toEqual([])
    await made.clock.advance(40_000)
  })

  test('a slow endpoint: frames wait, two seconds of them, then the oldest go', async () => {
    const made = await office({ routes: { '5000': 'f' } }, flow({ direction: 'outbound' }))
    const { sockets, frames } = endpoint(made)
    made.sim.call('5000')
    await made.clock.advance(100)
    const socket = sockets[0] as (typeof sockets)[number]
    socket.waiting = 1_000_000
    for (let i = 0; i < 150; i++) lines(made)[0]?.sounds(frame(i))
    expect(frames).toEqual([])
    socket.waiting = 0
    lines(made)[0]?.sounds(frame(200))
    expect([frames.length, frames[0]?.[0], frames.at(-1)?.[0]]).toEqual([100, 51, 200])
    await made.clock.advance(40_000)
  })

  test('Stop Stream ends it by name, and is safe when there is none', async () => {
    const document = flowOf(
      'f',
      {
        start,
        one: { type: 'streamAudio', url: 'ws://a.example/', streamName: 'one' },
        again: { type: 'streamAudio', url: 'ws://a.example/', streamName: 'one' },
        two: { type: 'streamAudio', url: 'ws://a.example/', streamName: 'two' },
        stop: { type: 'stopStream', streamName: 'one' },
        wait: { type: 'pause', seconds: 5 },
        all: { type: 'stopStream' },
        none: { type: 'stopStream' },
        end,
      },
      [
        ...['one', 'again', 'two'].map((id) => `${id}.failed>end`),
        ...['start.next>one', 'one.started>again', 'again.started>two', 'two.started>stop', 'stop.next>wait', 'wait.next>all'],
        ...['all.next>none', 'none.next>end'],
      ],
    )
    const made = await office({ routes: { '5000': 'f' } }, document)
    endpoint(made)
    made.sim.call('5000')
    await made.clock.advance(1000)
    expect(lines(made)).toHaveLength(2)
    await made.clock.advance(10_000)
    expect(traced(made).map(([type, data]) => [type, (data as { name: string }).name])).toEqual([
      ['stream.started', 'one'],
      ['stream.started', 'two'],
      ['stream.ended', 'one'],
      ['stream.ended', 'two'],
    ])
  })

  test('a host that died begins it again', async () => {
    const before = world({ routes: { '5000': 'f' } }, [flow()])
    endpoint(before)
    await before.engine.start()
    before.sim.call('5000')
    await before.clock.advance(100)
    await before.engine.stop()
    before.sim.lines.clear()
    const after = world({ routes: { '5000': 'f' } }, [flow()], before)
    const { texts } = endpoint(after)
    await after.engine.start()
    await after.clock.advance(100)
    expect(texts).toMatchObject([{ event: 'start', metadata: { from: '+4930123456' } }])
    await after.clock.advance(40_000)
    expect([...after.sim.lines, ...after.errors]).toEqual([])
    await after.engine.stop()
  })
})

describe('frames', () => {
  test('are whole whatever the line gives; a side that lags is silent', () => {
    const frames = new StreamFrames(true, 8000)
    for (let i = 0; i < 5; i++) frames.heard('left', frame(i, 320))
    expect(frames.next()?.slice(0, 4)).toEqual(new Uint8Array([0, 0, 0, 0]))
    expect(frames.next()?.slice(0, 4)).toEqual(new Uint8Array([1, 1, 0, 0]))
    frames.heard('right', frame(9, 100))
    expect(frames.next()).toBeUndefined()
    frames.heard('right', frame(9, 220))
    expect(frames.next()?.slice(0, 4)).toEqual(new Uint8Array([2, 2, 9, 9]))
  })
})
