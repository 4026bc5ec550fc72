// Picking up what rings at a colleague: by code, from any phone, in the group or at one extension.
import { describe, expect, test, vi } from 'vitest'
import { answers, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import { extension } from '../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from './offices.ts'
import { hangUp, queueFlow, spoken, stateOf, two } from './queueOffice.ts'

quietAfterEach()

const flow = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])
const groups: Record<string, string> = { '203': 'sales', '204': 'sales' }
const extensions = new Map(
  ['201', '202', '203', '204'].map((number) => [number, extension.parse({ number, name: number, pickUpGroup: groups[number] })]),
)
const parts: OfficeParts = { routes: { '5000': 'f' }, more: { extensions } }

const dials = (w: World, code: string, from: string) => w.sim.call(code, from, { kind: 'phone', endpoint: `PJSIP/${from}` })
const traced = (w: World, type: string) => w.log.events.filter((event) => event.type === type).map(({ data }) => data)
const outcomes = (w: World) => [...w.log.calls.values()].map((call) => String(call.outcome))

/** A caller for whom 201 rings. */
async function ringing(w: World, from = '+491') {
  w.sim.phone('201', ringsForEver())
  const caller = w.sim.call('5000', from)
  await w.clock.advance(2000)
  return caller
}

describe('a call that rings at a colleague', () => {
  test.each(['**201', '*8201', '*8'])('is taken by %s; the colleague stops ringing and has missed nothing', async (code) => {
    const w = await office(parts, flow)
    const caller = await ringing(w)
    const taker = dials(w, code, '202')
    await w.clock.advance(100)
    expect([caller.talkingTo, taker.talkingTo]).toEqual([['PJSIP/202'], ['PJSIP/trunk-t1']])
    expect([...w.sim.channels.values()].map(({ endpoint }) => endpoint)).toEqual(['PJSIP/trunk-t1', 'PJSIP/202'])
    expect(traced(w, 'call.pickedUp')).toEqual([{ by: '202', from: '201' }])
    expect(traced(w, 'leg.cancelled')).toEqual([{ to: '201', reason: 'answeredElsewhere' }])
    taker.hangup()
    await w.clock.advance(2000)
    expect([w.sim.channels.size, w.engine.runningCalls, outcomes(w)]).toEqual([0, 0, ['answered']])
    expect(spoken(w, '+491')).toEqual(['>202>'])
  })
  test('is nobody’s of another group by *8, and theirs by its extension', async () => {
    const w = await office(parts, flow)
    const caller = await ringing(w)
    const refused = dials(w, '*8', '203')
    await w.clock.advance(100)
    expect([refused.heard, caller.talkingTo]).toEqual([['sound:/tts/No call rings there that you can take.'], []])
    refused.hangup()
    dials(w, '**201', '203')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/203'])
  })
  test('of two that ring the older one is taken, then the other', async () => {
    const w = await office(parts, flow)
    const [first, second] = [await ringing(w, '+491'), await ringing(w, '+492')]
    dials(w, '*8', '202')
    await w.clock.advance(100)
    expect([first.talkingTo, second.talkingTo]).toEqual([['PJSIP/202'], []])
    w.sim.phone('203', answers())
    dials(w, '**201', '203')
    await w.clock.advance(100)
    expect(second.talkingTo).toEqual(['PJSIP/203'])
  })
  test('two who ask in the same moment: one has it, the other is told', async () => {
    const w = await office(parts, flow)
    const caller = await ringing(w)
    const both = [dials(w, '*8', '202'), dials(w, '**201', '203')]
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    expect(both[0]?.gone).toBe(false)
    await w.clock.advance(5000)
    expect(both[1]?.gone).toBe(true)
    caller.hangup()
    await w.clock.advance(1000)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
  })
  test('rings on when whoever wants it gives up, and its phone may still answer', async () => {
    const w = await office(parts, flow)
    w.sim.phone('201', answers(4000))
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    dials(w, '*8', '202').hangup()
    await w.clock.advance(4000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test('whose caller hangs up in that moment leaves nobody behind', async () => {
    const w = await office(parts, flow)
    const caller = await ringing(w)
    dials(w, '*8', '202')
    caller.hangup()
    await w.clock.advance(1000)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
  })
  test('is talked on after a kill -9, and one of before it can still be taken after it', async () => {
    const before = await killableHost(parts, flow)
    const caller = await ringing(before)
    const w = await nextHost(before, parts, [flow])
    await w.clock.advance(500)
    dials(w, '*8', '202')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    const again = await nextHost(w, parts, [flow])
    await again.clock.advance(500)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    hangUp(again, '202')
    await again.clock.advance(2000)
    expect([again.sim.channels.size, again.engine.runningCalls]).toEqual([0, 0])
  })

  test('goes to whoever asked for it when the host dies before it has answered them', async () => {
    const before = await killableHost(parts, flow)
    const caller = await ringing(before)
    vi.spyOn(before.sim, 'answer').mockReturnValue(new Promise(() => {})) // Asterisk never hears of it
    dials(before, '*8', '202')
    await before.clock.advance(50)
    vi.restoreAllMocks()
    const w = await nextHost(before, parts, [flow])
    await w.clock.advance(500)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    caller.hangup()
    await w.clock.advance(2000)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
  })
})

describe('a call of a queue', () => {
  const login = (w: World, ...ids: string[]) => {
    for (const id of ids) w.engine.parts.queueing.operators.login(id)
  }
  test('is taken by a colleague who is logged in, and counts as theirs', async () => {
    const w = await office(two, queueFlow())
    login(w, 'ann', 'bob')
    w.sim.phone('201', ringsForEver())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    dials(w, '*8', '202')
    await w.clock.advance(100)
    expect([caller.talkingTo, stateOf(w, 'ann'), stateOf(w, 'bob')]).toEqual([['PJSIP/202'], 'available', 'busy'])
    expect(traced(w, 'queue.connected')).toMatchObject([{ operatorId: 'bob' }])
    hangUp(w, '202')
    await w.clock.advance(1000)
    expect([stateOf(w, 'bob'), w.engine.runningCalls]).toEqual(['wrapUp', 0])
  })
  test('is not for a phone at which nobody is logged in', async () => {
    const w = await office(two, queueFlow())
    login(w, 'ann')
    w.sim.phone('201', ringsForEver())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const refused = dials(w, '*8', '202')
    await w.clock.advance(100)
    expect([caller.talkingTo, refused.heard]).toEqual([[], ['sound:/tts/No call rings there that you can take.']])
  })
})
