// Back to dialplan: the caller goes on in Asterisk's own dialplan; where it has no such place, in the flow.
import { expect, test } from 'vitest'
import { flowOf } from '../../support/memory.ts'
import { end, endedAfterEach, killableHost, nextHost, office, say, start } from './offices.ts'

endedAfterEach()

const parts = { routes: { '5000': 'f' } }
const flow = flowOf(
  'f',
  {
    start,
    back: { type: 'backToDialplan', context: 'from-internal', extension: '{{call.to}}', priority: '1' },
    sorry: { type: 'playAudio', prompt: say('sorry') },
    end,
  },
  ['start.next>back', 'back.failed>sorry', 'sorry.next>end'],
)

test('the channel continues there, and the call is over for us as one that was handed on', async () => {
  const { sim, clock, log, engine } = await office(parts, flow)
  sim.call('5000')
  await clock.advance(1000)
  expect(sim.commands.filter((line) => line.startsWith('continueIn'))).toEqual([expect.stringMatching(/from-internal 5000 1$/)])
  expect(log.events.find(({ type }) => type === 'call.handedBack')?.data).toEqual({
    context: 'from-internal',
    extension: '5000',
    priority: '1',
  })
  expect(log.events.find(({ type }) => type === 'call.ended')?.data).toEqual({ outcome: 'transferred' })
  expect(engine.runningCalls).toBe(0)
})

test('a place that is not there leaves by “failed”', async () => {
  const { sim, clock, errors } = await office(parts, flow)
  sim.unknownContexts.add('from-internal')
  const caller = sim.call('5000')
  await clock.advance(5000)
  expect(caller.heard).toEqual(['sound:/tts/sorry'])
  expect(errors.splice(0).join()).toContain('a caller was not handed back')
})

test('a host that dies as the caller leaves counts the call as handed on', async () => {
  const dead = await killableHost(parts, flow)
  dead.sim.continueIn = () => new Promise(() => {})
  const caller = dead.sim.call('5000')
  await dead.clock.advance(100)
  const next = await nextHost(dead, parts, [flow], () => caller.hangup())
  await next.clock.advance(1000)
  expect(next.log.events.findLast(({ type }) => type === 'call.ended')?.data).toEqual({ outcome: 'transferred' })
  await next.engine.stop()
})
