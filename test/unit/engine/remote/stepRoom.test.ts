// A step provider puts the caller into a room behind a WebSocket: RustPBX's sound, or the frames of Stream audio.
import { describe, expect, test } from 'vitest'
import type { StreamSocketEvents } from '../../../../electron/engine/ports.ts'
import type { StreamRequest } from '../../../../shared/domain/stream.ts'
import { answered } from '../../../support/scriptedHttp.ts'
import { quietAfterEach } from '../offices.ts'
import { stepCall } from './stepOffice.ts'

quietAfterEach()

const url = 'ws://room/'
const bridge = { type: 'voip_bridge', create_room_uri: url, headers: { authorization: 'secret' }, timeout_ms: 5000 }
const prompt = (tts_text: string) => ({ type: 'prompt', tts_text })

type Opened = { url: string; headers: Record<string, string>; sampleRate: number; events: StreamSocketEvents }

/** A caller who hears a word and is put into the room; what follows is asked for with `then`. */
async function inRoom(action: object, then: object[] = [], config: object = {}) {
  const w = await stepCall(
    ({ path, event }, count) => {
      if (path.startsWith('http')) return answered(201, { data: { ws_url: 'wss://media/room-7' } })
      if (path === '/fail') return answered(404)
      if (event.type === 'error') return { type: 'hangup' }
      return count === 0 ? prompt('x') : count === 1 ? action : (then[count - 2] ?? { type: 'hangup' })
    },
    { config },
  )
  const opened: Opened[] = []
  const texts: string[] = []
  const sound: Uint8Array[] = []
  w.ports.streams.open = async (request, events) => {
    opened.push({ ...(request as StreamRequest), events })
    return {
      send: (data) => void (typeof data === 'string' ? texts.push(data) : sound.push(data)),
      waiting: 0,
      close: () => {},
    }
  }
  await w.clock.advance(1500)
  return { ...w, opened, texts, sound }
}
const said = (texts: string[]) => texts.map((text) => JSON.parse(text))

describe('a room', () => {
  test('gets the caller’s sound alone and the keys, as RustPBX sends them; the end is told with its address', async () => {
    const w = await inRoom(bridge)
    w.caller.press('5')
    expect(w.opened).toMatchObject([{ url, headers: { authorization: 'secret' }, sampleRate: 8000 }])
    expect(w.sim.lines.size).toBe(1)
    const [line] = w.sim.lines.values()
    line?.sounds(new Uint8Array(320).fill(1))
    expect(w.sound).toEqual([new Uint8Array(320).fill(1)])
    expect(said(w.texts)).toEqual([{ type: 'dtmf', digit: '5', leg_id: 'caller' }])
    expect(w.ends()).toMatchObject([{ reason: 'transfer', detail: 'bridge:ws://room/' }])
    w.opened[0]?.events.closed(1000)
    await w.clock.advance(3000)
    expect([w.sim.lines.size, w.caller.gone, said(w.texts).length]).toEqual([0, true, 1])
  })
  test('sends keys to the caller', async () => {
    const w = await inRoom(bridge)
    const sent: string[] = []
    w.sim.sendDigits = async (_id: string, digits?: string) => void sent.push(digits ?? '')
    w.opened[0]?.events.message('{"type":"dtmf","digit":"5"}')
    w.opened[0]?.events.message('{"type":"dance"}')
    await w.clock.advance(0)
    expect(sent).toEqual(['5'])
    w.caller.hangup()
    await w.clock.advance(100)
  })
  test('gets the frames of Stream audio where it asks for them', async () => {
    const w = await inRoom({ ...bridge, protocol: 'stream' })
    w.caller.press('5')
    expect(w.sim.lines.size).toBe(2)
    expect(said(w.texts).map(({ event }) => event)).toEqual(['start', 'dtmf'])
    w.opened[0]?.events.closed(1000)
    await w.clock.advance(3000)
    expect([w.sim.lines.size, w.caller.gone]).toEqual([0, true])
  })
  test.each([
    ['a close frame without a status', 1005],
    ['one that goes away', 1001],
  ])('%s ends it: it is not called again', async (_what, code) => {
    const w = await inRoom(bridge)
    w.opened[0]?.events.closed(code)
    await w.clock.advance(15_000)
    expect([w.opened.length, w.caller.gone, w.ends().length]).toEqual([1, true, 1])
  })
  test('whose connection breaks is called again', async () => {
    const w = await inRoom(bridge)
    w.opened[0]?.events.closed(1006)
    await w.clock.advance(1000)
    expect(w.opened).toHaveLength(2)
    w.caller.hangup()
    await w.clock.advance(100)
  })
  test('says in its query what RustPBX lets it say', async () => {
    const w = await inRoom({
      ...bridge,
      create_room_uri: 'ws://room/a?k=1&samplerate=16000&_hdr_X-Key=ab&codec=pcm&return_app=ivr',
    })
    expect(w.opened).toMatchObject([
      { url: 'ws://room/a?k=1', sampleRate: 16_000, headers: { 'X-Key': 'ab', authorization: 'secret' } },
    ])
    w.caller.hangup()
    await w.clock.advance(100)
  })
  test('of an http address is made by POST, and reached where the answer says', async () => {
    const w = await inRoom({ ...bridge, create_room_uri: 'https://rooms/new' })
    const asked = w.http.requests.find(({ url: at }) => at === 'https://rooms/new')
    expect(asked).toMatchObject({ method: 'POST', headers: { authorization: 'secret' } })
    expect(JSON.parse(asked?.body ?? '{}')).toMatchObject({ caller: '+4930123456', callee: '5000', direction: 'inbound' })
    expect(w.opened.map(({ url: at }) => at)).toEqual(['wss://media/room-7'])
    w.caller.hangup()
    await w.clock.advance(100)
  })
})

