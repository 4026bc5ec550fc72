// What a form of a person proposes: the next free number, a login.
import { expect, it } from 'vitest'
import { freeNumber, loginFor } from '../../../shared/domain/person.ts'

it.each([
  [[], [], '201'],
  [['201', '202'], [], '203'],
  [['201', '203'], ['202'], '204'],
  [['1001', '1002', '99'], [], '1003'],
  [['998', '999'], [], null],
  [['010'], ['011'], '012'],
])('after %j, with %j taken, the next number is %s', (extensions, others, free) => {
  expect(freeNumber(extensions, others)).toBe(free)
})

it.each([
  ['Anna Bergmann', [], 'anna'],
  ['Anna Bergmann', ['anna'], 'anna.bergmann'],
  ['Anna Bergmann', ['anna', 'anna.bergmann'], 'anna2'],
  ['Jörg Weiß', ['joerg'], 'joerg.weiss'],
  ['Zoë de Vries', ['zoe'], 'zoe.devries'],
  ['', [], ''],
])('a login for %s, with %j taken, is %s', (name, taken, login) => {
  expect(loginFor(name, new Set(taken))).toBe(login)
})
