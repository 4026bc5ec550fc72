// Keys behind a number: kept with a callback request, and sent or offered once somebody answers, also where the host was killed meanwhile.
import { expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import { outgoingRule } from '../../../../shared/domain/office.ts'
import { flowOf, type World } from '../../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

const outgoing = [outgoingRule.parse({ id: 'o', pattern: '*', trunkId: 't1' })]
const parts = { ...two, more: { outgoing } }
const sent = (w: World) => w.log.events.flatMap((event) => (event.type === 'dial.keys' ? [event.data.keys] : []))

test('a request has the keys that stood behind its number, and the newest where it is asked for twice', async () => {
  const w = await office(parts, queueFlow())
  const { id } = w.engine.work.createCallback('030 901820,12', 'sales')
  expect(w.stores.callbacks.get(id)).toMatchObject({ number: '+4930901820', keys: ',12' })
  expect(w.engine.work.createCallback('+49 30 901820 x34', 'sales')).toMatchObject({ id, keys: ',34' })
  expect(w.engine.work.createCallback('+49 30 901820', 'sales')).toMatchObject({ id, keys: ',34' })
  expect(w.engine.work.createCallback('030 901821', 'sales').keys).toBeUndefined()
})

test.each([
  ['a desk phone: they are sent', '201', ['12']],
  ['a console, which offers them: nothing is sent', '201-web', []],
])('returned from %s', async (_, phone, keys) => {
  const w = await office(parts, queueFlow())
  w.sim.phone(phone, answers(100))
  w.sim.phone('*', answers(500))
  const { id } = w.engine.work.createCallback('030 901820,12', 'sales')
  void w.engine.work.returnCallback(id, 'ann').catch(() => {})
  await w.clock.advance(10_000)
  expect(sent(w)).toEqual(keys)
})

const leads = flowOf('leads', { start, out: { type: 'transfer', to: { kind: 'number', number: '030901820,77' } }, end }, [
  'start.next>out',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `out.${port}>end`),
])

test('the host is killed while it rings: they are sent by the next one', async () => {
  const given = { ...parts, routes: { '5000': 'leads' } }
  const dead = await killableHost(given, leads)
  dead.sim.phone('*', ringsForEver())
  dead.sim.call('5000', '+49301')
  await dead.clock.advance(1000)
  const next = await nextHost(dead, given, [leads])
  const leg = [...next.sim.channels.values()].find(({ endpoint }) => endpoint.includes('@trunk-t1'))
  if (!leg) throw new Error('nothing rings')
  next.sim.pickUp(leg)
  await next.clock.advance(5000)
  expect(sent(next)).toEqual(['77'])
  await next.engine.stop()
})
