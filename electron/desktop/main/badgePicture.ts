// The picture over a task bar's button: a red disc with a digit, 9 for more.

/** Pixels, both ways. */
export const badgeSize = 16

/** Rows of three pixels, the left one first. */
const digits: readonly (readonly number[])[] = [
  [0b010, 0b110, 0b010, 0b010, 0b111],
  [0b111, 0b001, 0b111, 0b100, 0b111],
  [0b111, 0b001, 0b111, 0b001, 0b111],
  [0b101, 0b101, 0b111, 0b001, 0b001],
  [0b111, 0b100, 0b111, 0b001, 0b111],
  [0b111, 0b100, 0b111, 0b101, 0b111],
  [0b111, 0b001, 0b010, 0b010, 0b010],
  [0b111, 0b101, 0b111, 0b101, 0b111],
  [0b111, 0b101, 0b111, 0b001, 0b111],
]
const red = [0x31, 0x31, 0xe0, 0xff]
const white = [0xff, 0xff, 0xff, 0xff]

/** Four bytes a pixel: blue, green, red, alpha. `count`: at least 1. */
export function badgePicture(count: number): Buffer {
  const rows = digits[Math.min(count, digits.length) - 1] ?? []
  const out = Buffer.alloc(badgeSize * badgeSize * 4)
  const middle = (badgeSize - 1) / 2
  for (let y = 0; y < badgeSize; y++)
    for (let x = 0; x < badgeSize; x++) {
      if (Math.hypot(x - middle, y - middle) > badgeSize / 2) continue
      // Each pixel of a digit is two by two.
      const [column, row] = [Math.floor((x - 5) / 2), Math.floor((y - 3) / 2)]
      const lit = column >= 0 && column < 3 && (((rows[row] ?? 0) >> (2 - column)) & 1) === 1
      out.set(lit ? white : red, (y * badgeSize + x) * 4)
    }
  return out
}
