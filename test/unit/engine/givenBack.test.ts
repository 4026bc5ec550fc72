// A fault of ours while a call begins or goes on: the caller is handed back to the dialplan and is not left without an answer.
import { expect, test } from 'vitest'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { flowOf, world } from '../../support/memory.ts'
import { say, start } from './offices.ts'

const flow = flowOf('f', { start, hello: { type: 'playAudio', prompt: say('hello') }, bye: { type: 'hangup' } }, [
  'start.next>hello',
  'hello.next>bye',
])
const fault = () => {
  throw new Error('a fault')
}

test.each([
  ['as it begins', { started: fault }],
  [
    'that the flow’s own error path cannot take',
    { trace: ({ type }: TraceEvent) => (type.startsWith('call.started') ? undefined : fault()) },
  ],
])('a fault %s hands the channel back, and nothing of the call is left', async (_when, faulty) => {
  const { sim, clock, log, engine, errors } = world({ routes: { '5000': 'f' } }, [flow])
  Object.assign(log, faulty)
  await engine.start()
  sim.call('5000')
  await clock.advance(60_000)
  expect(sim.commands.filter((line) => line.startsWith('giveBack'))).toHaveLength(1)
  expect(engine.held.channels).toBe(0)
  expect(errors.join()).toContain('a fault')
  await engine.stop()
})
