// Queues: matching, strategies, places in line, wrap-up. Time is moved, never waited for.
import { describe, expect, test } from 'vitest'
import { answers, rejects, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import type { Strategy } from '../../../shared/domain/office.ts'
import { office, quietAfterEach } from './offices.ts'
import { hangUp, queueFlow, quiet, stateOf, two } from './queueOffice.ts'

quietAfterEach()

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
    expect(w.engine.parts.queueing.dispatcher.waitingView('sales')[0]?.callId).toBe(w.log.events[0]?.callId)
    await w.clock.advance(11_000)
    expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'missedCalls' })
    expect(caller.gone).toBe(false)
    w.sim.phone('201', answers())
    w.engine.desk.resume('ann')
    await w.clock.advance(1100)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test('who turns calls down again and again is paused by the queue’s rule, with the reason', async () => {
    const w = await office(two, queueFlow())
    const queue = w.config.queues.get('sales')
    if (queue) Object.assign(queue, { rejectionsBeforePause: 3, rejectionsWithinSeconds: 60 })
    w.sim.phone('201', rejects())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000')
    const ann = () => w.engine.parts.queueing.operators.view('ann')
    await w.clock.advance(8000)
    expect(ann()?.state).toBe('available')
    await w.clock.advance(8000)
    expect(ann()).toMatchObject({ state: 'paused', reason: 'rejectedCalls' })
    expect(caller.gone).toBe(false)
    w.sim.phone('201', answers())
    w.engine.desk.resume('ann')
    await w.clock.advance(6000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test('of several who are rung, only who turned the call down counts', async () => {
    const w = await office(two, queueFlow())
    const queue = w.config.queues.get('sales')
    if (queue) Object.assign(queue, { strategy: 'ringAll', rejectionsBeforePause: 1 })
    w.sim.phone('201', rejects())
    w.sim.phone('202', ringsForEver())
    w.engine.desk.admit('ann')
    w.engine.desk.admit('bob')
    w.sim.call('5000')
    await w.clock.advance(11_000)
    expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'paused', reason: 'rejectedCalls' })
    expect(w.engine.parts.queueing.operators.view('bob')?.state).not.toBe('paused')
  })
  test('who turned the call down counts also when the caller leaves while others ring', async () => {
    const w = await office(two, queueFlow())
    const queue = w.config.queues.get('sales')
    if (queue) Object.assign(queue, { strategy: 'ringAll', rejectionsBeforePause: 1 })
    w.sim.phone('201', rejects())
    w.sim.phone('202', ringsForEver())
    w.engine.desk.admit('ann')
    w.engine.desk.admit('bob')
    const caller = w.sim.call('5000')
    await w.clock.advance(3000)
    caller.hangup()
    await w.clock.advance(100)
    expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'paused', reason: 'rejectedCalls' })
    expect(stateOf(w, 'bob')).toBe('available')
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
    expect(w.engine.parts.queueing.dispatcher.queueView('sales')).toMatchObject({ abandoned: 1, shortAbandoned: 0, waiting: 0 })
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
    expect(w.engine.parts.queueing.dispatcher.waitingView('sales')).toMatchObject([{ status: 'callback' }])
    ;(w.config.outgoing as unknown[]).push({ id: 'all', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' })
    w.engine.desk.admit('ann')
    await w.clock.advance(4000)
    expect(w.sim.commands.filter((c) => c.startsWith('originate'))).toEqual([
      'originate PJSIP/201',
      'originate PJSIP/004930123456@trunk-t1',
    ])
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(w.stores.callbacks.open()).toMatchObject([{ status: 'claimed', claimedBy: 'ann', attempts: [{ outcomeDue: true }] }])
  })
})

test('a caller who withholds the number is not offered a callback, and the key for it does nothing', async () => {
  const parts = { ...two, queues: [{ id: 'sales', announcePosition: true, callbackKey: '5' }] }
  const w = await office(parts, queueFlow({}, ['q.callbackRequested>end']))
  const caller = w.sim.call('5000', 'anonymous')
  await w.clock.advance(100)
  expect(caller.heard.join()).toContain('You are number 1')
  expect(caller.heard.join()).not.toContain('press 5')
  caller.press('5')
  await w.clock.advance(10_000)
  expect(w.stores.callbacks.open()).toEqual([])
  expect(w.log.story()).not.toContain('q callbackRequested')
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
