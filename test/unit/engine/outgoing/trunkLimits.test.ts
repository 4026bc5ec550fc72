// How many calls a trunk carries, and how its provider writes numbers.
import { expect, test } from 'vitest'
import { answers, causes, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import { outgoingRule, type Trunk, trunk } from '../../../../shared/domain/office.ts'
import { flowOf, type OfficeParts } from '../../../support/memory.ts'
import { end, office, quietAfterEach, start } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'
import { left } from './numbers.ts'

quietAfterEach()

const waits = flowOf('waits', { start, ring: { type: 'transfer', to: { kind: 'extension', number: '202' } }, end }, [
  'start.next>ring',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `ring.${port}>end`),
])

function parts(first: Partial<Trunk>, rule: object = {}): OfficeParts {
  const trunks = [
    trunk.parse({ id: 't1', name: 'First', host: 'a', callerId: '030222', ...first }),
    trunk.parse({ id: 't2', name: 'Second', host: 'b' }),
  ]
  return {
    ...two,
    routes: { '5000': 'waits' },
    more: {
      trunks: new Map(trunks.map((each) => [each.id, each])),
      outgoing: [outgoingRule.parse({ id: 'o', pattern: '*', trunkId: 't1', ...rule })],
    },
  }
}
async function opened(given: OfficeParts) {
  const w = await office(given, waits, queueFlow())
  w.sim.phone('*', answers(100))
  w.sim.phone('202', ringsForEver())
  const dialOut = async () => {
    const caller = w.sim.call('030901820', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(2000)
    return caller
  }
  return { w, dialOut }
}
const trunksUsed = (w: Awaited<ReturnType<typeof opened>>['w']) => left(w).map((command) => command.replace(/.*@trunk-/, ''))

test('a call more than a trunk may carry goes out by the next, counted in both directions, and the story says so', async () => {
  const { w, dialOut } = await opened(parts({ maxCalls: 2 }, { otherTrunkIds: ['t2'] }))
  w.sim.call('5000', '+49301')
  await w.clock.advance(1000)
  await dialOut()
  await dialOut()
  expect(trunksUsed(w)).toEqual(['t1', 't2'])
  const failures = w.log.events.flatMap((event) => (event.type === 'trunk.failed' ? [event.data] : []))
  expect(failures).toEqual([{ to: '030901820', trunk: 'First', fault: 'full' }])
})

test('where there is no other, whoever dials hears that there is no way; when a call ends there is again', async () => {
  const { w, dialOut } = await opened(parts({ maxCalls: 1 }))
  const first = await dialOut()
  expect((await dialOut()).cause).toEqual(causes.congestion)
  first.hangup()
  await w.clock.advance(1000)
  expect((await dialOut()).gone).toBe(false)
  expect(trunksUsed(w)).toEqual(['t1', 't1'])
})

test('an emergency call goes out all the same', async () => {
  const { w, dialOut } = await opened(parts({ maxCalls: 1, emergency: true }))
  await dialOut()
  w.sim.call('112', '202', { kind: 'phone', endpoint: 'PJSIP/202' })
  await w.clock.advance(1000)
  expect(trunksUsed(w)).toEqual(['t1', 't1'])
})

test('the number called and the number shown are sent as the provider writes them', async () => {
  const shown: string[] = []
  const { w, dialOut } = await opened(parts({ numbersOut: 'plus', callerId: '030222333' }))
  w.sim.phone('*', {
    rings: (channel) => {
      shown.push(channel.info.callerNumber)
      return { does: 'answer', afterMs: 100 }
    },
  })
  await dialOut()
  expect(left(w)).toEqual(['originate PJSIP/+4930901820@trunk-t1'])
  expect(shown).toEqual(['+4930222333'])
})

test('a caller’s number is stored with + and country code, however the provider writes it', async () => {
  const { w } = await opened(parts({ numbersIn: 'digits' }))
  w.sim.call('5000', '4930901820')
  w.sim.call('5000', 'anonymous')
  await w.clock.advance(500)
  const from = w.log.events.flatMap((event) => (event.type === 'call.started' ? [event.data.from] : []))
  expect(from).toEqual(['+4930901820', 'anonymous'])
})
