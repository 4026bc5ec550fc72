// Numbers: cleaning, the trunk's dial format, outgoing rules, emergency numbers, E.164.
import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import {
  DialError,
  displayNumber,
  formatDialNumber,
  matchesPattern,
  matchRule,
  normalizeNumber,
  sentNumber,
  wayAbroad,
} from '../../../shared/domain/dial.ts'
import { dialledText, numberOf } from '../../../shared/domain/dialled.ts'
import type { OutgoingRule } from '../../../shared/domain/office.ts'
import { wayOut } from '../../../shared/domain/outgoing.ts'

test.each([
  ['030 / 123-45 67', '0301234567'],
  ['+49 (0) 30 1234567', '+49301234567'],
  ['tel:+49-30-1234567', '+49301234567'],
  ['(0) 30', '030'],
  ['', ''],
])('%s is cleaned to %s', (input, cleaned) => {
  expect(numberOf(input)).toBe(cleaned)
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
        const digits = numberOf(typed).replace(/^\+/, '')
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
    fc.assert(fc.property(typing, (typed) => dialledText(dialledText(typed)) === dialledText(typed)))
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
    expect([matchRule('0171', rules)?.rule.id, matchRule('030', rules)?.rule.id, matchRule('30', rules)]).toEqual([
      'mobile',
      'any',
      null,
    ])
  })
  test('any pattern answers at once', () => {
    expect(matchesPattern('1'.repeat(60), `${'.'.repeat(39)}2`)).toBe(true)
    fc.assert(fc.property(fc.string(), fc.string(), (number, pattern) => typeof matchesPattern(number, pattern) === 'boolean'))
  })
})

test('a number of each country is itself, read and dialled from there and from elsewhere', () => {
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples)
    if (!example) continue
    expect(wayAbroad(country)).toMatch(/^\d{1,5}$/)
    for (const at of [country, 'DE', 'US']) {
      for (const written of [example.number, example.formatInternational(), example.getURI()])
        expect([country, numberOf(written, at)]).toEqual([country, example.number])
      expect([country, matchRule(example.number, [{ pattern: '*' } as OutgoingRule], at)]).not.toEqual([country, null])
    }
    expect([country, numberOf(example.formatNational(), country)]).toEqual([country, example.formatNational().replace(/\D/g, '')])
  }
})

describe('a number with a country code leaves', () => {
  const rule = (pattern: string, strip = 0) => ({
    id: pattern,
    pattern,
    trunkId: 't',
    callerId: '',
    strip,
    class: 'international' as const,
  })
  const trunk = (dialFormat: string) => [{ id: 't', name: 'T', dialFormat, emergency: false }]
  const sent = (country: string, number: string, pattern: string, strip: number, format: string) => {
    const way = wayOut(number, [rule(pattern, strip)], trunk(format), ['112'], country)
    return 'problem' in way ? way.problem : way.dialled
  }
  test.each([
    // The strip counts the characters that the pattern shows.
    ['DE', '+4930901820', '+49.', 3, '0{number}', '030901820'],
    ['DE', '004930901820', '+49.', 3, '0{number}', '030901820'],
    ['DE', '+4930901820', '0049.', 4, '0{number}', '030901820'],
    ['DE', '+4930901820', '+.', 1, '{number}', '4930901820'],
    ['DE', '+4930901820', '00.', 2, '+{number}', '+4930901820'],
    ['DE', '030901820', '0.', 1, '+49{number}', '+4930901820'],
    ['DE', '+4930901820', '0.', 1, '+49{number}', '+4930901820'],
    ['DE', '004930901820', '0.', 1, '+49{number}', '+4930901820'],
    ['GB', '+442079460958', '0.', 1, '+44{number}', '+442079460958'],
    ['DE', '+4930901820', '00.', 2, '+{number}', '+4930901820'],
    ['US', '+14155550123', 'X.', 1, '{number}', '4155550123'],
    ['BR', '+5511987654321', '*', 0, '{number}', '005511987654321'],
    ['DE', '0030901820', '0.', 1, '{number}', '030901820'],
    ['DE', '+4930901820', '*', 0, '{number}', '004930901820'],
    ['DE', '+4930901820', '+49.', 0, '{number}', '004930901820'],
    // Where a rule knows the number only as it is dialled at home, or only with its country code.
    ['DE', '+4930901820', '030.', 0, '{number}', '004930901820'],
    ['DE', '030901820', '+49.', 3, '0{number}', '030901820'],
    ['DE', '030901820', '0.', 0, '+{number}', '+4930901820'],
    // The country of the office decides what stands before a country code.
    ['US', '+14155550123', '*', 0, '{number}', '14155550123'],
    ['US', '+14155550123', '1.', 0, '{number}', '14155550123'],
    ['US', '+14155550123', '1.', 1, '{number}', '4155550123'],
    ['US', '+14155550123', '+1.', 2, '{number}', '4155550123'],
    ['US', '+14155550123', '.', 0, '+{number}', '+14155550123'],
    ['US', '(415) 555-0123', '.', 0, '+{number}', '+14155550123'],
    ['US', '+4930901820', '011.', 0, '{number}', '0114930901820'],
    ['US', '+4930901820', '*', 0, '{number}', '0114930901820'],
    ['US', '0114930901820', '+.', 1, '{number}', '4930901820'],
    ['CA', '+14165550123', '*', 0, '{number}', '14165550123'],
    ['AU', '+4930901820', '*', 0, '{number}', '00114930901820'],
    ['JP', '+4930901820', '*', 0, '{number}', '0104930901820'],
    ['GB', '+14155550123', '*', 0, '{number}', '0014155550123'],
    ['NL', '+31 20 5550123', '+31.', 3, '0{number}', '0205550123'],
  ] as const)('%s: %s by %s, strip %i, into %s: %s', (country, number, pattern, strip, format, dialled) => {
    expect(sent(country, number, pattern, strip, format)).toBe(dialled)
  })
  test('by the first rule that fits, whichever way the rules are written', () => {
    const rules = [rule('+49.', 3), rule('0.')]
    expect(matchRule('+4930901820', rules, 'DE')?.rule.id).toBe('+49.')
    expect(matchRule('004930901820', rules, 'DE')?.rule.id).toBe('+49.')
    expect(matchRule('030901820', rules, 'DE')?.rule.id).toBe('0.')
    expect(matchRule('+43123456', rules, 'DE')?.rule.id).toBe('0.')
  })
  test('a code never leaves as a number', () => {
    expect(['*100#', '#31#0301234567', '*202'].map((code) => sent('DE', code, '*', 0, '{number}'))).toEqual([
      'unknownCode',
      'unknownCode',
      'unknownCode',
    ])
    expect(() => sentNumber('*202', { form: null, strip: 0 }, '{number}', 'DE')).toThrow(DialError)
  })
  test.each([
    ['DE', '00'],
    ['US', '011'],
    ['AU', '0011'],
    ['JP', '010'],
    ['RU', '810'],
    ['CH', '00'],
    ['XX', '00'],
    ['', '00'],
    // Each carrier has its own.
    ['BR', '00'],
  ])('the way abroad of %s is %s', (country, way) => {
    expect(wayAbroad(country)).toBe(way)
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
