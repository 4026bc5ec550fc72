import { expect, test } from 'vitest'
import { withDot } from '../../../electron/desktop/main/trayDot.ts'

test('a dot in the lower right corner with a gap around it; the rest and the given picture are as they were', () => {
  const size = { width: 16, height: 16 }
  const icon = Buffer.alloc(16 * 16 * 4, 7)
  const out = withDot(icon, size, [0x11, 0x22, 0x33])
  const pixel = (x: number, y: number) => [...out.subarray((y * 16 + x) * 4, (y * 16 + x) * 4 + 4)]
  expect(pixel(11, 11)).toEqual([0x33, 0x22, 0x11, 255])
  expect(pixel(11, 6)).toEqual([0, 0, 0, 0])
  expect(pixel(0, 0)).toEqual([7, 7, 7, 7])
  expect(icon.every((byte) => byte === 7)).toBe(true)
})
