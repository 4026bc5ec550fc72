// Numbers as providers write them, out and in.
import { describe, expect, test } from 'vitest'
import { fromFormat, inFormat, sentNumber } from '../../../shared/domain/dial.ts'
import type { NumberFormat } from '../../../shared/domain/trunk.ts'

const none = { form: null, strip: 0 }

describe('what a trunk is sent', () => {
  test.each<[string, string, NumberFormat, string, string]>([
    ['DE', '030901820', 'asIs', '{number}', '030901820'],
    ['DE', '030901820', 'plus', '{number}', '+4930901820'],
    ['DE', '030901820', 'digits', '{number}', '4930901820'],
    ['DE', '030901820', 'zeros', '{number}', '004930901820'],
    ['DE', '+4930901820', 'national', '{number}', '030901820'],
    ['DE', '004930901820', 'plus', '{number}', '+4930901820'],
    ['DE', '+33142685300', 'plus', '{number}', '+33142685300'],
    ['DE', '0033142685300', 'digits', '{number}', '33142685300'],
    ['DE', '+33142685300', 'zeros', '{number}', '0033142685300'],
    ['DE', '+33142685300', 'national', '{number}', '0033142685300'],
    ['US', '(415) 555-0123', 'plus', '{number}', '+14155550123'],
    ['US', '4155550123', 'digits', '{number}', '14155550123'],
    ['US', '+33142685300', 'national', '{number}', '01133142685300'],
    // The dial format stands around it, and brings no second plus.
    ['DE', '030901820', 'digits', '9{number}', '94930901820'],
    ['DE', '030901820', 'plus', '+{number}', '+4930901820'],
    // What is no number of a plan stays as it is.
    ['DE', '116117', 'plus', '{number}', '116117'],
    ['DE', '115', 'digits', '{number}', '115'],
  ])('%s: %s as %s into %s: %s', (country, number, format, dialFormat, sent) => {
    expect(sentNumber(number, none, dialFormat, country, format)).toBe(sent)
  })
  test('a rule that strips digits says how the number is written', () => {
    expect(sentNumber('+4930901820', { form: '+4930901820', strip: 3 }, '0{number}', 'DE', 'plus')).toBe('030901820')
  })
  test('a number that is shown, or none at all, is written the same way', () => {
    expect(inFormat('030901820', 'plus', 'DE')).toBe('+4930901820')
    expect([inFormat('', 'plus', 'DE'), inFormat('201', 'digits', 'DE')]).toEqual(['', '201'])
  })
})

describe('whom a caller’s number means', () => {
  test.each<[string, string, NumberFormat, string]>([
    ['DE', '4930901820', 'asIs', '4930901820'],
    ['DE', '4930901820', 'digits', '+4930901820'],
    ['DE', '33142685300', 'digits', '+33142685300'],
    ['DE', '004930901820', 'zeros', '+4930901820'],
    ['DE', '030901820', 'zeros', '+4930901820'],
    ['DE', '030901820', 'national', '+4930901820'],
    ['DE', '0033142685300', 'national', '+33142685300'],
    ['DE', '+4930901820', 'national', '+4930901820'],
    ['DE', '+4930901820', 'digits', '+4930901820'],
    ['DE', '030901820', 'plus', '+4930901820'],
    ['US', '4155550123', 'national', '+14155550123'],
    ['US', '14155550123', 'digits', '+14155550123'],
    ['DE', 'anonymous', 'digits', 'anonymous'],
    ['DE', '201', 'digits', '201'],
    ['DE', '', 'national', ''],
  ])('%s: %s as %s: %s', (country, number, format, meant) => {
    expect(fromFormat(number, format, country)).toBe(meant)
  })
})
