import { expect, test } from 'vitest'
import { filtersOf, noFilters } from '../../../renderer/calls/filters.ts'
import { outgoingRule, trunk } from '../../../shared/domain/office.ts'
import { wayOut } from '../../../shared/domain/outgoing.ts'

test('an address narrows the history, and nonsense in it does not', () => {
  expect(filtersOf(new URLSearchParams('queueId=sales&outcome=abandoned&from=2026-03-01'))).toEqual({
    ...noFilters,
    queueId: 'sales',
    outcome: 'abandoned',
    from: '2026-03-01',
  })
  expect(filtersOf(new URLSearchParams('outcome=%3Cscript%3E'))).toEqual(noFilters)
})

test('a number that is tried goes the way a dialled one would', () => {
  const trunks = [
    trunk.parse({ id: 'a', name: 'A', host: 'a' }),
    trunk.parse({ id: 'b', name: 'B', host: 'b', dialFormat: '9{number}' }),
  ]
  const rules = [
    outgoingRule.parse({ id: '1', pattern: '00X.', trunkId: 'b', strip: 2 }),
    outgoingRule.parse({ id: '2', pattern: '0X.', trunkId: 'gone' }),
  ]
  const tried = (number: string) => wayOut(number, rules, trunks, ['112'], 'DE')
  expect(tried('+49 30 1234')).toMatchObject({ rule: { id: '1' }, trunk: { id: 'b' }, dialled: '949301234' })
  expect(tried('112')).toMatchObject({ rule: null, trunk: { id: 'a' }, dialled: '112' })
  expect(tried('030 1')).toMatchObject({ problem: 'noTrunk' })
  expect([tried('7777'), tried('1')]).toMatchObject([{ problem: 'noRule' }, { problem: 'tooShort' }])
})
