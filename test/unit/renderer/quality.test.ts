import { expect, test } from 'vitest'
import { type Look, mosOf, qualityOf } from '../../../renderer/phone/quality/quality.ts'

const start: Look = { at: 0, received: 0, lost: 0, jitterMs: 2, roundTripMs: 20, remoteLoss: 0, micMuted: false }
const later = (part: Partial<Look>): Look => ({ ...start, at: 2000, received: 100, ...part })

test('a quiet network sounds near the best there is; loss and delay take from it, and it stays between 1 and 4.5', () => {
  expect(mosOf(10, 2, 0)).toBeCloseTo(4.4, 1)
  expect(mosOf(10, 2, 6)).toBeLessThan(mosOf(10, 2, 1))
  expect(mosOf(400, 2, 0)).toBeLessThan(mosOf(100, 2, 0))
  for (const worst of [mosOf(9000, 900, 100), mosOf(0, 0, 0)]) expect(worst).toBeGreaterThanOrEqual(1)
  expect(mosOf(0, 0, 0)).toBeLessThan(4.5)
})

test('only what happened between two looks counts, and the cause is named', () => {
  const before = { ...start, received: 5000, lost: 500 }
  expect(qualityOf(before, { ...later({ received: 5100, lost: 500 }) })).toMatchObject({
    level: 'good',
    cause: null,
    lossPercent: 0,
  })
  expect(qualityOf(start, later({ received: 94, lost: 6 }))).toMatchObject({ cause: 'loss', lossPercent: 6 })
  expect(qualityOf(start, later({ remoteLoss: 0.2 }))).toMatchObject({ cause: 'loss', lossPercent: 20, level: 'poor' })
  expect(qualityOf(start, later({ jitterMs: 60 }))).toMatchObject({ cause: 'jitter' })
  expect(qualityOf(start, later({ roundTripMs: 900 }))).toMatchObject({ cause: 'delay' })
  expect(qualityOf(start, later({ received: 0 }))).toMatchObject({ cause: 'nothingHeard', level: 'poor' })
  expect(qualityOf(start, later({ micMuted: true }))).toMatchObject({ cause: 'micMuted', level: 'poor' })
  expect(qualityOf(start, start)).toBeNull()
})
