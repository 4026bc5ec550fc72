// The quality of a session's legs in its summary: from what Asterisk counts, while it counts.
import { expect, test } from 'vitest'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import { qualityOf } from '../../../../electron/engine/remote/callflow/quality.ts'
import { office, quietAfterEach } from '../offices.ts'
import { backendOf, hangup, inbound, makeCall, parts, say } from './callflowOffice.ts'

quietAfterEach()

test.each([
  ['all of it, evenly', { received: 5000, lost: 0, jitterMs: 0.4 }, { mos: 4.4, packetLossRate: 0, jitter: 0 }],
  ['one of a hundred lost', { received: 990, lost: 10, jitterMs: 20 }, { mos: 4.3, packetLossRate: 0.01, jitter: 20 }],
  ['one of ten lost', { received: 900, lost: 100, jitterMs: 40 }, { mos: 3.3, packetLossRate: 0.1, jitter: 40 }],
  ['half of it lost, and late', { received: 500, lost: 500, jitterMs: 300 }, { mos: 1, packetLossRate: 0.5, jitter: 300 }],
  [
    'more than was sent, by a count that ran back',
    { received: 100, lost: -3, jitterMs: 1 },
    { mos: 4.4, packetLossRate: 0, jitter: 1 },
  ],
] as const)('%s', (_what, figures, quality) => {
  expect(qualityOf(figures)).toEqual(quality)
})
test('of nothing that came there is none', () => {
  expect(qualityOf({ received: 0, lost: 0, jitterMs: 0 })).toBeNull()
})

const details = (summaries: Record<string, unknown>[]) => summaries[0]?.details as Record<string, object>

test('a session that hangs up by itself has its caller’s, however short it was', async () => {
  const w = await inbound([{ callflow: [say('Hi'), hangup] }])
  w.sim.figures = { received: 50, lost: 0, jitterMs: 2 }
  await w.clock.advance(3000)
  expect(details(w.summaries()).callA).toMatchObject({ callQuality: { mos: 4.4, packetLossRate: 0, jitter: 2 } })
})

test('two who talked have theirs each, as it was last read', async () => {
  const w = await office(parts)
  w.sim.phone('*', answers(500))
  const told = backendOf(w, [{ callflow: [makeCall('4930555444')] }, { callflow: [] }])
  const caller = w.sim.call('5000')
  w.sim.figures = { received: 400, lost: 0, jitterMs: 2 }
  await w.clock.advance(9000)
  w.sim.figures = null // the channels are gone with their figures
  caller.hangup()
  await w.clock.advance(100)
  const callQuality = { mos: 4.4, packetLossRate: 0, jitter: 2 }
  expect(details(told.summaries())).toMatchObject({ callA: { callQuality }, callB: { callQuality } })
})

test('legs of which nothing is known have none', async () => {
  const w = await inbound([{ callflow: [say('Hi'), hangup] }])
  w.sim.soundFigures = () => Promise.reject(new Error('gone'))
  await w.clock.advance(3000)
  expect(details(w.summaries()).callA).not.toHaveProperty('callQuality')
})
