// A number that several trunks lead to: which of them are tried, in which order, and what the story of the call says of each.
import { describe, expect, test } from 'vitest'
import { answers, causes, isBusy, rejects, ringsForEver, type SimPhone } from '../../../../electron/adapters/sim/people.ts'
import { trunkFault } from '../../../../electron/engine/actions/failover.ts'
import { outgoingRule, trunk } from '../../../../shared/domain/office.ts'
import type { OfficeParts, World } from '../../../support/memory.ts'
import { killableHost, nextHost, office, quietAfterEach } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'
import { backendOf, parts as backendParts, hangup, makeCall, say } from '../remote/callflowOffice.ts'
import { left } from './numbers.ts'

quietAfterEach()

const number = '030901820'
const trunks = new Map(
  [
    trunk.parse({ id: 'a', name: 'Acme', host: 'a', callerId: '+4930111' }),
    trunk.parse({ id: 'b', name: 'Bell', host: 'b', callerId: '+4930222', dialFormat: '9{number}' }),
    trunk.parse({ id: 'c', name: 'Cell', host: 'c', emergency: true }),
  ].map((each) => [each.id, each]),
)
const rule = outgoingRule.parse({ id: 'o', pattern: '*', trunkId: 'a', otherTrunkIds: ['b', 'c'] })
const parts: OfficeParts = { ...two, more: { trunks, outgoing: [rule] } }

const fails = (sip: number | null, cause: number, more: { early?: true } = {}): SimPhone => ({
  rings: () => ({ does: 'reject', afterMs: 100, cause: { cause, sip }, ...more }),
})
const silent: SimPhone = { rings: () => ({ does: 'nothing' }) }

