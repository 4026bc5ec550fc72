import { expect, test } from 'vitest'
import { trimmed, wavOf } from '../../../renderer/flows/inspector/wav.ts'

test('a recording is a WAV file of one channel and 16 bits', async () => {
  const file = wavOf(Float32Array.of(0, 1, -1, 2), 16_000)
  const view = new DataView(await file.arrayBuffer())
  expect(file.type).toBe('audio/wav')
  expect(view.byteLength).toBe(52)
  expect([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true), view.getUint32(40, true)]).toEqual([
    1, 16_000, 16, 8,
  ])
  expect([0, 1, 2, 3].map((at) => view.getInt16(44 + at * 2, true))).toEqual([0, 32_767, -32_767, 32_767])
})

test('silence at both ends is cut to a quarter of a second; silence alone is nothing', () => {
  const samples = new Float32Array(16_000 * 3)
  samples.fill(0.5, 16_000, 32_000)
  expect(trimmed(samples).length).toBe(16_000 + 2 * 4000 - 1)
  expect(trimmed(new Float32Array(100)).length).toBe(0)
})
