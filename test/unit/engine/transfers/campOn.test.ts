// Camp-on: a caller waits for a colleague who is on another call.
import { describe, expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from '../offices.ts'
import { hangUp, queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

const flow = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])
const parts: OfficeParts = { routes: { '5000': 'f' }, extensions: ['201', '202', '203'] }

const of = (w: World, from: string) =>
  [...w.engine.parts.calls.values()].map((call) => call.view()).find((call) => call.from === from)
const ringing = (w: World) =>
  [...w.sim.channels.values()]
    .filter(({ info }) => info.state === 'ringing')
    .map(({ endpoint, info }) => `${endpoint} ${info.callerName || info.callerNumber}`)
const events = (w: World, wanted: string) =>
  w.log.events.filter(({ type }) => type === wanted).map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)

/** A caller who talks with 201. */
async function talking(w: World, from = '+491') {
  w.sim.phone('201', answers())
  const caller = w.sim.call('5000', from)
  await w.clock.advance(2000)
  expect(caller.talkingTo).toEqual(['PJSIP/201'])
  return { caller }
}

describe('a transfer to a colleague who is on another call', () => {
  /** 202 talks to +492; +491, who talked with 201, waits for them. */
  async function camping(w: World, from = '+491') {
    w.sim.phone('202', answers(200))
    const other = w.sim.call('202', '203', { kind: 'phone', endpoint: 'PJSIP/203' })
    await w.clock.advance(1000)
    const { caller } = await talking(w, from)
    await w.engine.phone.transfer('201', of(w, from)?.id ?? '', '202', { whenFree: true })
    await w.clock.advance(1000)
    return { caller, other }
  }
  test('waits with music, knows its place, and is connected within a second of the colleague’s hanging up', async () => {
    const w = await office(parts, flow)
    const { caller, other } = await camping(w)
    await w.clock.advance(10_000)
    expect([caller.heard.at(-1), caller.channel.music]).toEqual([
      'sound:/tts/The person is on another call. Please hold, you will be connected as soon as they are free.',
      true,
    ])
    expect(of(w, '+491')?.transfer).toMatchObject({ by: '201', to: '202', reason: null, campOn: { position: 1 } })
    const { caller: second } = await (async () => {
      const talk = await talking(w, '+492')
      await w.engine.phone.transfer('201', of(w, '+492')?.id ?? '', '202', { whenFree: true })
      await w.clock.advance(10_000)
      return talk
    })()
    expect([of(w, '+492')?.transfer?.campOn?.position, second.heard.at(-1)]).toEqual([2, 'sound:/tts/You are number 2 in line.'])
    other.hangup()
    await w.clock.advance(1000)
    expect([caller.talkingTo, caller.channel.music, of(w, '+492')?.transfer?.campOn?.position]).toEqual([['PJSIP/202'], false, 1])
    hangUp(w, '202')
    await w.clock.advance(1000)
    expect(second.talkingTo).toEqual(['PJSIP/202'])
    expect(events(w, 'transfer.camped')).toEqual(['transfer.camped {"to":"202"}', 'transfer.camped {"to":"202"}'])
  })
  test('comes back after the office’s time, with the reason', async () => {
    const w = await office(parts, flow)
    const { caller } = await camping(w)
    w.sim.phone('201', ringsForEver())
    await w.clock.advance(118_000)
    expect([of(w, '+491')?.transfer?.reason, caller.channel.music]).toEqual([null, true])
    await w.clock.advance(2000)
    expect(of(w, '+491')?.transfer).toMatchObject({ reason: 'busy', seconds: 120, campOn: null })
    expect([ringing(w), caller.channel.music]).toEqual([['PJSIP/201 202: +491'], false])
  })
  test('who hangs up waits no more, and nothing is left', async () => {
    const w = await office(parts, flow)
    const { caller } = await camping(w)
    caller.hangup()
    await w.clock.advance(1000)
    expect([of(w, '+491'), w.engine.parts.queueing.operators.campOns.at('202')]).toEqual([undefined, false])
  })
  test('goes before the callers of the colleague’s queues', async () => {
    const w = await office(
      {
        ...two,
        routes: { ...two.routes, '6000': 'g' },
        queues: [{ id: 'sales', ringSeconds: 10, wrapUpSeconds: 0, announcePosition: false }],
      },
      queueFlow({ maxWaitSeconds: 600 }),
      { ...flow, id: 'g' },
    )
    w.engine.parts.queueing.operators.login('bob')
    w.sim.phone('202', answers(200))
    w.sim.phone('201', answers(200))
    const first = w.sim.call('5000', '+493')
    await w.clock.advance(1000)
    expect(first.talkingTo).toEqual(['PJSIP/202'])
    const waits = w.sim.call('5000', '+494')
    const caller = w.sim.call('6000', '+491')
    await w.clock.advance(1000)
    await w.engine.phone.transfer('201', of(w, '+491')?.id ?? '', '202', { whenFree: true })
    await w.clock.advance(1000)
    first.hangup()
    await w.clock.advance(1000)
    expect([caller.talkingTo, waits.talkingTo]).toEqual([['PJSIP/202'], []])
    caller.hangup()
    await w.clock.advance(1000)
    expect(waits.talkingTo).toEqual(['PJSIP/202'])
  })
  test('waits on after a kill -9, at its place and for the rest of its time', async () => {
    const before = await killableHost(parts, flow)
    const { caller, other } = await camping(before)
    const w = await nextHost(before, parts, [flow])
    await w.clock.advance(1000)
    expect([of(w, '+491')?.transfer?.campOn?.position, caller.channel.music]).toEqual([1, true])
    other.hangup()
    await w.clock.advance(1500)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
  })
  test('who is free is rung at once', async () => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    w.sim.phone('202', answers(200))
    await w.engine.phone.transfer('201', of(w, '+491')?.id ?? '', '202', { whenFree: true })
    await w.clock.advance(500)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
  })
})
