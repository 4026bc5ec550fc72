// Queues and operators: matching, strategies, places in line, PINs, lockouts, wrap-up, callbacks. Time is moved, never waited for.
import { afterEach, describe, expect, test } from 'vitest'
import { answers, rejects, ringsForEver } from '../../../electron/telephony/sim/people.ts'
import type { Strategy } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { flowOf, type OfficeParts, type World, world } from '../../support/memory.ts'

let open: World[] = []
async function office(parts: OfficeParts, ...flows: FlowDocument[]): Promise<World> {
  const made = world(parts, flows)
  open.push(made)
  await made.engine.start()
  return made
}
afterEach(async () => {
  for (const { engine, clock, sim, errors } of open) {
    for (const id of [...sim.channels.keys()]) sim.end(id, { cause: 16, sip: 200 })
    await clock.advance(1_000_000)
    expect([...sim.bridges.keys()]).toEqual([])
    expect(engine.runningCalls).toBe(0)
    expect(engine.held.channels).toBe(0)
    await engine.stop()
    expect(engine.held.timers).toBe(0)
    expect(errors).toEqual([])
  }
  open = []
})

const end = { type: 'hangup' }
const queueFlow = (more: object = {}, edges: string[] = []) =>
  flowOf(
    'f',
    {
      start: { type: 'start' },
      q: { type: 'queue', queueId: 'sales', maxWaitSeconds: 60, ...more },
      late: { type: 'playAudio', prompt: { kind: 'text', text: 'late' } },
      full: { type: 'busy' },
      none: { type: 'reject' },
      end,
    },
    ['start.next>q', 'q.timeout>late', 'q.full>full', 'q.noOperators>none', 'late.next>end', ...edges],
  )
const login = flowOf('login', { start: { type: 'start' }, l: { type: 'queueLogin', mode: 'onHook' } }, ['start.next>l'])
const offHook = flowOf('offHook', { start: { type: 'start' }, l: { type: 'queueLogin', mode: 'offHook' } }, ['start.next>l'])
const quiet = { announcePosition: false }
const two: OfficeParts = {
  routes: { '5000': 'f', '800': 'login', '801': 'offHook' },
  queues: [{ id: 'sales', ringSeconds: 10, wrapUpSeconds: 15, ...quiet }],
  operators: [
    { id: 'ann', extension: '201', queues: ['sales'], pin: '1111' },
    { id: 'bob', extension: '202', queues: ['sales'], pin: '2222' },
  ],
}
const stateOf = ({ engine }: World, id: string) => engine['exchange'].operators.stateOf(id)
const leg = ({ sim }: World, endpoint: string) =>
  [...sim.channels.values()].find((c) => c.endpoint === `PJSIP/${endpoint}`)?.info.id ?? ''
const hangUp = (w: World, endpoint: string) => w.sim.end(leg(w, endpoint), { cause: 16, sip: 200 })

