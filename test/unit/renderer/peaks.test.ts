import { expect, test } from 'vitest'
import { peaksOf } from '../../../renderer/ui/peaks.ts'

test('a sound is drawn in proportion to its loudest part, and silence as nothing', () => {
  expect(peaksOf(new Float32Array([0.1, -0.2, 0.4, 0.1, 0, 0]), 3)).toEqual([expect.closeTo(0.5), 1, 0])
  expect(peaksOf(new Float32Array([0.0001, 0.0002]), 2)).toEqual([0, 0])
  expect(peaksOf(new Float32Array(0), 2)).toEqual([0, 0])
})
