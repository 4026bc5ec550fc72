// Who calls, and which route a dialled number has: one number however it is written.
import { expect, test } from 'vitest'
import { cutToBytes, isWithheld } from '../../../shared/domain/caller.ts'
import { type Route, settingsOf } from '../../../shared/domain/office.ts'
import { routeOf } from '../../../shared/domain/route.ts'

const bytes = (text: string) => Buffer.byteLength(text)

test.each([
  ['Praxis Dr. Müller', 'Praxis Dr. Müller'],
  ['a'.repeat(79), 'a'.repeat(79)],
  ['a'.repeat(80), 'a'.repeat(79)],
  [`${'a'.repeat(78)}ü`, 'a'.repeat(78)],
  [`${'a'.repeat(77)}ü`, `${'a'.repeat(77)}ü`],
  [`${'a'.repeat(76)}😀`, 'a'.repeat(76)],
  // What people see as one character stays whole: a letter with its accent, a family.
  [`${'a'.repeat(77)}e\u0301`, 'a'.repeat(77)],
  [`${'a'.repeat(70)}👨‍👩‍👧`, 'a'.repeat(70)],
])('a name is cut between characters: %s', (name, cut) => {
  expect(cutToBytes(name)).toBe(cut)
  expect(bytes(cutToBytes(name))).toBeLessThanOrEqual(79)
})

test('a withheld number is one in all its words', () => {
  const words = ['anonymous', 'Anonymous', 'restricted', 'unknown', 'unavailable', '']
  expect([...words, '+4930901820', '201'].map(isWithheld)).toEqual([...words.map(() => true), false, false])
})

const office = (country: string, ...numbers: string[]) => ({
  settings: settingsOf({ country }),
  routes: new Map(numbers.map((number): [string, Route] => [number, { number, flowId: number }])),
})

test.each([
  ['DE', '+4930901820', ['+4930901820', '4930901820', '004930901820', '030901820', '+49 30 901820']],
  ['DE', '4930901820', ['+4930901820', '4930901820', '004930901820', '030901820']],
  ['DE', '004930901820', ['+4930901820', '4930901820', '004930901820', '030901820']],
  ['DE', '030901820', ['+4930901820', '4930901820', '004930901820', '030901820']],
  ['US', '+14155550123', ['+14155550123', '14155550123', '4155550123', '(415) 555-0123']],
  ['NL', '+31205550123', ['+31205550123', '31205550123', '0031205550123', '0205550123']],
])('%s: a route for %s is that of %j', (country, number, dialled) => {
  expect(dialled.map((each) => routeOf(office(country, number), each)?.number)).toEqual(dialled.map(() => number))
})

test('short numbers, codes and names are routed as they are written', () => {
  const some = office('DE', '5000', '*97', 'cb', '+4930901820')
  expect(['5000', '*97', 'cb', '500', '97', '901820', '+4930901821'].map((each) => routeOf(some, each)?.number)).toEqual([
    '5000',
    '*97',
    'cb',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
