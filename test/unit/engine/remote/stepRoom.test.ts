// A step provider puts the caller into a room behind a WebSocket.
import { expect, test } from 'vitest'
import { quietAfterEach } from '../offices.ts'
import { stepCall } from './stepOffice.ts'

quietAfterEach()

const bridge = { type: 'voip_bridge', create_room_uri: 'ws://room/', headers: { authorization: 'secret' }, timeout_ms: 5000 }

test('sound goes there and back until it closes', async () => {
  const w = await stepCall((_told, count) => (count === 0 ? { type: 'prompt', tts_text: 'x' } : bridge))
  const opened: { url: string; headers: Record<string, string> }[] = []
  const texts: string[] = []
  let close = () => {}
  w.ports.streams.open = async ({ url, headers }, events) => {
    opened.push({ url, headers })
    close = () => events.closed(1000)
    return { send: (data) => void (typeof data === 'string' && texts.push(data)), waiting: 0, close: () => {} }
  }
  await w.clock.advance(1500)
  w.caller.press('5')
  expect(opened).toMatchObject([{ url: 'ws://room/', headers: { authorization: 'secret' } }])
  expect(w.sim.lines.size).toBe(2)
  expect(w.ends()).toMatchObject([{ reason: 'transfer', detail: 'room' }])
  expect(texts.map((text) => JSON.parse(text).event)).toEqual(['start', 'dtmf'])
  close()
  await w.clock.advance(3000)
  expect([w.sim.lines.size, w.caller.gone]).toEqual([0, true])
})

test('a caller who leaves takes everything along', async () => {
  const w = await stepCall((_told, count) => (count === 0 ? { type: 'prompt', tts_text: 'x' } : bridge))
  await w.clock.advance(1500)
  w.caller.hangup()
  await w.clock.advance(1000)
  expect([w.sim.lines.size, w.ends().length]).toEqual([0, 1])
})

test('a room that cannot be had is an error', async () => {
  const w = await stepCall(({ path, event }, count) =>
    path === '/fail'
      ? {}
      : event.type === 'error'
        ? { type: 'hangup' }
        : count === 0
          ? { type: 'prompt', tts_text: 'x' }
          : bridge,
  )
  w.ports.streams.open = () => Promise.reject(new Error('refused'))
  await w.clock.advance(8000)
  expect(w.provider.told.at(-1)?.event).toEqual({ type: 'error', reason: 'the room cannot be reached: refused' })
})
