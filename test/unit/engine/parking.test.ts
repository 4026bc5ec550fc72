// Park and pick up: who waits in which slot, who takes them out, and what happens when nobody does.
import { describe, expect, test, vi } from 'vitest'
import { answers, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { flowOf, type World, world } from '../../support/memory.ts'
import { end, nextHost, office, quietAfterEach, start } from './offices.ts'
import { hangUp, leg, queueFlow, stateOf, two } from './queueOffice.ts'

quietAfterEach()

const flow = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])
const parts = { routes: { '5000': 'f' }, extensions: ['201', '202', '203'] }

const calls = (w: World): LiveCall[] => [...w.engine.parts.calls.values()].map((call) => call.view())
const parked = (w: World) =>
  calls(w).flatMap((call) => (call.parked ? [`${call.parked.slot} ${call.parked.number} by ${call.parked.by}`] : []))
const events = (w: World, type: string) => w.log.events.filter((event) => event.type === type)

/** A caller who talks with 201, parked by them. */
async function parkedCaller(w: World, from = '+491') {
  w.sim.phone('201', answers())
  const caller = w.sim.call('5000', from)
  await w.clock.advance(2000)
  const call = calls(w).find((one) => one.from === from)
  const { slot } = await w.engine.phone.park('201', call?.id ?? '')
  await w.clock.advance(100)
  return { caller, slot, callId: call?.id ?? '' }
}
const dialled = (w: World, slot: string, extension: string) =>
  w.sim.call(slot, extension, { kind: 'phone', endpoint: `PJSIP/${extension}` })

describe('a parked caller', () => {
  test('hears music in the first free slot, which every console sees; who parked is free', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    expect(slot).toBe('701')
    expect(parked(w)).toEqual(['701 +491 by 201'])
    expect(caller.channel.music).toBe(true)
    expect([...w.sim.channels.keys()]).toEqual([caller.id])
    const second = await parkedCaller(w, '+492')
    expect([second.slot, parked(w)]).toEqual(['702', ['701 +491 by 201', '702 +492 by 201']])
  })
  test('is picked up by any phone that calls the slot, and only by the first', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    const taker = dialled(w, slot, '202')
    const late = dialled(w, slot, '203')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    expect([taker.gone, caller.channel.music, parked(w)]).toEqual([false, false, []])
    expect(late.heard).toEqual(['sound:/tts/Nobody is parked here.'])
    taker.hangup()
    await w.clock.advance(2000)
    expect([caller.gone, late.gone]).toEqual([true, true])
    expect(events(w, 'call.pickedUp').map((event) => event.data)).toEqual([{ by: '202', slot: '701' }])
  })
  test('who hangs up leaves the slot empty', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    caller.hangup()
    await w.clock.advance(10)
    expect(parked(w)).toEqual([])
    expect(w.engine.runningCalls).toBe(0)
    expect((await parkedCaller(w, '+492')).slot).toBe(slot)
  })
  test('who hangs up in the moment of the pick-up: the phone is hung up, nothing is left', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    const taker = dialled(w, slot, '202')
    caller.hangup()
    await w.clock.advance(100)
    expect(taker.gone).toBe(true)
    expect(w.sim.channels.size).toBe(0)
  })
  test('whose taker gives up at once waits on', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    dialled(w, slot, '202').hangup()
    await w.clock.advance(100)
    expect([caller.gone, parked(w)]).toEqual([false, ['701 +491 by 201']])
    const taker = dialled(w, slot, '203')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/203'])
    taker.hangup()
  })
  test('can be parked again by whoever picked up', async () => {
    const w = await office(parts, flow)
    const { caller, slot, callId } = await parkedCaller(w)
    const taker = dialled(w, slot, '202')
    await w.clock.advance(100)
    await w.engine.phone.park('202', callId)
    await w.clock.advance(100)
    expect([taker.gone, caller.gone, parked(w)]).toEqual([true, false, ['701 +491 by 202']])
  })
})

test('the colleague or customer that a phone had called is parked; the slot shows them', async () => {
  const w = await office(parts, flow)
  w.sim.phone('202', answers())
  const mine = w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await w.clock.advance(2000)
  await w.engine.phone.park('201', calls(w)[0]?.id ?? '')
  await w.clock.advance(100)
  expect([mine.gone, parked(w)]).toEqual([true, ['701 202 by 201']])
})

