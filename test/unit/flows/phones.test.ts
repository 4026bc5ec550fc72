import { expect, test } from 'vitest'
import { ownPhones, usualMode, withPhone } from '../../../renderer/flows/simulate/phones.ts'

test('each telephone keeps its own way when everyone’s changes, and does as everyone without one', () => {
  const one = withPhone(withPhone({ '*': 'answer' }, '1001', 'busy'), '201', 'away')
  const all = withPhone(one, '*', 'noAnswer')
  expect(usualMode(all)).toBe('noAnswer')
  expect(ownPhones(all)).toEqual([
    ['201', 'away'],
    ['1001', 'busy'],
  ])
  expect(ownPhones(withPhone(all, '201', null))).toEqual([['1001', 'busy']])
  expect(usualMode({})).toBe('answer')
})
