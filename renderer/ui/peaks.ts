// The shape of a sound, for looking at.

/** `count` loudest levels of the samples in order, 0–1, the loudest of all being 1; silence is all 0. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const size = samples.length / count
  const peaks = Array.from({ length: count }, (_, at) => {
    let peak = 0
    for (let index = Math.floor(at * size); index < Math.floor((at + 1) * size); index += 1)
      peak = Math.max(peak, Math.abs(samples[index] ?? 0))
    return peak
  })
  const loudest = Math.max(...peaks)
  // Below −60 dB it is the line's noise, which is not blown up to look like speech.
  return loudest < 0.001 ? peaks.map(() => 0) : peaks.map((peak) => peak / loudest)
}
