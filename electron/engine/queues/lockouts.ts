// Wrong PINs: 5 in 15 minutes lock the calling extension, number or console for 15 minutes (docs/spec/queues.md).
import type { Clock, LockoutStore } from '../ports.ts'

export const lockoutWindowMs = 15 * 60_000
export const lockoutFailures = 5
/** Callers can choose the number they show: wrong PINs from outside count for the dialled number and for all PINs as well. */
export const outsideFailures = { route: 10, pins: 15 }

type Row = { key: string; failures: number[]; lockedUntil: number | null }

export class Lockouts {
  private readonly rows = new Map<string, Row>()
  private readonly store: LockoutStore
  private readonly clock: Clock
  private readonly changed: (key: string, lockedUntil: number) => void

  constructor(store: LockoutStore, clock: Clock, changed: (key: string, lockedUntil: number) => void) {
    this.store = store
    this.clock = clock
    this.changed = changed
    for (const row of store.load()) this.rows.set(row.key, row)
  }

  /** Epoch ms until which the key is locked; null when it is not. */
  lockedUntil(key: string): number | null {
    const row = this.rows.get(key)
    if (!row?.lockedUntil) return null
    if (row.lockedUntil > this.clock.now()) return row.lockedUntil
    this.lift(key)
    return null
  }

  /** Counts a wrong PIN; returns how many tries are left before the lock. */
  failed(key: string, most: number = lockoutFailures): number {
    const now = this.clock.now()
    const row = this.rows.get(key) ?? { key, failures: [], lockedUntil: null }
    row.failures = [...row.failures.filter((at) => at > now - lockoutWindowMs), now]
    if (row.failures.length >= most) row.lockedUntil = now + lockoutWindowMs
    this.rows.set(key, row)
    this.store.save(row)
    if (row.lockedUntil) this.changed(key, row.lockedUntil)
    return Math.max(0, most - row.failures.length)
  }

  /** A right PIN clears what was counted. */
  succeeded(key: string): void {
    if (this.rows.has(key)) this.lift(key)
  }
  lift(key: string): void {
    this.rows.delete(key)
    this.store.remove(key)
  }
  list(): { key: string; failures: number; lockedUntil: number }[] {
    const now = this.clock.now()
    return [...this.rows.values()].flatMap((row) =>
      row.lockedUntil && row.lockedUntil > now
        ? [{ key: row.key, failures: row.failures.length, lockedUntil: row.lockedUntil }]
        : [],
    )
  }
}
