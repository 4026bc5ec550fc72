// Trunks of an Asterisk that others run: how their calls leave and come in, and what is said of those that it does not have.
import { describe, expect, test } from 'vitest'
import { endpointOf, sourceOf } from '../../../../electron/adapters/ari/endpoints.ts'
import { createParameters } from '../../../../electron/adapters/ari/originate.ts'
import { trunkFindings } from '../../../../electron/adapters/pbx/trunkFindings.ts'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import { trunkOf } from '../../../../electron/engine/sessions.ts'
import { outgoingRule, trunk } from '../../../../shared/domain/office.ts'
import { usableOn, wholeTrunk } from '../../../../shared/domain/trunk.ts'
import { meaningOfCause } from '../../../../shared/domain/trunkTest.ts'
import { office, quietAfterEach } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

const trunks = new Map(
  [
    trunk.parse({ id: 'routes', name: 'Its routes', kind: 'dialplan', context: 'from-internal', dialFormat: '0{number}' }),
    trunk.parse({ id: 'line', name: 'Its line', kind: 'endpoint', endpoint: 'sip.acme-1', numbersIn: 'digits' }),
    trunk.parse({ id: 'ours', name: 'Ours', host: 'sip.example' }),
  ].map((each) => [each.id, each]),
)

const dialled = async (trunkId: string) => {
  const more = { trunks, outgoing: [outgoingRule.parse({ id: 'o', pattern: '*', trunkId })] }
  const w = await office({ ...two, more }, queueFlow())
  w.sim.phone('*', answers(500))
  w.sim.call('030901820', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await w.clock.advance(5000)
  return w.sim.commands.filter((command) => command.startsWith('originate'))
}

test.each([
  ['routes', 'originate Local/0030901820@from-internal/n'],
  ['line', 'originate PJSIP/030901820@sip.acme-1'],
  ['ours', 'originate PJSIP/030901820@trunk-ours'],
])('by %s: %s', async (trunkId, command) => {
  expect(await dialled(trunkId)).toEqual([command])
})

test('what only a SIP channel takes is not asked of a Local one', () => {
  const there = { context: 'from-internal' }
  const request = {
    channelId: 'c',
    to: { kind: 'trunk', trunkId: 'routes', number: '030', there },
    callerId: { name: 'Acme', number: '+4930111' },
    timeoutSeconds: 30,
    callId: 'call',
    role: 'dial',
    notes: { call: 'call' },
  } as const
  expect(Object.keys(createParameters(request, 'app').variables ?? {})).toEqual([
    'CONNECTEDLINE(name,i)',
    'CONNECTEDLINE(num,i)',
    'CB_CALL',
    'CB_ROLE',
  ])
  const { there: _, ...own } = request.to
  expect(Object.keys(createParameters({ ...request, to: own }, 'app').variables ?? {})).toContain(
    'PJSIP_HEADER(add,X-Cordboard-Call)',
  )
  expect(endpointOf(own)).toBe('PJSIP/030@trunk-routes')
})

test('a caller on one of its trunks is a caller of that trunk: their number is read as it says', async () => {
  expect(sourceOf('PJSIP/sip.acme-1-0000002a')).toEqual({ endpoint: 'sip.acme-1', phone: null, trunkId: null })
  expect(sourceOf('Local/030@from-internal-0000002a;1')).toEqual({ endpoint: null, phone: null, trunkId: null })
  const w = await office({ ...two, more: { trunks } }, queueFlow())
  w.sim.call('5000', '493012345', { endpoint: 'PJSIP/sip.acme-1' })
  w.sim.call('5000', '493012345', { endpoint: 'PJSIP/another' })
  await w.clock.advance(1000)
  const from = w.log.events.flatMap((event) => (event.type === 'call.started' ? [event.data.from] : []))
  expect(from.sort()).toEqual(['+493012345', '493012345'])
  const config = { trunks } as never
  expect(trunkOf({ config }, { trunkId: null, endpoint: 'sip.acme-1' })).toBe('line')
  expect(trunkOf({ config }, { trunkId: 'ours', endpoint: 'trunk-ours' })).toBe('ours')
  expect(trunkOf({ config }, { trunkId: null, endpoint: null })).toBeNull()
})

describe('what cannot be used is said', () => {
  const all = [...trunks.values()]

  test('each kind is for one kind of Asterisk', () => {
    expect(all.map((each) => [usableOn(each, 'managed'), usableOn(each, 'external'), usableOn(each, 'demo')])).toEqual([
      [false, true, true],
      [false, true, true],
      [true, false, true],
    ])
  })

  test('by the checks', () => {
    const ids = (found: ReturnType<typeof trunkFindings>) => found.map(({ id, facts }) => [id, facts.list])
    expect(ids(trunkFindings('managed', all, null))).toEqual([['trunksUnusable', 'Its routes, Its line']])
    expect(ids(trunkFindings('external', all, new Set(['sip.acme-1'])))).toEqual([['trunksUnusable', 'Ours']])
    expect(ids(trunkFindings('external', all, new Set(['101'])))).toContainEqual(['endpointsMissing', 'sip.acme-1'])
    expect(ids(trunkFindings('external', all.slice(0, 2), null))).toEqual([])
  })

  test.each([
    [{ kind: 'provider' }, 'host'],
    [{ kind: 'dialplan', host: 'h' }, 'context'],
    [{ kind: 'endpoint', context: 'c' }, 'endpoint'],
  ])('%o lacks %s', (given, field) => {
    const { error } = wholeTrunk.safeParse({ id: 'x', name: 'X', ...given })
    expect(error?.issues.map(({ path }) => path)).toEqual([[field]])
  })

  test.each(['a b', 'x;y', 'x/n', 'x@y', ''])(
    '“%s” is no endpoint and no context: nothing else gets into a dial string',
    (text) => {
      expect(trunk.safeParse({ id: 'x', name: 'X', kind: 'endpoint', endpoint: text }).success).toBe(false)
      expect(trunk.safeParse({ id: 'x', name: 'X', kind: 'dialplan', context: text }).success).toBe(false)
    },
  )

  test.each([
    [17, true, 'busy'],
    [1, false, 'unknownNumber'],
    [21, true, 'declined'],
    [34, false, 'full'],
    [19, true, 'noAnswer'],
    [16, false, 'other'],
    [null, true, 'noAnswer'],
  ])('a test call that ends by cause %s, rang %s: %s', (cause, rang, meaning) => {
    expect(meaningOfCause(cause, rang)).toBe(meaning)
  })
})
