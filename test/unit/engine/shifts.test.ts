// The end of the shift logs operators out, by the wall clock or after idle hours, where the office wants it.
import { expect, test } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import { office, quietAfterEach } from './offices.ts'
import { queueFlow, stateOf, two } from './queueOffice.ts'

quietAfterEach()
const hour = 3_600_000

test('at the time of day, in the office’s zone', async () => {
  // The clock stands at 10:00 UTC, 11:00 in Berlin.
  const w = await office({ ...two, settings: { shiftEnd: '18:00' } }, queueFlow())
  w.sim.phone('201', answers())
  w.engine.desk.admit('ann')
  await w.clock.advance(7 * hour - 1000)
  expect(stateOf(w, 'ann')).toBe('available')
  await w.clock.advance(2000)
  expect(stateOf(w, 'ann')).toBe('offline')
  w.engine.desk.admit('ann')
  await w.clock.advance(24 * hour)
  expect(stateOf(w, 'ann')).toBe('offline')
  w.config.settings.shiftEnd = ''
  w.engine.configChanged()
})

test('after idle hours; a call starts them anew', async () => {
  const w = await office({ ...two, settings: { idleLogoutHours: 2 } }, queueFlow())
  w.sim.phone('201', answers())
  w.engine.desk.admit('ann')
  await w.clock.advance(1.9 * hour)
  const caller = w.sim.call('5000')
  await w.clock.advance(2000)
  expect(stateOf(w, 'ann')).toBe('busy')
  caller.hangup()
  await w.clock.advance(1.9 * hour)
  expect(stateOf(w, 'ann')).toBe('available')
  await w.clock.advance(0.2 * hour)
  expect(stateOf(w, 'ann')).toBe('offline')
})
