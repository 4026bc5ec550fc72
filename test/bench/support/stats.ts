// Numbers out of samples.

/** The `share` quantile (0 to 1) of the samples, by nearest rank. Throws without any. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('no samples')
  return value
}

/** Half of the samples are below. */
export const p50 = (samples: readonly number[]): number => quantile(samples, 0.5)
/** One of twenty is above. */
export const p95 = (samples: readonly number[]): number => quantile(samples, 0.95)

/** A number between `low` and `high`. */
export const between = (low: number, high: number): number => low + Math.random() * (high - low)

/** Three digits behind the point at most: what is measured here is not more exact than that. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000
