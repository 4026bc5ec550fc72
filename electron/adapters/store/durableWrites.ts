// Writes a call must not wait for or die of: done at once where the disk takes them, otherwise held in memory in their order and tried
// again until it does. docs/reliability.md says what is promised.
import type { Clock, Timer } from '../../engine/ports.ts'
import { codeOf, type StoreErrorCode } from './errors.ts'

/** Pauses between attempts while the disk refuses, ms; the last one repeats. */
const pauses = [100, 250, 500, 1000, 2000] as const
/** Time that one attempt to catch up may take of the thread that runs calls, ms. */
const sliceMs = 8
/** A write that fails by itself, on a disk that takes others, is given up after so many attempts. */
const attemptsOfOne = 3

const ofTheDisk = new Set<StoreErrorCode>(['CORRUPT', 'LOCKED', 'FULL', 'UNWRITABLE'])

export type WritesState = {
  /** Why writes fail now; null while they work. */
  failing: StoreErrorCode | null
  /** Writes held in memory. */
  waiting: number
  /** Given up since the start: beyond what memory holds, or refused for what they are. */
  lost: number
}

type Held = { run: () => void; dropped: (() => void) | undefined; attempts: number }

type Given = {
  clock: Clock
  /** Writes held at most; beyond it the oldest is given up. */
  limit?: number
  /** Time in ms that only goes forward; for the length of a slice. */
  ticks?: () => number
  /** A write that can never work; it is given up. */
  onRefused?: (error: unknown) => void
}

/** Holds what the disk refuses. */
export class DurableWrites {
  private readonly given: Given
  private readonly held = new Map<string, Held>()
  private readonly listeners = new Set<(state: WritesState) => void>()
  private failing: StoreErrorCode | null = null
  private lost = 0
  private failures = 0
  private serial = 0
  private timer: Timer | null = null
  private stopped = false

  constructor(given: Given) {
    this.given = given
  }

  get state(): WritesState {
    return { failing: this.failing, waiting: this.held.size, lost: this.lost }
  }
  /** Told when writes begin to fail, work again, or are given up. */
  onChange(listener: (state: WritesState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Writes now, or as soon as the disk takes it; never throws. A write that waits under the same `key` is replaced: `run` must write the
   * whole of what the key names. `dropped` is called when it is given up.
   */
  write(run: () => void, key?: string, dropped?: () => void): void {
    if (this.held.size === 0) {
      try {
        run()
        return
      } catch (error) {
        this.refused(error)
      }
    }
    const name = key ?? `#${this.serial++}`
    this.held.delete(name)
    this.held.set(name, { run, dropped, attempts: 0 })
    this.bound()
    this.later()
  }

  /** Forgets what waits under the key. */
  cancel(key: string): void {
    this.held.delete(key)
  }

  /** Tries everything that waits, once; true when nothing waits any more. Never throws. */
  flush(): boolean {
    this.catchUp(Number.POSITIVE_INFINITY)
    return this.held.size === 0
  }

  /** Last attempt; nothing is tried afterwards. */
  close(): void {
    this.flush()
    this.stopped = true
    this.timer?.cancel()
    this.timer = null
    this.listeners.clear()
  }

  private bound(): void {
    while (this.held.size > (this.given.limit ?? 200_000)) {
      const [oldest] = this.held.keys()
      if (oldest === undefined) return
      this.giveUp(oldest)
    }
  }

  private giveUp(name: string): void {
    const held = this.held.get(name)
    this.held.delete(name)
    this.lost++
    held?.dropped?.()
    this.tell()
  }

  private later(): void {
    if (this.stopped || this.timer) return
    const pause = pauses[Math.min(this.failures, pauses.length - 1)] ?? 2000
    this.timer = this.given.clock.after(this.failures === 0 ? 0 : pause, () => {
      this.timer = null
      this.catchUp(sliceMs)
      if (this.held.size > 0) this.later()
    })
  }

  private catchUp(ms: number): void {
    const ticks = this.given.ticks ?? (() => performance.now())
    const until = ticks() + ms
    for (const [name, held] of this.held) {
      try {
        held.run()
        this.held.delete(name)
        this.failures = 0
      } catch (error) {
        if (this.refused(error) === 'disk') {
          this.failures++
          return
        }
        if (++held.attempts >= attemptsOfOne) {
          this.given.onRefused?.(error)
          this.giveUp(name)
        }
      }
      if (this.held.size > 0 && ticks() > until) return // the rest has its turn
    }
    if (this.held.size === 0) this.setFailing(null)
    else this.failures++ // what is left is refused for what it is; the others were written
  }

  /** Whether the disk refuses everything, or only this one is refused. */
  private refused(error: unknown): 'disk' | 'this' {
    const code = codeOf(error)
    if (code === null || !ofTheDisk.has(code)) return 'this'
    this.setFailing(code)
    return code === 'CORRUPT' ? 'this' : 'disk'
  }

  private setFailing(code: StoreErrorCode | null): void {
    if (code === null) this.failures = 0
    if (code === this.failing) return
    this.failing = code
    this.tell()
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener(this.state)
  }
}

/** Rows that wait for the disk, by id, so that whoever reads finds them all the same. */
export class UnwrittenRows<T> {
  private readonly writes: DurableWrites
  private readonly table: string
  private readonly rows = new Map<string, T>()

  constructor(writes: DurableWrites, table: string) {
    this.writes = writes
    this.table = table
  }

  /** `write` writes the whole row. */
  put(id: string, row: T, write: (row: T) => void): void {
    this.rows.set(id, row)
    const key = `${this.table}:${id}`
    const settle = () => {
      if (this.rows.get(id) === row) this.rows.delete(id)
    }
    this.writes.write(
      () => {
        write(row)
        settle()
      },
      key,
      settle,
    )
  }
  get(id: string): T | undefined {
    return this.rows.get(id)
  }
  values(): T[] {
    return [...this.rows.values()]
  }
  /** Forgets one that waits; true when there was one. */
  remove(id: string): boolean {
    this.writes.cancel(`${this.table}:${id}`)
    return this.rows.delete(id)
  }

  /** What was read from the disk, with what waits in its place, and what only waits added. */
  over(read: readonly T[], id: (row: T) => string): T[] {
    return this.overlay(id)(read)
  }

  /** `over` with what waits now, for rows that are read on another thread meanwhile. */
  overlay(id: (row: T) => string): (read: readonly T[]) => T[] {
    const waiting = new Map(this.rows)
    return (read) => {
      if (waiting.size === 0) return [...read]
      const known = new Set(read.map(id))
      return [...read.map((row) => waiting.get(id(row)) ?? row), ...[...waiting.values()].filter((row) => !known.has(id(row)))]
    }
  }
}
