// Numbers: cleaning, the trunk's dial format, outgoing rules, emergency numbers, E.164.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanNumber,
  DialError,
  displayNumber,
  formatDialNumber,
  matchesPattern,
  normalizeNumber,
  ruleFor,
} from '../../../shared/domain/dial.ts'

test.each([
  ['030 / 123-45 67', '0301234567'],
  ['+49 (0) 30 1234567', '+49301234567'],
  ['tel:+49-30-1234567', '+49301234567'],
  ['(0) 30', '030'],
  ['', ''],
])('%s is cleaned to %s', (input, cleaned) => {
  expect(cleanNumber(input)).toBe(cleaned)
})

/** What people type and pages hold: digits with anything between them. */
const typing = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789+()-/ .*#tel:') }))

describe('the dial format', () => {
  test.each([
    ['030 1234', '{number}', '0301234'],
    ['30 1234', '0{number}', '0301234'],
    ['30-1234', '+49{number}', '+49301234'],
    ['123', '{number}#{number}', '123#123'],
  ])('%s by %s is %s', (number, format, dialled) => {
    expect(formatDialNumber(number, format)).toBe(dialled)
  })
  test('fewer than three digits are refused with a reason', () => {
    expect(() => formatDialNumber('1 2', '0{number}')).toThrow(DialError)
    expect(() => formatDialNumber('1 2', '0{number}')).toThrow(/fewer than 3 digits/)
  })

  const emergency = fc.constantFrom('112', '911', '999', '110', '15')
  const noise = fc.stringMatching(/^[ ./()-]{0,3}$/)
  const spread = (digits: string, separators: string[]) => [...digits].map((d, i) => `${separators[i] ?? ''}${d}`).join('')
  const format = fc.stringMatching(/^[0-9+*#]{0,6}\{number\}[0-9]{0,3}$/)

  test('an emergency number is never reformatted, however it is typed', () => {
    fc.assert(
      fc.property(emergency, fc.array(noise, { maxLength: 4 }), format, (number, separators, dialFormat) => {
        // “(0)” after a plus is the one thing that is not dialled.
        expect(formatDialNumber(spread(number, separators), dialFormat, ['112', '911', '999', '110', '15'])).toBe(number)
      }),
    )
  })
  test('fewer than three digits are always refused, three or more never; only digits are put in', () => {
    fc.assert(
      fc.property(typing, format, (typed, dialFormat) => {
        const digits = cleanNumber(typed).replace(/^\+/, '')
        if (digits.length < 3) {
          expect(() => formatDialNumber(typed, dialFormat)).toThrow(DialError)
          return
        }
        const dialled = formatDialNumber(typed, dialFormat)
        const [before = '', after = ''] = dialFormat.split('{number}')
        expect(dialled.startsWith(before) && dialled.endsWith(after)).toBe(true)
        expect(dialled.slice(before.length, dialled.length - after.length)).toMatch(/^\d{3,}$/)
      }),
    )
  })
  test('cleaning twice is cleaning once', () => {
    fc.assert(fc.property(typing, (typed) => cleanNumber(cleanNumber(typed)) === cleanNumber(typed)))
  })
})

describe('outgoing rules', () => {
  test.each([
    ['0301234', '0.', true],
    ['0', '0.', false],
    ['001', '0X1', true],
    ['0a1', '0X1', false],
    ['+49301', '+49.', true],
    ['anonymous', '*', true],
    ['*97', '*97', true],
    ['12', '123', false],
    ['1234', '123', false],
    ['', '.', false],
  ])('%s by %s: %s', (number, pattern, fits) => {
    expect(matchesPattern(number, pattern)).toBe(fits)
  })
  test('the first that fits is taken', () => {
    const rule = (id: string, pattern: string) => ({
      id,
      pattern,
      trunkId: 't',
      callerId: '',
      strip: 0,
      class: 'national' as const,
    })
    const rules = [rule('mobile', '01.'), rule('any', '0.')]
    expect([ruleFor('0171', rules)?.id, ruleFor('030', rules)?.id, ruleFor('30', rules)]).toEqual(['mobile', 'any', null])
  })
  test('any pattern answers at once', () => {
    expect(matchesPattern('1'.repeat(60), `${'.'.repeat(39)}2`)).toBe(true)
    fc.assert(fc.property(fc.string(), fc.string(), (number, pattern) => typeof matchesPattern(number, pattern) === 'boolean'))
  })
})

describe('E.164 and display', () => {
  test('a national number becomes international by the office’s country', () => {
    expect(normalizeNumber('030 1234567', 'DE')).toBe('+49301234567')
    expect(normalizeNumber('(212) 555-0123', 'US')).toBe('+12125550123')
    expect(normalizeNumber('201', 'DE')).toBe('201')
  })
  test('people see it as they write it', () => {
    expect(displayNumber('+49301234567', 'DE')).toBe('030 1234567')
    expect(displayNumber('+49301234567', 'US')).toBe('+49 30 1234567')
    expect(displayNumber('anonymous', 'DE')).toBe('anonymous')
  })
  test('nothing a caller sends as a number makes it throw', () => {
    fc.assert(
      fc.property(typing, fc.constantFrom('DE', 'US', 'NL', 'XX'), (number, country) => {
        expect(typeof normalizeNumber(number, country)).toBe('string')
        expect(typeof displayNumber(number, country)).toBe('string')
      }),
    )
  })
})
