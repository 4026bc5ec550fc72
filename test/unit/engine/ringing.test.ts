// Phones that ring before there is a call, for a click to call and for Return, when the host dies: the next one goes on with them.
import { expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import type { World } from '../../support/memory.ts'
import { killableHost, nextHost, quietAfterEach } from './offices.ts'
import { queueFlow, two } from './queueOffice.ts'

quietAfterEach()

const outgoing = [{ id: 'o', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' as const }]
const parts = { ...two, more: { outgoing } }

async function begun(): Promise<World> {
  const w = await killableHost(parts, queueFlow())
  w.sim.phone('201', ringsForEver())
  w.sim.phone('*', ringsForEver())
  return w
}
/** The host dies, `meanwhile` happens, and another one takes over. */
async function killed(w: World, meanwhile: () => void): Promise<World> {
  const next = await nextHost(w, parts, [queueFlow()], meanwhile)
  await next.clock.advance(100)
  return next
}
const ringing = (w: World) => [...w.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/201')?.info.id ?? ''
const pickUp = (w: World, id: string): void => {
  const channel = w.sim.channels.get(id)
  if (channel) w.sim.pickUp(channel)
}
const dialled = (w: World) => w.sim.commands.filter((command) => command.startsWith('originate'))
/** Resolves only with the host that was asked, which dies. */
const ask = (asked: Promise<unknown>) => void asked.catch(() => {})
const end = async (w: World) => {
  for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
  await w.clock.advance(60_000)
  expect([...w.sim.bridges.keys()]).toEqual([])
  expect(w.journal.get('ringing')).toEqual({})
  await w.engine.stop()
}

test.each(['while no host runs', 'after the next host has come'])(
  'a click to call that is answered %s is placed',
  async (when) => {
    const w = await begun()
    ask(w.engine.integration.originate('201', '+4930123456'))
    await w.clock.advance(1000)
    const id = ringing(w)
    const next = await killed(w, () => when.startsWith('while') && pickUp(w, id))
    if (!when.startsWith('while')) pickUp(next, id)
    await next.clock.advance(1000)
    expect(dialled(next)).toEqual(['originate PJSIP/201', 'originate PJSIP/004930123456@trunk-t1'])
    expect([...next.engine.parts.calls.values()].map(({ kind, extension }) => [kind, extension])).toEqual([['phone', '201']])
    await end(next)
  },
)

test('a return call that is answered while no host runs reaches the customer, and its operator is asked how it went', async () => {
  const w = await begun()
  const { id } = w.engine.work.createCallback('+4930123456', 'sales')
  ask(w.engine.work.returnCallback(id, 'ann'))
  await w.clock.advance(1000)
  const phone = ringing(w)
  w.sim.phone('004930123456@trunk-t1', answers(500))
  const next = await killed(w, () => pickUp(w, phone))
  await next.clock.advance(5000)
  expect(dialled(next)).toEqual(['originate PJSIP/201', 'originate PJSIP/004930123456@trunk-t1'])
  next.sim.end(phone, { cause: 16, sip: 200 })
  await next.clock.advance(1000)
  expect(next.stores.callbacks.get(id)).toMatchObject({
    ...{ status: 'claimed', claimedBy: 'ann', outcome: null },
    attempts: [{ operatorId: 'ann', result: 'reached', outcomeDue: true }],
  })
  await end(next)
})

test('an operator who stopped the ringing meanwhile gives the request back', async () => {
  const w = await begun()
  const { id } = w.engine.work.createCallback('+4930123456', 'sales')
  ask(w.engine.work.returnCallback(id, 'ann'))
  await w.clock.advance(1000)
  const phone = ringing(w)
  const next = await killed(w, () => w.sim.end(phone, { cause: 21, sip: 603 }))
  expect(next.stores.callbacks.get(id)).toMatchObject({ status: 'pending', claimedBy: null, attempts: [{ result: 'failed' }] })
  expect(next.engine.parts.queueing.operators.view('ann')?.state).not.toBe('ringing')
  await end(next)
})

test('a phone that rings on is no longer waited for than by the host that died', async () => {
  const w = await begun()
  ask(w.engine.integration.originate('201', '+4930123456'))
  await w.clock.advance(20_000)
  const next = await killed(w, () => {})
  expect(ringing(next)).not.toBe('')
  await next.clock.advance(20_000)
  expect(ringing(next)).toBe('')
  await end(next)
})
