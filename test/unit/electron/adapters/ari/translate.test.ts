import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Frame, parseFrame } from '../../../../../electron/adapters/ari/frames.ts'
import { Translator } from '../../../../../electron/adapters/ari/translate.ts'
import type { TelephonyEvent } from '../../../../../electron/engine/ports.ts'

const channel = (id: string, state = 'Ring') => ({
  id,
  name: `PJSIP/${id}`,
  state,
  caller: { name: 'Bob', number: '1' },
  dialplan: { exten: '5000' },
})
const start = (id: string, state = 'Ring'): Frame => ({ type: 'StasisStart', channel: channel(id, state), args: ['in', '5000'] })
const destroyed = (id: string, cause: number, tech?: number): Frame => ({
  type: 'ChannelDestroyed',
  channel: channel(id),
  cause,
  tech_cause: tech,
})

function tell(translator: Translator, ...frames: Frame[]): TelephonyEvent[] {
  return frames.flatMap((frame) => translator.translate(frame))
}

describe('the end of a channel', () => {
  test('is told once, whichever of its two events comes first', () => {
    const end: Frame = { type: 'StasisEnd', channel: channel('a') }
    expect(tell(new Translator(), start('a'), end, destroyed('a', 16)).filter(({ type }) => type === 'ended')).toHaveLength(1)
    expect(tell(new Translator(), start('a'), destroyed('a', 16), end).filter(({ type }) => type === 'ended')).toHaveLength(1)
  })

  test('knows the cause which the request to hang up named', () => {
    const request: Frame = { type: 'ChannelHangupRequest', channel: channel('a'), cause: 17, tech_cause: 486 }
    const events = tell(new Translator(), start('a'), request, { type: 'StasisEnd', channel: channel('a') })
    expect(events.at(-1)).toEqual({ type: 'ended', channelId: 'a', cause: 17, sip: 486 })
  })

  test('does not take the bit mask of a soft request for a cause', () => {
    const request: Frame = { type: 'ChannelHangupRequest', channel: channel('a'), cause: 32, soft: true }
    const events = tell(new Translator(), start('a'), request, { type: 'StasisEnd', channel: channel('a') })
    expect(events.at(-1)).toEqual({ type: 'ended', channelId: 'a', cause: 16, sip: null })
  })

  test('of a channel that was never ours is not told', () => {
    expect(tell(new Translator(), destroyed('stranger', 16))).toEqual([])
  })
})

test('ringing and answered are told once each, in whatever form and number ARI says so', () => {
  const translator = new Translator()
  translator.expect('leg')
  const ringing: Frame = { type: 'Dial', peer: channel('leg', 'Ringing'), dialstatus: 'RINGING' }
  const up: Frame = { type: 'ChannelStateChange', channel: channel('leg', 'Up') }
  const events = tell(translator, ringing, { type: 'ChannelStateChange', channel: channel('leg', 'Ringing') }, up, up, ringing)
  expect(events.map(({ type }) => type)).toEqual(['ringing', 'answered'])
})

describe('a leg we dial', () => {
  const created: Frame = { type: 'StasisStart', channel: channel('leg', 'Down'), args: ['leg'] }
  const up: Frame = { type: 'ChannelStateChange', channel: channel('leg', 'Up') }
  const left: Frame = { type: 'StasisEnd', channel: channel('leg', 'Ringing') }
  const soft: Frame = { type: 'ChannelHangupRequest', channel: channel('leg'), cause: 32, soft: true }

  test('enters when somebody answers, not when its channel is made', () => {
    const translator = new Translator()
    expect(tell(translator, created)).toEqual([])
    expect(tell(translator, up, up).map(({ type }) => type)).toEqual(['answered', 'entered'])
  })

  test('that nobody takes ends with the cause of its end, not of its leaving our application', () => {
    const translator = new Translator()
    const events = tell(translator, created, soft, left, destroyed('leg', 19, 480))
    expect(events).toEqual([{ type: 'ended', channelId: 'leg', cause: 19, sip: 480 }])
  })

  test('found ringing after a restart enters when somebody answers; found answered it ends as any other', () => {
    const translator = new Translator()
    translator.expect('leg', 'ringing', true)
    expect(tell(translator, up).map(({ type }) => type)).toEqual(['answered', 'entered'])
    translator.expect('taken', 'up', true)
    expect(tell(translator, { type: 'StasisEnd', channel: channel('taken', 'Up') })).toMatchObject([{ type: 'ended' }])
  })
})

test('an echo of our own transfer progress is no new transfer', () => {
  const asked: Frame = {
    type: 'ChannelTransfer',
    refer_to: { requested_destination: { destination: 'sip:204@10.0.0.1:5060' } },
    referred_by: { source_channel: channel('leg') },
  }
  const translator = new Translator()
  expect(tell(translator, asked, { ...asked, state: 'channel_answered' })).toEqual([
    { type: 'transferRequested', channelId: 'leg', to: '204', toChannelId: null },
  ])
})

describe('frames', () => {
  test('of an unknown type are skipped', () => {
    expect(parseFrame('{"type":"SomethingNew","channel":7}')).toBeUndefined()
    expect(parseFrame('{"type":"toString"}')).toBeUndefined()
  })

  test('which are none, or broken, throw and nothing else', () => {
    for (const text of ['', 'null', '[]', '{"type":"StasisStart"}', '{"type":"Dial","peer":{}}'])
      expect(() => parseFrame(text)).toThrow()
  })
})

test('in any order, twice or not: every channel of ours ends once and none is remembered', () => {
  const frames = fc.constantFrom<Frame>(
    start('a'),
    { type: 'ChannelStateChange', channel: channel('a', 'Up') },
    { type: 'ChannelDtmfReceived', channel: channel('a'), digit: '1' },
    { type: 'ChannelHangupRequest', channel: channel('a'), cause: 16 },
    { type: 'Dial', peer: channel('a'), dialstatus: 'RINGING' },
  )
  fc.assert(
    fc.property(fc.array(frames), (shuffled) => {
      const translator = new Translator()
      const events = tell(translator, start('a'), ...shuffled, destroyed('a', 16), destroyed('a', 16))
      expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1)
      expect(translator.size).toBe(0)
    }),
  )
})

describe('a leg into somebody’s dialplan that is told “busy” or “congestion”', () => {
  const local = (state = 'Down') => ({ ...channel('leg', state), name: 'Local/030@from-internal-00000001;1' })
  const dial = (dialstatus: string, peer = local()): Frame => ({ type: 'Dial', peer, dialstatus })
  const dialled = (peer = local()): Translator => {
    const translator = new Translator()
    translator.expect('leg')
    tell(translator, { type: 'StasisStart', channel: peer, args: ['leg'] })
    return translator
  }

  test.each([
    ['BUSY', 'busy'],
    ['CONGESTION', 'congestion'],
  ])('%s: is ended at once', (status, reason) => {
    expect(dialled().refused(dial(status))).toEqual({ channelId: 'leg', reason })
  })

  test('others are left alone: what rings, what was answered, who is no leg of ours, a trunk that tells a SIP answer itself', () => {
    expect(dialled().refused(dial('RINGING'))).toBeNull()
    const answered = dialled()
    tell(answered, { type: 'ChannelStateChange', channel: local('Up') })
    expect(answered.refused(dial('BUSY'))).toBeNull()
    expect(new Translator().refused(dial('BUSY'))).toBeNull()
    const sip = channel('leg', 'Down')
    expect(dialled(sip).refused(dial('BUSY', sip))).toBeNull()
  })
})