test('a desk phone parks by transferring to a slot’s number', async () => {
  const w = await office(parts, flow)
  w.sim.phone('201', answers())
  w.sim.call('5000', '+491')
  await w.clock.advance(2000)
  const leg = [...w.sim.channels.values()].find((channel) => channel.endpoint === 'PJSIP/201')
  w.sim.emit({ type: 'transferRequested', channelId: leg?.info.id ?? '', to: '705', toChannelId: null })
  await w.clock.advance(100)
  expect(parked(w)).toEqual(['705 +491 by 201'])
})

describe('with three on the call nobody is handed on, and nobody is lost', () => {
  const threeWay = async () => {
    const w = await office(parts, flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const call = calls(w)[0]?.id ?? ''
    w.sim.phone('202', answers())
    w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(2000)
    const consult = calls(w).find(({ id }) => id !== call)?.id ?? ''
    await w.engine.phone.merge('201', call, consult)
    await w.clock.advance(100)
    expect([...caller.talkingTo].sort()).toEqual(['PJSIP/201', 'PJSIP/202'])
    return { w, caller, call }
  }
  test('parking and a transfer say so, whoever asks for them; then one leaves and it works', async () => {
    const { w, caller, call } = await threeWay()
    for (const extension of ['201', '202']) {
      await expect(w.engine.phone.park(extension, call)).rejects.toMatchObject({ code: 'THREE_WAY' })
      await expect(w.engine.phone.transfer(extension, call, '203')).rejects.toMatchObject({ code: 'THREE_WAY' })
    }
    await w.clock.advance(100)
    expect([[...caller.talkingTo].sort(), parked(w)]).toEqual([['PJSIP/201', 'PJSIP/202'], []])
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    await w.engine.phone.park('202', call)
    await w.clock.advance(100)
    expect(parked(w)).toEqual(['701 +491 by 202'])
  })
  test('whoever holds is muted, until they are back; music is for who has nobody left', async () => {
    const { w, call } = await threeWay()
    const done: string[] = []
    vi.spyOn(w.sim, 'mute').mockImplementation(
      async (...[id, way, on]: unknown[]) => void done.push(`${on ? 'mute' : 'unmute'} ${way} ${id}`),
    )
    vi.spyOn(w.sim, 'startMusic').mockImplementation(async (id) => void done.push(`music ${id}`))
    vi.spyOn(w.sim, 'stopMusic').mockImplementation(async (id) => void done.push(`no music ${id}`))
    const [first, second, outside] = [leg(w, '201'), leg(w, '202'), w.engine.parts.calls.get(call)?.channelId ?? '']
    const step = async (run: () => unknown) => {
      done.length = 0
      await run()
      await w.clock.advance(10)
      return [...done]
    }
    expect(await step(() => w.sim.emit({ type: 'held', channelId: second }))).toEqual([`mute in ${second}`])
    expect(await step(() => w.engine.phone.hold('201', call, true))).toEqual([`mute in ${first}`, `music ${outside}`])
    expect(await step(() => w.sim.emit({ type: 'resumed', channelId: second }))).toEqual([
      `unmute in ${second}`,
      `no music ${outside}`,
    ])
    expect(await step(() => hangUp(w, '202'))).toEqual([`music ${outside}`])
    expect(await step(() => w.engine.phone.hold('201', call, false))).toEqual([`unmute in ${first}`, `no music ${outside}`])
    expect(calls(w)[0]?.held).toBe(false)
  })
  test('a desk phone that transfers is told that it failed', async () => {
    const { w, caller } = await threeWay()
    const told = vi.spyOn(w.sim, 'transferProgress')
    w.sim.emit({ type: 'transferRequested', channelId: leg(w, '201'), to: '705', toChannelId: null })
    await w.clock.advance(100)
    expect([[...caller.talkingTo].sort(), parked(w)]).toEqual([['PJSIP/201', 'PJSIP/202'], []])
    expect(told.mock.calls).toEqual([[leg(w, '201'), 'failed']])
  })
})

test('a full car park says so, and the call goes on', async () => {
  const w = await office({ ...parts, settings: { parkSlots: 1 } }, flow)
  await parkedCaller(w)
  const caller = w.sim.call('5000', '+492')
  await w.clock.advance(2000)
  const call = calls(w).find((one) => one.from === '+492')
  await expect(w.engine.phone.park('201', call?.id ?? '')).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(caller.talkingTo).toEqual(['PJSIP/201'])
})

test('an extension keeps its number: that slot is left out', async () => {
  const w = await office({ ...parts, extensions: ['201', '701'] }, flow)
  expect((await parkedCaller(w)).slot).toBe('702')
})

describe('nobody picks up', () => {
  test('whoever parked is rung again with the slot, and talks', async () => {
    const w = await office(parts, flow)
    const { caller } = await parkedCaller(w)
    w.sim.phone('201', ringsForEver())
    await w.clock.advance(120_000)
    expect(calls(w)[0]?.parked?.returning).toBe(true)
    const ringing = [...w.sim.channels.values()].find((channel) => channel.endpoint === 'PJSIP/201')
    expect(ringing?.info.callerName).toBe('701: +491')
    if (ringing) w.sim.pickUp(ringing)
    await w.clock.advance(100)
    expect([caller.talkingTo, parked(w)]).toEqual([['PJSIP/201'], []])
    hangUp(w, '201')
  })
  test('while the parker rings, the slot can be called: their phone stops', async () => {
    const w = await office(parts, flow)
    const { caller, slot } = await parkedCaller(w)
    w.sim.phone('201', ringsForEver())
    await w.clock.advance(121_000)
    const taker = dialled(w, slot, '202')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    expect([...w.sim.channels.values()].map((channel) => channel.endpoint)).toEqual(['PJSIP/trunk-t1', 'PJSIP/202'])
    taker.hangup()
  })
  test('the parker does not answer: the reception is rung, and then the caller waits on', async () => {
    const w = await office({ ...parts, settings: { reception: ['203'] } }, flow)
    const { caller } = await parkedCaller(w)
    w.sim.phone('201', ringsForEver())
    w.sim.phone('203', ringsForEver())
    await w.clock.advance(151_000)
    expect(w.sim.commands.filter((command) => command.startsWith('originate')).slice(1)).toEqual([
      'originate PJSIP/201',
      'originate PJSIP/203',
    ])
    await w.clock.advance(30_000)
    expect([caller.gone, calls(w)[0]?.parked?.returning]).toEqual([false, false])
    w.sim.phone('201', answers())
    await w.clock.advance(122_000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    hangUp(w, '201')
  })
  test('who came by a queue goes back to it', async () => {
    const w = await office({ ...two, settings: { parkSeconds: 20 } }, queueFlow({ maxWaitSeconds: 600 }))
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    await w.engine.phone.park('201', calls(w)[0]?.id ?? '')
    await w.clock.advance(100)
    expect(stateOf(w, 'ann')).not.toBe('busy')
    w.sim.phone('201', ringsForEver())
    await w.clock.advance(51_000)
    expect(caller.gone).toBe(false)
    expect(parked(w)).toEqual([])
    expect(w.engine.parts.queueing.dispatcher.waitingView('sales').map(({ from }) => from)).toEqual(['+491'])
  })
})

describe('the host dies', () => {
  const killed = (w: World) => nextHost(w, parts, [flow])
  test('and the next one knows the slot, the time and who parked', async () => {
    const w = world(parts, [flow])
    await w.engine.start()
    const { caller, slot } = await parkedCaller(w)
    await w.clock.advance(60_000)
    const next = await killed(w)
    expect(parked(next)).toEqual(['701 +491 by 201'])
    next.sim.phone('201', ringsForEver())
    await next.clock.advance(60_000)
    expect(calls(next)[0]?.parked?.returning).toBe(true)
    const again = await killed(next)
    await again.clock.advance(100)
    expect(calls(again)[0]?.parked?.returning).toBe(true)
    const taker = dialled(again, slot, '202')
    await again.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    const last = await killed(again)
    await last.clock.advance(100)
    expect([caller.talkingTo, parked(last)]).toEqual([['PJSIP/202'], []])
    taker.hangup()
    await last.clock.advance(100)
    expect(caller.gone).toBe(true)
    expect(last.engine.runningCalls).toBe(0)
  })
  test('while the caller hangs up: the slot is empty afterwards', async () => {
    const w = world(parts, [flow])
    await w.engine.start()
    const { caller } = await parkedCaller(w)
    w.engine['guard'].closed = true
    caller.hangup()
    const next = await killed(w)
    await next.clock.advance(100)
    expect([parked(next), next.engine.runningCalls]).toEqual([[], 0])
  })
})
