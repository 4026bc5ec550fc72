// What the far side sends before it answers, and why it does not answer, as whoever dialled out hears and is told it.
import { expect, test } from 'vitest'
import { causes, type SimPhone } from '../../../../electron/adapters/sim/people.ts'
import { TelephonyError } from '../../../../electron/engine/ports.ts'
import { reasonOf } from '../../../../electron/engine/session/leg.ts'
import type { World } from '../../../support/memory.ts'
import { office, quietAfterEach } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

const outgoing = [{ id: 'o', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' as const }]

async function dialledOut(far: SimPhone): Promise<World> {
  const w = await office({ ...two, more: { outgoing } }, queueFlow())
  w.sim.phone('*', far)
  return w
}
const fromDesk = (w: World) => w.sim.call('030901820', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
const shared = (w: World) => [...w.sim.bridges.values()].map(({ channels }) => channels.length)

test('both share a bridge from the first sound on; the answer makes it the talk, and nothing is left', async () => {
  const w = await dialledOut({ rings: () => ({ does: 'answer', afterMs: 5000, early: true }) })
  const caller = fromDesk(w)
  await w.clock.advance(1000)
  expect(w.sim.commands).toContain(`openEarly ${caller.id}`)
  expect(shared(w)).toEqual([2])
  await w.clock.advance(5000)
  expect(caller.talkingTo).toHaveLength(1)
  expect(shared(w)).toEqual([2])
  caller.hangup()
  await w.clock.advance(1000)
  expect(shared(w)).toEqual([])
})

test('telephony that cannot open the sound to a caller before the answer goes on with ringing', async () => {
  const w = await dialledOut({ rings: () => ({ does: 'answer', afterMs: 3000, early: true }) })
  w.sim.openEarly = () => Promise.reject(new TelephonyError('badRequest', 'open', 'not here'))
  const caller = fromDesk(w)
  await w.clock.advance(1000)
  expect(shared(w)).toEqual([])
  await w.clock.advance(3000)
  expect(caller.talkingTo).toHaveLength(1)
  caller.hangup()
  await w.clock.advance(1000)
})

test.each([
  ['unallocated', { cause: 1, sip: 404 }],
  ['unallocated', { cause: 28, sip: null }],
  ['congestion', { cause: 34, sip: 503 }],
  ['busy', { cause: 17, sip: 486 }],
  ['rejected', { cause: 21, sip: 603 }],
  ['noAnswer', { cause: 19, sip: null }],
] as const)('%s of the far side is what the phone is told and the trace says', async (reason, cause) => {
  expect(reasonOf(cause)).toBe(reason)
  const w = await dialledOut({ rings: () => ({ does: 'reject', afterMs: 500, early: true, cause }) })
  const caller = fromDesk(w)
  await w.clock.advance(2000)
  expect(caller.cause).toEqual(causes[reason])
  const ended = w.log.events.flatMap((event) => (event.type === 'leg.ended' ? [event.data] : []))
  expect(ended).toMatchObject(
    ['unallocated', 'congestion'].includes(reason) ? [{ result: 'failed', reason }] : [{ result: reason }],
  )
  expect(shared(w)).toEqual([])
})

test('a trunk that cannot be dialled at all is congestion', async () => {
  const w = await office({ ...two, more: { outgoing } }, queueFlow())
  const caller = fromDesk(w)
  await w.clock.advance(2000)
  expect(caller.cause).toEqual(causes.congestion)
})
