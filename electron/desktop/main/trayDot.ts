// A dot in the lower right corner of a picture, with a ring of nothing around it, so that it stands out on any ground.

type Size = { width: number; height: number }

/** `bitmap`: four bytes a pixel, blue, green, red, alpha. Returns another one. */
export function withDot(bitmap: Buffer, { width, height }: Size, [red, green, blue]: readonly [number, number, number]): Buffer {
  const out = Buffer.from(bitmap)
  const radius = Math.round(Math.min(width, height) * 0.28)
  const [centreX, centreY] = [width - radius - 1, height - radius - 1]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot(x - centreX, y - centreY)
      const at = (y * width + x) * 4
      if (at + 3 >= out.length) continue
      if (distance <= radius) out.set([blue, green, red, 255], at)
      else if (distance <= radius + 1.5) out.set([0, 0, 0, 0], at)
    }
  return out
}
