// Wrong passwords are counted by login and by address: five within 15 minutes lock the one that made them for 15 minutes.
import type { LockoutRow } from '../hostPort.ts'

export const tries = 5
export const windowMs = 15 * 60_000

type Rows = { load(): LockoutRow[]; save(row: LockoutRow): void; remove(key: string): void }

export class Lockout {
  private readonly rows: Map<string, LockoutRow>
  private readonly store: Rows
  private readonly now: () => number

  constructor(store: Rows, now: () => number) {
    this.store = store
    this.now = now
    this.rows = new Map(store.load().map((row) => [row.key, row]))
  }

  /** Until when one of the keys is locked, epoch ms; null when none is. */
  lockedUntil(keys: string[]): number | null {
    const until = Math.max(...keys.map((key) => this.rows.get(key)?.lockedUntil ?? 0))
    return until > this.now() ? until : null
  }

  /** Counts a try before it is judged, so that many at once count as many. */
  count(keys: string[]): void {
    const now = this.now()
    this.forgetOld(now)
    for (const key of keys) {
      const recent = (this.rows.get(key)?.failures ?? []).filter((at) => at > now - windowMs)
      const failures = [...recent, now]
      const row = { key, failures, lockedUntil: failures.length >= tries ? now + windowMs : null }
      this.rows.set(key, row)
      this.store.save(row)
    }
  }

  /** After a right password. */
  clear(keys: string[]): void {
    for (const key of keys) if (this.rows.delete(key)) this.store.remove(key)
  }

  private forgetOld(now: number): void {
    for (const row of [...this.rows.values()])
      if ((row.lockedUntil ?? 0) <= now && (row.failures.at(-1) ?? 0) <= now - windowMs) this.clear([row.key])
  }
}
