import { beforeEach, describe, expect, test } from 'vitest'
import { setCountry, showCaller, showNumber, typedText } from '../../../renderer/lib/format/telephone.ts'
import { clock, roughly, setTimeZone, shortMoment, startOfDay } from '../../../renderer/lib/format/time.ts'

beforeEach(() => {
  setCountry('DE')
  setTimeZone('Europe/Berlin')
})

describe('cleaning what was typed or pasted', () => {
  test.each([
    ['030 / 123-45 67', '0301234567'],
    ['+49 (0) 30 1234567', '+49301234567'],
    ['tel:+49-30-1234567;ext=4', '+49301234567,4'],
    ['tel:%2B49301234567', '+49301234567'],
    ['sip:201@office.example', '201'],
    ['  *97# ', '*97#'],
    ['0049 30 1', '0049301'],
    ['call me', ''],
    ['100 % sure', ''],
  ])('%s → %s', (typed, dialled) => {
    expect(typedText(typed)).toBe(dialled)
  })
})

describe('showing numbers and callers', () => {
  test('home numbers nationally, others internationally, extensions as they are', () => {
    expect(showNumber('+493012345678')).toBe('030 12345678')
    expect(showNumber('+31612345678')).toBe('+31 6 12345678')
    expect(showNumber('201')).toBe('201')
    expect(showNumber('*97')).toBe('*97')
  })

  test('a withheld number is a word, a name wins over a number', () => {
    expect(showCaller('anonymous', '', 'Anonymous caller')).toBe('Anonymous caller')
    expect(showCaller('+493012345678', 'Praxis', 'Anonymous caller')).toBe('Praxis')
    expect(showCaller('201', '201', 'Anonymous caller')).toBe('201')
  })
})

describe('times', () => {
  test('durations count up to hours and never below zero', () => {
    expect([-500, 7000, 760_000, 3_723_000].map(clock)).toEqual(['0:00', '0:07', '12:40', '1:02:03'])
    expect([7000, 720_000, 11_400_000, 200_000_000].map(roughly)).toEqual(['7 s', '12 min', '3 h 10 min', '2 d'])
  })

  test('moments are in the zone of the office', () => {
    const noon = Date.UTC(2026, 0, 15, 11, 5)
    expect(shortMoment(noon, noon + 60_000)).toBe('12:05')
    expect(shortMoment(noon, noon + 30 * 86_400_000)).toBe('Jan 15 12:05')
    expect(shortMoment(noon, noon - 365 * 86_400_000)).toBe('Jan 15, 2026')
    expect(startOfDay(noon)).toBe(Date.UTC(2026, 0, 14, 23, 0))
  })
})
