// Between somebody's turn and two people talking, whatever goes wrong costs nobody the place in line: each moment, for a caller who waits
// and for one who will be called back. Two others came later; both operators are asked in turn.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { answers, isBusy, rejects, ringsForEver, type SimPhone } from '../../../electron/adapters/sim/people.ts'
import { TelephonyError } from '../../../electron/engine/ports.ts'
import type { World } from '../../support/memory.ts'
import { nextHost, office } from './offices.ts'
import { leg, queueFlow, quiet, stateOf, two } from './queueOffice.ts'

let open: World[] = []
afterEach(async () => {
  for (const w of open) await w.engine.stop()
  open = []
})

const outgoing = [{ id: 'all', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' }]
const parts = {
  ...two,
  queues: [{ id: 'sales', ringSeconds: 10, wrapUpSeconds: 0, callbackKey: '5', rejectionsBeforePause: 0, ...quiet }],
  more: { outgoing: outgoing as never },
}
const flow = queueFlow({ maxWaitSeconds: 600 }, ['q.callbackRequested>end'])
const first = '+4930111'

/** Three in line, the first of them waiting or to be called back; nobody is logged in yet. */
async function begun(kind: 'caller' | 'callback'): Promise<World> {
  const w = await office(parts, flow)
  open.push(w)
  w.sim.phone('*', answers(300))
  w.sim.phone('202', answers())
  const caller = w.sim.call('5000', first)
  await w.clock.advance(1000)
  if (kind === 'callback') {
    caller.press('5')
    await w.clock.advance(1000)
    expect(w.engine.parts.queueing.dispatcher.waitingView('sales')).toMatchObject([{ status: 'callback', from: first }])
  }
  for (const from of ['+4930222', '+4930333']) {
    w.sim.call('5000', from)
    await w.clock.advance(1000)
  }
  return w
}

/** Whom `operator` talks to, or is asked to call. */
const peer = (w: World, operator: string) => w.engine.parts.queueing.operators.view(operator)?.peer
const line = (w: World) => w.engine.parts.queueing.dispatcher.waitingView('sales').map(({ from }) => from)
const claim = (w: World) => w.stores.callbacks.open('sales').find(({ number }) => number === first)?.claimedBy ?? null
const rings = (w: World, extension: string) => leg(w, extension) !== ''
const gone = { cause: 16, sip: 200 } as const
/** Temporary failure: the phone, or the way to it, is no more. */
const lost = { cause: 41, sip: null } as const

type Moment = {
  phone: SimPhone
  before?(w: World): void
  /** What happens once the phone of `ann` rings, and how long it takes until she has lost the call, ms. */
  happens?(w: World): World | Promise<World>
  within: number
}
const killed = (meanwhile: (w: World) => void) => async (w: World) => {
  const next = await nextHost(w, parts, [flow], meanwhile)
  open.push(next)
  return next
}
const logOut = (w: World) => {
  w.engine.parts.queueing.operators.logout('ann')
  return w
}

const moments: Record<string, Moment> = {
  'she turns it down': { phone: rejects(), within: 600 },
  'she is busy elsewhere': { phone: isBusy(), within: 100 },
  'she does not answer': { phone: ringsForEver(), within: 36_000 },
  'her phone cannot be reached': {
    phone: ringsForEver(),
    before: ({ sim }) => {
      const originate = sim.originate.bind(sim)
      vi.spyOn(sim, 'originate').mockImplementation(async (request) => {
        if (JSON.stringify(request.to).includes('201')) throw new TelephonyError('refused', 'originate', 'no route to 201')
        return originate(request)
      })
    },
    within: 1100,
  },
  'her phone loses its registration': {
    phone: ringsForEver(),
    happens: (w) => {
      w.sim.end(leg(w, '201'), { cause: 20, sip: null })
      return w
    },
    within: 100,
  },
  'she answers and the phone is lost': {
    phone: ringsForEver(),
    happens: (w) => {
      const id = leg(w, '201')
      const channel = w.sim.channels.get(id)
      if (channel) w.sim.pickUp(channel)
      w.sim.end(id, lost)
      return w
    },
    within: 100,
  },
  'she logs out in that second': { phone: ringsForEver(), happens: logOut, within: 100 },
  'the host is killed and the phone has stopped': {
    phone: ringsForEver(),
    happens: killed((dead) => dead.sim.end(leg(dead, '201'), gone)),
    within: 100,
  },
  'the host is killed, and the next one is turned down': {
    phone: ringsForEver(),
    happens: async (w) => {
      const next = await killed(() => {})(w)
      next.sim.end(leg(next, '201'), { cause: 21, sip: 603 })
      return next
    },
    within: 100,
  },
}

describe.each(['caller', 'callback'] as const)('the turn of a %s', (kind) => {
  test.each(Object.entries(moments))('when %s: the next operator has them, before all who came later', async (_name, moment) => {
    const w = await begun(kind)
    w.sim.phone('201', moment.phone)
    moment.before?.(w)
    w.engine.desk.admit('ann')
    await w.clock.advance(50)
    w.engine.parts.queueing.operators.pause('ann', 'Lunch') // once this is over, she is rung no more
    const now = moment.happens ? await moment.happens(w) : w
    await now.clock.advance(moment.within)
    if (kind === 'callback') expect(claim(now)).toBeNull()
    expect(line(now)).toEqual([first, '+4930222', '+4930333'])
    expect(stateOf(now, 'ann')).not.toBe('ringing')

    now.engine.desk.admit('bob')
    await now.clock.advance(2500)
    expect(peer(now, 'bob')).toBe(first)
    expect(line(now)).toEqual(['+4930222', '+4930333'])
    expect(rings(now, '201')).toBe(false)
  })
})

test('who takes the call and hangs up at once has ended it: it rings nobody again', async () => {
  const w = await begun('caller')
  w.sim.phone('201', ringsForEver())
  w.engine.desk.admit('ann')
  await w.clock.advance(50)
  w.engine.parts.queueing.operators.pause('ann', 'Lunch')
  const id = leg(w, '201')
  const channel = w.sim.channels.get(id)
  if (channel) w.sim.pickUp(channel)
  w.sim.end(id, gone)
  await w.clock.advance(1000)
  expect(line(w)).toEqual(['+4930222', '+4930333'])
  expect([...w.log.calls.values()].find(({ from }) => from === first)).toMatchObject({ outcome: 'answered', operatorId: 'ann' })
})

describe('a request that is to be called back', () => {
  test('and was claimed from the list has its place again when the claim runs out, or is given back', async () => {
    const w = await begun('callback')
    const { work, parts: engine } = w.engine
    const id = w.stores.callbacks.open()[0]?.id ?? ''
    work.claimCallback(id, 'ann')
    expect(line(w)).toEqual(['+4930222', '+4930333'])
    work.releaseCallback(id, 'ann')
    expect(line(w)).toEqual([first, '+4930222', '+4930333'])
    work.claimCallback(id, 'ann')
    await w.clock.advance(10 * 60_000 - 5000)
    engine.queueing.dispatcher.hold()
    await w.clock.advance(6000)
    expect(claim(w)).toBeNull()
    expect(line(w)[0]).toBe(first)
  })
  test('at a time that was agreed is not called before', async () => {
    const w = await begun('callback')
    const id = w.stores.callbacks.open()[0]?.id ?? ''
    w.engine.work.claimCallback(id, 'ann')
    w.engine.work.retryCallback(id, 'ann', { at: w.clock.now() + 3_600_000 })
    expect(line(w)).toEqual(['+4930222', '+4930333'])
  })
  test('keeps its place before later callers when the host starts anew with somebody free', async () => {
    const w = await begun('callback')
    w.sim.phone('201', answers())
    const next = await nextHost(w, parts, [flow])
    open.push(next)
    expect(line(next)).toEqual([first, '+4930222', '+4930333'])
    next.engine.desk.admit('ann')
    await next.clock.advance(2500)
    expect(peer(next, 'ann')).toBe(first)
  })
  test('that nobody may dial leaves the line and stays on the list', async () => {
    const w = await begun('callback')
    ;(w.config.outgoing as unknown[]).length = 0
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    await w.clock.advance(2500)
    expect(peer(w, 'ann')).toBe('+4930222')
    expect(w.stores.callbacks.open()).toMatchObject([{ number: first, status: 'pending' }])
  })
  test('whose return call was being set up when the host died, with nothing left of it, is anybody’s', async () => {
    const w = await begun('callback')
    const [request] = w.stores.callbacks.open()
    if (request) w.stores.callbacks.save({ ...request, status: 'dialing', claimedBy: 'ann' })
    const next = await nextHost(w, parts, [flow])
    open.push(next)
    expect(next.stores.callbacks.open()).toMatchObject([{ number: first, status: 'pending', claimedBy: null }])
    expect(line(next)[0]).toBe(first)
  })
})
