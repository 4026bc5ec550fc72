// Locks of wrong PINs that another program of this machine lifts (`npm run host -- unlock`): the engine counts in memory, and is told.
import type { Clock, LockoutStore } from '../engine/ports.ts'

/** How soon a lock that was lifted there is lifted here, ms. */
export const lookEveryMs = 1000

/** Looks at the store's locks until it is released; `lift` is called with each that somebody else removed from it. */
export function followLiftedLocks(given: {
  store: Pick<LockoutStore, 'load'>
  clock: Clock
  lift(key: string): void
}): () => void {
  const { store, clock, lift } = given
  let seen = new Set<string>()
  let timer: { cancel(): void } | null = null
  const look = () => {
    try {
      const now = new Set(store.load().map(({ key }) => key))
      // What waits for the disk was never seen there.
      for (const key of seen) if (!now.has(key)) lift(key)
      seen = now
    } catch {
      // A disk that cannot be read now can be a moment later.
    }
    timer = clock.after(lookEveryMs, look)
  }
  look()
  return () => timer?.cancel()
}