describe('a caller in line', () => {
  test('is offered at once when an operator is free, talks, and the operator wraps up', async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000')
    await w.clock.advance(10)
    expect(stateOf(w, 'ann')).toBe('ringing')
    await w.clock.advance(1100)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    expect(stateOf(w, 'ann')).toBe('busy')
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(stateOf(w, 'ann')).toBe('wrapUp')
    await w.clock.advance(15_000)
    expect(stateOf(w, 'ann')).toBe('available')
    expect(w.log.story()).toContain('q connected')
  })
  test('waits with music and is offered when an operator logs in; first come, first served', async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201', answers())
    const first = w.sim.call('5000', '+491')
    await w.clock.advance(1000)
    const second = w.sim.call('5000', '+492')
    await w.clock.advance(1000)
    expect(first.channel.music && second.channel.music).toBe(true)
    w.engine.desk.admit('ann')
    await w.clock.advance(1100)
    expect(first.talkingTo).toEqual(['PJSIP/201'])
    expect(second.talkingTo).toEqual([])
  })
  test('keeps the place when the operator does not answer; twice missed makes the operator unreachable', async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201', ringsForEver())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000')
    await w.clock.advance(500)
    w.sim.call('5000', '+492')
    await w.clock.advance(10_100)
    expect(w.engine['exchange'].dispatcher.waitingView('sales')[0]?.callId).toBe(w.log.events[0]?.callId)
    await w.clock.advance(11_000)
    expect(w.engine['exchange'].operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'missedCalls' })
    expect(caller.gone).toBe(false)
    w.sim.phone('201', answers())
    w.engine.desk.resume('ann')
    await w.clock.advance(1100)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test('is not ended by an operator who rejects', async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201', rejects())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000')
    await w.clock.advance(2000)
    expect(caller.gone).toBe(false)
    w.sim.phone('201', answers())
    await w.clock.advance(7000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test('leaves by timeout, also while a phone rings', async () => {
    const w = await office({ ...two, queues: [{ id: 'sales', ringSeconds: 120, ...quiet }] }, queueFlow({ maxWaitSeconds: 30 }))
    w.sim.phone('201', ringsForEver())
    w.engine.desk.admit('ann')
    w.sim.call('5000')
    await w.clock.advance(30_100)
    expect(w.log.story()).toContain('q timeout')
    expect(stateOf(w, 'ann')).toBe('available')
  })
  test('abandons: counted, and nobody rings on', async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201', ringsForEver())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000')
    await w.clock.advance(7000)
    caller.hangup()
    await w.clock.advance(10)
    expect(w.sim.channels.size).toBe(0)
    expect(w.engine['exchange'].dispatcher.queueView('sales')).toMatchObject({ abandoned: 1, shortAbandoned: 0, waiting: 0 })
    expect([...w.log.calls.values()][0]).toMatchObject({ outcome: 'abandoned' })
  })
  test('leaves by the exit key', async () => {
    const w = await office(two, queueFlow({ exitKey: '9' }, ['q.exitKey>end']))
    const caller = w.sim.call('5000')
    await w.clock.advance(1000)
    caller.press('9')
    await w.clock.advance(100)
    expect(w.log.story()).toContain('q exitKey')
  })
  test('is refused when the queue is full or empty', async () => {
    const w = await office({ ...two, queues: [{ id: 'sales', maxWaiting: 1, ...quiet }] }, queueFlow())
    w.sim.call('5000')
    await w.clock.advance(100)
    w.sim.call('5000')
    await w.clock.advance(100)
    expect(w.log.story()).toContain('q full')
    const empty = await office({ ...two, queues: [{ id: 'sales', whenEmpty: 'leave', ...quiet }] }, queueFlow())
    const caller = empty.sim.call('5000')
    await empty.clock.advance(100)
    expect(caller.gone).toBe(true)
    expect(empty.log.story()).toContain('q noOperators')
  })
  test('hears position and the offer of a callback; the place is kept by a placeholder, and its turn starts the return call', async () => {
    const w = await office(
      { ...two, queues: [{ id: 'sales', announcePosition: true, callbackKey: '5' }] },
      queueFlow({}, ['q.callbackRequested>end']),
    )
    w.sim.phone('201', answers())
    w.sim.phone('*', answers())
    const caller = w.sim.call('5000')
    await w.clock.advance(100)
    expect(caller.heard.join()).toContain('You are number 1')
    expect(caller.heard.join()).toContain('press 5')
    caller.press('5')
    await w.clock.advance(100)
    expect(w.log.story()).toContain('q callbackRequested')
    expect(w.engine['exchange'].dispatcher.waitingView('sales')).toMatchObject([{ status: 'callback' }])
    ;(w.config.outgoing as unknown[]).push({ id: 'all', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' })
    w.engine.desk.admit('ann')
    await w.clock.advance(4000)
    expect(w.sim.commands.filter((c) => c.startsWith('originate'))).toEqual([
      'originate PJSIP/201',
      'originate PJSIP/004930123456@trunk-t1',
    ])
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(w.stores.callbacks.open()).toEqual([])
  })
})

