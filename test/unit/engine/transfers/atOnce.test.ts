// What a person asks for in the moment in which they answered: to them the call is connected, to the office nearly.
import { expect, test, vi } from 'vitest'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import type { World } from '../../../support/memory.ts'
import { office, quietAfterEach } from '../offices.ts'
import { hangUp, queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

/** A caller of the queue whom Ann has answered, while Asterisk takes its time to connect them, ms. */
async function answering(ms: number): Promise<{ w: World; id: string }> {
  const w = await office({ ...two, mailboxes: ['box'] }, queueFlow())
  w.sim.phone('201', answers())
  w.sim.phone('202', answers())
  w.engine.parts.queueing.operators.login('ann')
  const real = w.sim.join.bind(w.sim)
  vi.spyOn(w.sim, 'join').mockImplementation(async (...given) => {
    await new Promise<void>((resolve) => w.clock.after(ms, resolve))
    return real(...given)
  })
  w.sim.call('5000', '+491')
  const talking = () => [...w.engine.parts.calls.values()][0]?.view()
  for (
    let waited = 0;
    waited < 3000 && !talking()?.legs.some(({ extension, state }) => extension === '201' && state === 'up');
    waited += 10
  )
    await w.clock.advance(10)
  return { w, id: talking()?.id ?? '' }
}

test('a transfer goes through while Asterisk takes a second to let both hear each other', async () => {
  const { w, id } = await answering(1000)
  await w.engine.phone.transfer('201', id, '202')
  await w.clock.advance(4000)
  expect([...w.sim.channels.values()].map(({ endpoint }) => endpoint)).toEqual(['PJSIP/trunk-t1', 'PJSIP/202'])
  hangUp(w, '202')
  await w.clock.advance(2000)
  expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
})
