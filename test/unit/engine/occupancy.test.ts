// What the operators' day adds up to: handling time with its wrap-up, occupancy.
import { expect, test } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import { occupancyAt, workOf } from '../../../renderer/queues/kpi.ts'
import { office, quietAfterEach } from './offices.ts'
import { queueFlow, two } from './queueOffice.ts'

quietAfterEach()

test('talk and wrap-up count as handling; with the time available they make the occupancy, also while it goes on', async () => {
  const w = await office(two, queueFlow({ maxWaitSeconds: 600 }))
  w.sim.phone('201', answers(1000))
  w.engine.desk.admit('ann')
  const day = () => [w.engine.parts.queueing.operators.view('ann')].flatMap((each) => each ?? [])
  await w.clock.advance(29_000)
  const caller = w.sim.call('5000', '+491')
  await w.clock.advance(1000 + 5)
  await w.clock.advance(44_995)
  expect(occupancyAt(w.clock.now(), workOf(day()))).toBeCloseTo(45 / (45 + 29), 1)
  // A console's clock ticks once a second: what began since then has not lasted yet.
  const [began] = day()
  if (began) expect(occupancyAt(began.since - 900, workOf([{ ...began, busyMs: 0, availableMs: 1000 }]))).toBe(0)
  caller.hangup()
  await w.clock.advance(15_000)
  const queue = w.engine.parts.queueing.dispatcher.queueView('sales')
  expect(queue?.handled).toBe(1)
  expect(Math.round((queue?.sumHandleMs ?? 0) / 1000)).toBe(60)
  await w.clock.advance(31_000)
  expect(day()[0]).toMatchObject({ state: 'available' })
  expect(Math.round((day()[0]?.busyMs ?? 0) / 1000)).toBe(60)
  expect(occupancyAt(w.clock.now(), workOf(day()))).toBeCloseTo(0.5, 1)
})

test('a test call to oneself counts nowhere: not for the queue, not for the operator', async () => {
  const w = await office(two, queueFlow({ maxWaitSeconds: 600 }))
  w.sim.phone('201', answers(1000))
  w.engine.desk.admit('ann')
  await w.clock.advance(10_000)
  // As *Call me* announces it.
  w.engine.parts.entry.incoming.tests.set('0000123456', { operatorId: 'ann', begun() {} })
  const caller = w.sim.call('5000', '0000123456')
  await w.clock.advance(100)
  const queue = () => w.engine.parts.queueing.dispatcher.queueView('sales')
  expect(queue()).toMatchObject({ waiting: 0, longestWaitSince: null })
  await w.clock.advance(20_000)
  expect(caller.talkingTo).toEqual(['PJSIP/201'])
  caller.hangup()
  await w.clock.advance(60_000)
  expect(queue()).toMatchObject({ answered: 0, answeredWithin: 0, handled: 0, sumHandleMs: 0, sumWaitMs: 0 })
  expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'available', callsToday: 0, busyMs: 0 })
  const next = w.sim.call('5000', '+491')
  await w.clock.advance(10_000)
  next.hangup()
  await w.clock.advance(1000)
  expect([queue()?.handled, w.engine.parts.queueing.operators.view('ann')?.callsToday]).toEqual([1, 1])
})