describe('strategies with two operators and five callers', () => {
  const served: Record<Strategy, string[]> = {
    longestIdle: ['201', '202', '201', '202', '201'],
    fewestCalls: ['201', '202', '201', '202', '201'],
    roundRobin: ['201', '202', '201', '202', '201'],
    linear: ['201', '201', '201', '201', '201'],
    random: ['201', '201', '201', '201', '201'],
    ringAll: ['201', '201', '201', '201', '201'],
  }
  test.each(Object.entries(served))('%s', async (strategy, expected) => {
    const w = await office(
      { ...two, queues: [{ id: 'sales', strategy: strategy as Strategy, wrapUpSeconds: 0, ...quiet }] },
      queueFlow(),
    )
    w.sim.phone('201', answers(100))
    w.sim.phone('202', answers(200))
    w.engine.desk.admit('ann')
    await w.clock.advance(10)
    w.engine.desk.admit('bob')
    const by: string[] = []
    for (let i = 0; i < 5; i++) {
      const caller = w.sim.call('5000', `+49${i}`)
      await w.clock.advance(1000)
      by.push(caller.talkingTo[0]?.replace('PJSIP/', '') ?? '')
      caller.hangup()
      await w.clock.advance(1000)
    }
    expect(by).toEqual(expected)
  })
  test('lower penalty dominates', async () => {
    const w = await office(
      {
        ...two,
        operators: [
          { id: 'ann', extension: '201', queues: ['sales'], penalty: 5 },
          { id: 'bob', extension: '202', queues: ['sales'] },
        ],
      },
      queueFlow(),
    )
    w.sim.phone('201', answers())
    w.sim.phone('202', answers())
    w.engine.desk.admit('ann')
    w.engine.desk.admit('bob')
    const caller = w.sim.call('5000')
    await w.clock.advance(1500)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
  })
})

