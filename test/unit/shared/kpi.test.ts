// The queue numbers, by their written formulas.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  abandonRate,
  averageAnswerMs,
  averageHandleMs,
  formulas,
  occupancy,
  serviceLevel,
  smoothedWait,
} from '../../../shared/domain/kpi.ts'

const day = {
  answered: 80,
  abandoned: 20,
  answeredWithin: 60,
  shortAbandoned: 4,
  sumWaitMs: 800_000,
  sumHandleMs: 16_000_000,
  handled: 80,
}
const nothing = { answered: 0, abandoned: 0, answeredWithin: 0, shortAbandoned: 0, sumWaitMs: 0, sumHandleMs: 0, handled: 0 }

test('a day in numbers', () => {
  expect(serviceLevel(day)).toBe(60 / 96)
  expect(averageAnswerMs(day)).toBe(10_000)
  expect(averageHandleMs(day)).toBe(200_000)
  expect(abandonRate(day)).toBe(16 / 96)
  expect(occupancy(3_600_000, 1_200_000)).toBe(0.75)
})
test('before the first call there is no number, not a zero', () => {
  const numbers = [serviceLevel, averageAnswerMs, averageHandleMs, abandonRate].map((formula) => formula(nothing))
  expect([...numbers, occupancy(0, 0)]).toEqual([null, null, null, null, null])
})
test('callers who left within the short time count nowhere', () => {
  expect(serviceLevel({ ...nothing, abandoned: 3, shortAbandoned: 3 })).toBeNull()
  expect(abandonRate({ ...nothing, answered: 1, abandoned: 3, shortAbandoned: 3 })).toBe(0)
})
test('shares stay between nothing and everything', () => {
  const counts = fc
    .record({ within: fc.nat(500), late: fc.nat(500), short: fc.nat(500), long: fc.nat(500) })
    .map(({ within, late, short, long }) => ({
      ...nothing,
      answered: within + late,
      answeredWithin: within,
      abandoned: short + long,
      shortAbandoned: short,
    }))
  const isShare = (value: number | null) => value === null || (value >= 0 && value <= 1)
  fc.assert(fc.property(counts, (c) => isShare(serviceLevel(c)) && isShare(abandonRate(c))))
})
test('the expected wait follows the last answered callers as app_queue smooths it', () => {
  expect([10, 20, 20].reduce<number | null>(smoothedWait, null)).toBe((3 * ((3 * 10 + 20) / 4) + 20) / 4)
})
test('every number has its formula in words', () => {
  expect(Object.keys(formulas)).toEqual(['serviceLevel', 'averageAnswer', 'averageHandle', 'abandonRate', 'occupancy'])
})
