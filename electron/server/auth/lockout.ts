// Wrong passwords make the next try wait, longer each time: by account, and by address. Nobody is locked out by another's tries: a
// browser that signed in to the account before is counted for itself alone, and waits end by themselves within a minute.
import type { LockoutStore } from '../../engine/ports.ts'

/** Tries that cost nothing. */
export const freeTries = 5
const firstWaitMs = 2000
export const longestWaitMs = 60_000
/** So long without a wrong password, and all is forgotten. */
export const forgottenMs = 60 * 60_000

type LockoutRow = ReturnType<LockoutStore['load']>[number]

/** Rows are read each time: they may be lifted by an admin, or by another program of this machine. */
export class Lockout {
  private readonly store: LockoutStore
  private readonly now: () => number

  constructor(store: LockoutStore, now: () => number) {
    this.store = store
    this.now = now
  }

  /** Until when a try of these has to wait, epoch ms; null when it need not. */
  lockedUntil(keys: readonly string[]): number | null {
    const until = Math.max(0, ...this.rowsOf(keys).map((row) => row.lockedUntil ?? 0))
    return until > this.now() ? until : null
  }

  /** Counts a try before it is judged, so that many at once count as many. */
  count(keys: readonly string[]): void {
    const now = this.now()
    this.forgetOld(now)
    const known = new Map(this.rowsOf(keys).map((row) => [row.key, row]))
    for (const key of keys) {
      // No more are kept than the longest wait needs.
      const failures = [...(known.get(key)?.failures ?? []), now].slice(-20)
      const over = failures.length - freeTries
      const wait = over < 0 ? null : now + Math.min(longestWaitMs, firstWaitMs * 2 ** over)
      this.store.save({ key, failures, lockedUntil: wait })
    }
  }

  /** After a right password. */
  clear(keys: readonly string[]): void {
    for (const { key } of this.rowsOf(keys)) this.store.remove(key)
  }

  private rowsOf(keys: readonly string[]): LockoutRow[] {
    return this.store.load().filter(({ key }) => keys.includes(key))
  }

  private forgetOld(now: number): void {
    for (const { key, failures } of this.store.load()) if ((failures.at(-1) ?? 0) <= now - forgottenMs) this.store.remove(key)
  }
}
