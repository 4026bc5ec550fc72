// Waiting longer after each failure, with jitter, so that an office's consoles do not all come back in the same instant.

export type BackOff = { next(): number; reset(): void }

/**
 * Full-jitter back-off without end: the n-th wait lies between half and the whole of `firstMs · 2ⁿ`, never above `maxMs`.
 * @param random in [0, 1); a port, so that tests need no luck.
 */
export function backOff(firstMs: number, maxMs: number, random: () => number = Math.random): BackOff {
  let failures = 0
  return {
    next() {
      const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 16))
      failures += 1
      return Math.round(ceiling * (0.5 + random() / 2))
    },
    reset() {
      failures = 0
    },
  }
}