type Far = Record<'a' | 'b' | 'c', SimPhone | null>
function provide(w: World, far: Partial<Far>): World {
  for (const [id, phone] of Object.entries(far))
    if (phone) w.sim.phone(`${id === 'b' ? `9${number}` : number}@trunk-${id}`, phone)
  return w
}
async function dialledOut(far: Partial<Far>, more: Partial<OfficeParts['more']> = {}) {
  const w = provide(await office({ ...parts, more: { ...parts.more, ...more } }, queueFlow()), far)
  return { w, caller: w.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' }) }
}
const byTrunks = (w: World) => left(w).map((command) => command.replace(/.*@trunk-/, ''))
const attempts = (w: World) =>
  w.log.events.flatMap(({ type, data }) => {
    if (type === 'trunk.failed') return [`${data.trunk} ${data.fault}${data.status ? ` ${data.status}` : ''}`]
    if (type === 'leg.dialed') return [`to ${data.trunk}`]
    return type === 'leg.answered' ? ['answered'] : []
  })

test('503, then no answer to OPTIONS, then an answer: each try is in the story, with the number and name of its trunk', async () => {
  const { w, caller } = await dialledOut({ a: fails(503, 34), c: answers(500) })
  await w.clock.advance(2000)
  expect(left(w)).toEqual([
    `originate PJSIP/${number}@trunk-a`,
    `originate PJSIP/9${number}@trunk-b`,
    `originate PJSIP/${number}@trunk-c`,
  ])
  expect(attempts(w)).toEqual(['to Acme', 'Acme serverError 503', 'to Bell', 'Bell unreachable', 'to Cell', 'answered'])
  expect(caller.talkingTo).toEqual([`PJSIP/${number}@trunk-c`])
})

test('each trunk shows its own number', async () => {
  const shown: string[] = []
  const showing = (phone: SimPhone): SimPhone => ({
    rings: (channel) => {
      shown.push(channel.info.callerNumber)
      return phone.rings(channel)
    },
  })
  const { w } = await dialledOut({ a: showing(fails(500, 38)), b: showing(answers(100)) })
  await w.clock.advance(2000)
  expect(shown).toEqual(['+4930111', '+4930222'])
})

test.each<[string, SimPhone, { cause: number; sip: number }]>([
  ['busy', isBusy(), causes.busy],
  ['declined', rejects(), causes.rejected],
  ['unknown', fails(404, 1), causes.unallocated],
  ['403', fails(403, 21), causes.rejected],
  ['480', fails(480, 19), causes.noAnswer],
  ['600', fails(600, 17), causes.busy],
])('%s is the other party’s answer, and no other trunk is tried', async (_, far, cause) => {
  const { w, caller } = await dialledOut({ a: far, b: answers(), c: answers() })
  await w.clock.advance(5000)
  expect(byTrunks(w)).toEqual(['a'])
  expect(attempts(w)).toEqual(['to Acme'])
  expect(caller.cause).toEqual(cause)
})

test('whoever rings and is not picked up is not called again by another trunk', async () => {
  const { w } = await dialledOut({ a: ringsForEver(), b: answers() })
  await w.clock.advance(120_000)
  expect(byTrunks(w)).toEqual(['a'])
})

test('a trunk that shows no sign of the call is given up after the rule’s time', async () => {
  const patient = { ...rule, nextAfterSeconds: 5 }
  const { w, caller } = await dialledOut({ a: silent, b: answers(200) }, { outgoing: [patient] })
  await w.clock.advance(4900)
  expect(byTrunks(w)).toEqual(['a'])
  await w.clock.advance(1000)
  expect(byTrunks(w)).toEqual(['a', 'b'])
  expect(attempts(w)).toEqual(['to Acme', 'Acme silent', 'to Bell', 'answered'])
  expect([...w.sim.channels.values()].filter(({ endpoint }) => endpoint.includes('@trunk-a'))).toEqual([])
  expect(caller.talkingTo).toHaveLength(1)
})

test('where all fail the phone hears of congestion, once; the last busy one is busy', async () => {
  const all = await dialledOut({ a: fails(500, 38), b: fails(503, 34), c: fails(580, 127) })
  await all.w.clock.advance(3000)
  expect(attempts(all.w)).toEqual([
    ...['to Acme', 'Acme serverError 500', 'to Bell', 'Bell serverError 503', 'to Cell', 'Cell serverError 580'],
  ])
  expect(all.caller.gone).toBe(true)
  const last = await dialledOut({ a: fails(500, 38), b: isBusy() })
  await last.w.clock.advance(3000)
  expect(last.caller.cause).toEqual(causes.busy)
})

test('an unregistered trunk is tried last, and the story says why', async () => {
  const w = provide(await office(parts, queueFlow()), { a: answers(), b: fails(503, 34), c: answers(100) })
  w.ports.trunkStates.registered = (id) => id !== 'a'
  w.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await w.clock.advance(2000)
  expect(byTrunks(w)).toEqual(['b', 'c'])
  expect(attempts(w)).toEqual(['Acme unregistered', 'to Bell', 'Bell serverError 503', 'to Cell', 'answered'])
})

test('a caller who hangs up between two tries is called for no more', async () => {
  const { w, caller } = await dialledOut({ a: fails(503, 34), b: silent, c: answers() })
  await w.clock.advance(1000)
  caller.hangup()
  await w.clock.advance(20_000)
  expect(byTrunks(w)).toEqual(['a', 'b'])
})

test('sound of the second try before it answers is heard, too', async () => {
  const second: SimPhone = { rings: () => ({ does: 'answer', afterMs: 5000, early: true }) }
  const { w } = await dialledOut({ a: fails(503, 34, { early: true }), b: second })
  await w.clock.advance(1500)
  expect([...w.sim.bridges.values()].map(({ channels }) => channels.length)).toEqual([2])
})

test('a call counts once, however many trunks it takes', async () => {
  const settings = { outsidePerHour: 2 }
  const w = provide(await office({ ...parts, settings }, queueFlow()), { a: fails(503, 34), b: fails(503, 34), c: answers(100) })
  for (let i = 0; i < 3; i++) {
    w.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(2000)
    for (const id of [...w.sim.channels.keys()]) w.sim.end(id, causes.normal)
    await w.clock.advance(1000)
  }
  expect(byTrunks(w)).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
})

test('emergency calls go by the trunk that is marked for them, then by the others', async () => {
  const w = await office(parts, queueFlow())
  w.sim.phone('112@trunk-c', fails(503, 34))
  w.sim.phone('112@trunk-a', answers(100))
  w.sim.call('112', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await w.clock.advance(2000)
  expect(byTrunks(w)).toEqual(['c', 'a'])
})

test('a rule whose first trunk is gone goes by the others', async () => {
  const { w } = await dialledOut({ c: answers(100) }, { outgoing: [{ ...rule, trunkId: 'gone', otherTrunkIds: ['c'] }] })
  await w.clock.advance(2000)
  expect(byTrunks(w)).toEqual(['c'])
})

test('a host that dies during the second try goes on with it', async () => {
  const dead = provide(await killableHost(parts, queueFlow()), { a: fails(503, 34), b: ringsForEver() })
  const caller = dead.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await dead.clock.advance(1000)
  expect(byTrunks(dead)).toEqual(['a', 'b'])
  const next = await nextHost(dead, parts, [queueFlow()])
  const leg = [...next.sim.channels.values()].find(({ endpoint }) => endpoint.includes('@trunk-b'))
  if (!leg) throw new Error('the second try was not kept')
  next.sim.pickUp(leg)
  await next.clock.advance(1000)
  expect(caller.talkingTo).toEqual([`PJSIP/9${number}@trunk-b`])
  caller.hangup()
  await next.clock.advance(60_000)
  await next.engine.stop()
})

test('a host that dies during the first try goes on with the next one where that trunk fails', async () => {
  const dead = provide(await killableHost(parts, queueFlow()), { a: ringsForEver(), b: ringsForEver() })
  dead.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await dead.clock.advance(1000)
  const next = provide(await nextHost(dead, parts, [queueFlow()]), { b: answers(500) })
  const first = [...next.sim.channels.values()].find(({ endpoint }) => endpoint.includes('@trunk-a'))
  if (!first) throw new Error('the first try was not kept')
  next.sim.end(first.info.id, { cause: 34, sip: 503 })
  await next.clock.advance(2000)
  expect(byTrunks(next)).toEqual(['a', 'b'])
  await next.engine.stop()
})

test('a session that the API begins goes by the next trunk, too', async () => {
  const outgoing = [{ ...rule, otherTrunkIds: ['c'] }]
  const w = await office({ ...backendParts, more: { ...backendParts.more, trunks, outgoing } })
  w.sim.phone('*', { rings: ({ endpoint }) => (endpoint.endsWith('-a') ? fails(503, 34) : answers(200)).rings({} as never) })
  backendOf(w, [{ callflow: [hangup] }])
  w.engine.callflows.start('sub1', { callflow: [makeCall('4930555444'), say('Good')] })
  await w.clock.advance(1000)
  expect(byTrunks(w)).toEqual(['a', 'c'])
  expect([...w.sim.channels.values()].map(({ heard }) => heard)).toEqual([['sound:/tts/Good']])
})

describe('whose fault an end is', () => {
  test.each([
    [503, 34, false, 'serverError'],
    [500, 38, true, 'serverError'],
    [504, 127, false, 'serverError'],
    [401, 21, false, 'credentials'],
    [407, 21, false, 'credentials'],
    [408, 18, false, 'noAnswer'],
    [408, 18, true, null],
    [null, 102, false, 'noAnswer'],
    [null, 20, false, 'unreachable'],
    [null, 34, false, 'serverError'],
    [486, 17, false, null],
    [603, 21, false, null],
    [403, 21, false, null],
    [404, 1, false, null],
    [484, 28, false, null],
    [488, 58, false, null],
    [480, 19, false, null],
    [null, 17, false, null],
    [null, 19, false, null],
    [null, 16, false, null],
  ] as const)('%s, cause %i, after ringing: %s → %s', (sip, cause, rang, fault) => {
    expect(trunkFault({ sip, cause }, rang)).toBe(fault)
  })
})