describe('Queue Login', () => {
  const phone = { kind: 'phone' as const, endpoint: 'PJSIP/201' }
  async function keys(w: World, caller: { press(d: string): void }, digits: string) {
    for (const digit of digits) {
      await w.clock.advance(150)
      caller.press(digit)
    }
    await w.clock.advance(150)
  }

  test('the right PIN logs in and hangs up; the PIN is in no trace', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const caller = w.sim.call('800', '201', phone)
    await keys(w, caller, '1111')
    await w.clock.advance(3000)
    expect(stateOf(w, 'ann')).toBe('available')
    expect(caller.gone).toBe(true)
    expect(JSON.stringify(w.log.events)).not.toContain('1111')
  })
  test('three wrong ones end the call; five in 15 minutes lock the extension, until lifted', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const one = w.sim.call('800', '201', phone)
    for (const pin of ['9999', '9998', '9997']) {
      await keys(w, one, pin)
      await w.clock.advance(1500)
    }
    await w.clock.advance(2000)
    expect(one.gone).toBe(true)
    const again = w.sim.call('800', '201', phone)
    for (const pin of ['9999', '9998']) {
      await keys(w, again, pin)
      await w.clock.advance(1500)
    }
    await w.clock.advance(5000)
    expect(again.gone).toBe(true)
    expect(w.engine.desk.lockouts()).toMatchObject([{ key: 'ext:201', failures: 5 }])
    const locked = w.sim.call('800', '201', phone)
    await w.clock.advance(3000)
    expect(locked.gone).toBe(true)
    expect(stateOf(w, 'ann')).toBe('offline')
    w.engine.desk.liftLockout('ext:201')
    const right = w.sim.call('800', '201', phone)
    await keys(w, right, '1111')
    expect(stateOf(w, 'ann')).not.toBe('offline')
  })
  test('a lockout ends by itself after 15 minutes', async () => {
    const w = await office(two, queueFlow(), login)
    for (let i = 0; i < 5; i++) await w.engine.desk.login({ pin: '0000', lockKey: 'console:x' }).catch(() => {})
    await expect(w.engine.desk.login({ pin: '1111', lockKey: 'console:x' })).rejects.toMatchObject({ code: 'LOCKED' })
    await w.clock.advance(15 * 60_000 + 1)
    await expect(w.engine.desk.login({ pin: '1111', lockKey: 'console:x' })).resolves.toMatchObject({ operatorId: 'ann' })
  })
  test('“#” alone logs out the operator of the extension', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('800', '201', phone)
    await keys(w, caller, '#')
    expect(stateOf(w, 'ann')).toBe('offline')
  })
  test('“#” from a trunk is no log-out', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('800', '201', { kind: 'in' })
    await keys(w, caller, '#')
    expect(stateOf(w, 'ann')).toBe('available')
  })
  test('off-hook: a beep, no ringing, and the line stays for the next caller', async () => {
    const w = await office(two, queueFlow(), offHook)
    const line = w.sim.call('801', '201', phone)
    await keys(w, line, '1111')
    await w.clock.advance(2000)
    expect(stateOf(w, 'ann')).toBe('available')
    expect(line.channel.music).toBe(true)
    for (let i = 0; i < 2; i++) {
      const caller = w.sim.call('5000')
      await w.clock.advance(1200)
      expect(line.heard.at(-1)).toBe('sound:beep')
      expect(caller.talkingTo).toEqual(['PJSIP/201'])
      expect(stateOf(w, 'ann')).toBe('busy')
      caller.hangup()
      await w.clock.advance(16_000)
      expect(line.gone).toBe(false)
      expect(line.channel.music).toBe(true)
    }
    expect(w.sim.commands.filter((c) => c.startsWith('originate'))).toEqual([])
    line.hangup()
    await w.clock.advance(100)
    expect(stateOf(w, 'ann')).toBe('offline')
  })
  test('a phone that is not registered makes the operator unreachable until it is back', async () => {
    const w = await office(two, queueFlow())
    w.engine.desk.admit('ann')
    expect(w.engine['exchange'].operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'phoneOffline' })
    w.sim.phone('201-web', answers())
    expect(stateOf(w, 'ann')).toBe('available')
    w.engine.desk.consoleProblem('ann', 'no microphone')
    expect(w.engine['exchange'].operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'no microphone' })
  })
})

describe('callbacks', () => {
  test('leases: claimed by one, falls back after ten minutes', async () => {
    const w = await office(two, queueFlow())
    const { id } = w.engine.work.createCallback('030 123456', 'sales')
    w.engine.work.claimCallback(id, 'ann')
    expect(() => w.engine.work.claimCallback(id, 'bob')).toThrow('Someone else')
    await w.clock.advance(10 * 60_000 + 1)
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'pending', claimedBy: null })
    expect(w.engine.work.claimCallback(id, 'bob')).toMatchObject({ claimedBy: 'bob' })
    w.engine.work.finishCallback(id, 'bob', 'wrongNumber')
    expect(w.stores.callbacks.open()).toEqual([])
  })
  test('the caller who gets through closes the open request', async () => {
    const w = await office(two, queueFlow())
    const { id } = w.engine.work.createCallback('+4930123456', 'sales')
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    w.sim.call('5000', '+4930123456')
    await w.clock.advance(1500)
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'done', outcome: 'calledBackIn' })
  })
  test('an operator who does not pick up gives the request back', async () => {
    const w = await office(two, queueFlow())
    const { id } = w.engine.work.createCallback('+4930123456', 'sales')
    w.sim.phone('201', ringsForEver())
    const returned = expect(w.engine.work.returnCallback(id, 'ann')).rejects.toMatchObject({ code: 'NO_PHONE' })
    await w.clock.advance(40_000)
    await returned
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'claimed', claimedBy: 'ann', attempts: [{ result: 'failed' }] })
  })
})
