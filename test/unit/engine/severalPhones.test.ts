// Several desk phones that are registered to one extension: each rings, whatever rings the extension.
import { expect, test } from 'vitest'
import { answers, isBusy, rejects, ringsForEver, type SimPhone } from '../../../electron/adapters/sim/people.ts'
import { flowOf, type World } from '../../support/memory.ts'
import { office, quietAfterEach, start } from './offices.ts'
import { queueFlow, stateOf, two } from './queueOffice.ts'

quietAfterEach()

const outgoing = [{ id: 'o', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' as const }]
const transferFlow = flowOf(
  'f',
  {
    start,
    t: { type: 'transfer', to: { kind: 'extension', number: '201' }, ringSeconds: 20 },
    engaged: { type: 'playAudio', prompt: { kind: 'text', text: 'engaged' } },
    nobody: { type: 'playAudio', prompt: { kind: 'text', text: 'nobody' } },
    bye: { type: 'hangup' },
  },
  ['start.next>t', 't.busy>engaged', 't.noAnswer>nobody', 't.failed>bye', 'engaged.next>bye', 'nobody.next>bye'],
)
const dialled = (w: World) => w.sim.commands.filter((command) => command.startsWith('originate'))
const stopped = (w: World) => w.sim.commands.filter((command) => command.endsWith('answeredElsewhere')).length
const ports = (w: World) => w.log.events.flatMap((event) => (event.type === 'node.left' ? [event.data.port] : []))

async function called(phones: Record<string, SimPhone>, forMs: number): Promise<World> {
  const w = await office({ routes: { '5000': 'f' }, extensions: ['201'] }, transferFlow)
  for (const [name, phone] of Object.entries(phones)) w.sim.phone(name, phone)
  const caller = w.sim.call('5000')
  await w.clock.advance(forMs)
  if (w.sim.channels.has(caller.id) && ports(w).length < 2) w.sim.end(caller.id, { cause: 16, sip: 200 })
  await w.clock.advance(30_000)
  return w
}

test('each rings for a transfer; who answers has the caller, the others stop as answered elsewhere', async () => {
  const w = await called(
    { '201/a': ringsForEver(), '201/b': answers(2000), '201/c': ringsForEver(), '201-web': ringsForEver() },
    5000,
  )
  expect(dialled(w).sort()).toEqual(['201-web', '201/a', '201/b', '201/c'].map((name) => `originate PJSIP/${name}`))
  expect(stopped(w)).toBe(3)
  expect(w.log.events.filter(({ type }) => type === 'talk.started')).toHaveLength(1)
})

test('of a caller who gives up none is told that somebody answered: the call is missed at each', async () => {
  const w = await called({ '201/a': ringsForEver(), '201-web': ringsForEver() }, 5000)
  expect(stopped(w)).toBe(0)
  expect(w.sim.commands.filter((command) => /^hangup .* normal$/.test(command)).length).toBeGreaterThanOrEqual(2)
})

test('one that turns the call down does not end the ringing of the others', async () => {
  const w = await called({ '201/a': rejects(), '201/b': isBusy(), '201/c': answers(8000) }, 10_000)
  expect(w.log.events.filter(({ type }) => type === 'talk.started')).toHaveLength(1)
})

test.each([
  ['all of them: busy at once', { '201/a': isBusy(), '201/b': isBusy() }, 'busy', 1000],
  ['none of them: not answered, when each has rung', { '201/a': isBusy(), '201/b': ringsForEver() }, 'noAnswer', 21_000],
])('busy is %s', async (_how, phones, port, withinMs) => {
  const w = await called(phones, withinMs)
  expect(ports(w)[1]).toBe(port)
})

test('a telephone that crashed and left its registration behind delays nobody whose living one turns the call down', async () => {
  const dead: SimPhone = { rings: () => ({ does: 'nothing' }) }
  const w = await called({ '201/dead': dead, '201/living': rejects(500) }, 4500)
  expect(ports(w)[1]).toBe('noAnswer')
})

test('a question that is never answered by the telephone system rings one', async () => {
  const w = await office({ routes: { '5000': 'f' }, extensions: ['201'] }, transferFlow)
  w.sim.phone('201/a', answers(500))
  w.sim.phone('201/b', ringsForEver())
  w.sim.registrations = async () => []
  const caller = w.sim.call('5000')
  await w.clock.advance(2000)
  expect(dialled(w)).toEqual(['originate PJSIP/201'])
  w.sim.end(caller.id, { cause: 16, sip: 200 })
  await w.clock.advance(5000)
})

test('each rings for a queue; an operator has turned a caller down only when each telephone has', async () => {
  const w = await office(two, queueFlow())
  w.engine.desk.admit('ann')
  w.sim.phone('201/a', rejects(500))
  w.sim.phone('201/b', ringsForEver())
  const caller = w.sim.call('5000')
  await w.clock.advance(5000)
  expect(dialled(w)).toEqual(['originate PJSIP/201/a', 'originate PJSIP/201/b'])
  expect(stateOf(w, 'ann')).toBe('ringing')
  const offers = () => w.log.events.flatMap((event) => (event.type === 'queue.notAnswered' ? [event.data.result] : []))
  await w.clock.advance(6000)
  expect(offers()).toEqual(['noAnswer'])
  w.sim.end(caller.id, { cause: 16, sip: 200 })
  await w.clock.advance(5000)
})

test('each rings for a click to call, and the first to answer places it', async () => {
  const w = await office({ ...two, more: { outgoing } }, queueFlow())
  w.sim.phone('201/a', ringsForEver())
  w.sim.phone('201/b', answers(1000))
  w.sim.phone('*', ringsForEver())
  const placed = w.engine.integration.originate('201', '+4930123456')
  await w.clock.advance(2000)
  await placed
  expect(dialled(w).slice(0, 2)).toEqual(['originate PJSIP/201/a', 'originate PJSIP/201/b'])
  expect(dialled(w)[2]).toContain('@trunk-t1')
  expect(stopped(w)).toBe(1)
  for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
  await w.clock.advance(5000)
})
