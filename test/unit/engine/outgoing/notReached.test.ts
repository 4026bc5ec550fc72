// How a call counts that a phone of the office makes and that reaches nobody: as what it is, never as a caller who gave up.
import { expect, test } from 'vitest'
import { answers, isBusy, rejects, ringsForEver, type SimPhone } from '../../../../electron/adapters/sim/people.ts'
import { outgoingRule, trunk } from '../../../../shared/domain/office.ts'
import { office, quietAfterEach } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'

quietAfterEach()

const number = '030901820'
const more = {
  trunks: new Map([['a', trunk.parse({ id: 'a', name: 'Acme', host: 'a' })]]),
  outgoing: [outgoingRule.parse({ id: 'o', pattern: '0.', trunkId: 'a' })],
}
const fails = (sip: number, cause: number): SimPhone => ({
  rings: () => ({ does: 'reject', afterMs: 100, cause: { cause, sip } }),
})

async function outcomeOf(far: SimPhone, hangUpAfterMs?: number, given: typeof more = more) {
  const w = await office({ ...two, more: given }, queueFlow())
  w.sim.phone(`${number}@trunk-a`, far)
  const caller = w.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  if (hangUpAfterMs !== undefined) {
    await w.clock.advance(hangUpAfterMs)
    caller.hangup()
  }
  await w.clock.advance(120_000)
  return [...w.log.calls.values()][0]?.outcome
}

test.each([
  ['busy', isBusy()],
  ['rejected', rejects()],
  ['noAnswer', ringsForEver()],
  ['unknownNumber', fails(404, 1)],
  ['congestion', fails(503, 34)],
] as const)('%s', async (outcome, far) => {
  expect(await outcomeOf(far)).toBe(outcome)
})

test('whoever hangs up while it rings has cancelled it', async () => {
  expect(await outcomeOf(ringsForEver(), 3000)).toBe('cancelled')
})

test('what no rule lets out is not dialled', async () => {
  expect(await outcomeOf(answers(500), undefined, { ...more, outgoing: [] })).toBe('notDialled')
})

test('a call that is answered counts so, whatever was tried before', async () => {
  expect(await outcomeOf(answers(500), 5000)).toBe('answered')
})