describe('what follows', () => {
  test('return_app and return_target that nobody knows: the provider gets the caller back in a new session', async () => {
    const w = await inRoom({ ...bridge, return_app: 'ivr', return_target: 'main' }, [prompt('Back')])
    w.opened[0]?.events.closed(1005)
    await w.clock.advance(3000)
    expect(w.provider.types()).toEqual(['/start', 'session_start', 'audio_complete', '/start', 'session_start', 'audio_complete'])
    expect(w.heard()).toEqual(['x', 'Back'])
    const [first, , , second] = w.provider.told.map(({ body }) => body)
    expect(second).toMatchObject({ transferred_from: 'agent', step_index: 0 })
    expect(second?.session_id).not.toBe(first?.session_id)
    expect(w.ends().map(({ reason, session_id }) => [reason, session_id])).toEqual([
      ['transfer', first?.session_id],
      ['hangup', second?.session_id],
    ])
  })
  test('success runs when the room is left, the session goes on', async () => {
    const w = await inRoom({ ...bridge, success: { type: 'play_and_hangup', tts_text: 'It was nice' } })
    expect(w.ends()).toEqual([])
    w.opened[0]?.events.closed(1000)
    await w.clock.advance(3000)
    expect(w.heard()).toEqual(['x', 'It was nice'])
    expect(w.ends()).toMatchObject([{ reason: 'hangup' }])
  })
  test('return_to_ivr as a yes: the provider is asked on', async () => {
    const w = await inRoom({ ...bridge, return_to_ivr: true })
    w.opened[0]?.events.closed(1000)
    await w.clock.advance(1000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'transfer_result', outcome: 'target_ended' })
  })
  test('failure runs where the room cannot be had', async () => {
    const w = await stepCall((_told, count) =>
      count === 0 ? prompt('x') : { ...bridge, failure: { type: 'play_and_hangup', tts_text: 'Nobody there' } },
    )
    w.ports.streams.open = () => Promise.reject(new Error('refused'))
    await w.clock.advance(8000)
    expect(w.heard()).toEqual(['x', 'Nobody there'])
    expect(w.provider.types()).toEqual(['/start', 'session_start', 'audio_complete'])
  })
})

test('a caller who leaves takes everything along', async () => {
  const w = await inRoom(bridge)
  w.caller.hangup()
  await w.clock.advance(1000)
  expect([w.sim.lines.size, w.ends().length]).toEqual([0, 1])
})

test('a room that cannot be had is an error', async () => {
  const w = await stepCall(({ path, event }, count) =>
    path === '/fail' ? {} : event.type === 'error' ? { type: 'hangup' } : count === 0 ? prompt('x') : bridge,
  )
  w.ports.streams.open = () => Promise.reject(new Error('refused'))
  await w.clock.advance(8000)
  expect(w.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'the room cannot be reached: refused' })
})
