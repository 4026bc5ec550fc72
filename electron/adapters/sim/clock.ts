// A clock that stands still until it is moved: tests, the simulator and the benchmarks turn hours into milliseconds with it.
import type { Clock, Timer } from '../../engine/ports.ts'

type Entry = { at: number; order: number; run: (() => void) | null }

/** Binary heap of timers by time, then by the order in which they were set. */
export class VirtualClock implements Clock {
  private time: number
  private order = 0
  private heap: Entry[] = []
  private cancelled = 0

  constructor(start = Date.UTC(2026, 10, 20, 10, 0, 0)) {
    this.time = start
  }

  now(): number {
    return this.time
  }
  after(ms: number, run: () => void): Timer {
    const entry: Entry = { at: this.time + Math.max(0, ms), order: this.order++, run }
    this.push(entry)
    return {
      cancel: () => {
        if (!entry.run) return
        entry.run = null
        this.cancelled++
        if (this.cancelled > 1000 && this.cancelled > this.heap.length / 2) this.sweep()
      },
    }
  }
  /** Timers that would still fire. */
  get pending(): number {
    return this.heap.length - this.cancelled
  }

  /** Moves time on by `ms`, running what falls due in order; promises settle in between. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms
    await settle()
    for (let top = this.heap[0]; top && top.at <= until; top = this.heap[0]) {
      this.time = Math.max(this.time, top.at)
      this.runDue()
      await settle()
    }
    this.time = until
  }
  /** Moves on until `done` or until `limitMs` have gone by; false when it never came. */
  async advanceUntil(done: () => boolean, limitMs = 3_600_000): Promise<boolean> {
    const until = this.time + limitMs
    await settle()
    while (!done()) {
      const top = this.heap[0]
      if (!top || top.at > until) return done()
      this.time = Math.max(this.time, top.at)
      this.runDue()
      await settle()
    }
    return true
  }

  private runDue(): void {
    for (let top = this.heap[0]; top && top.at <= this.time; top = this.heap[0]) {
      this.pop()
      const { run } = top
      top.run = null
      if (run) run()
      else this.cancelled--
    }
  }
  private sweep(): void {
    const left = this.heap.filter((entry) => entry.run)
    this.heap = []
    this.cancelled = 0
    for (const entry of left) this.push(entry)
  }
  private less(a: Entry, b: Entry): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }
  private push(entry: Entry): void {
    const { heap } = this
    let i = heap.push(entry) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.less(entry, heap[parent] as Entry)) break
      heap[i] = heap[parent] as Entry
      i = parent
    }
    heap[i] = entry
  }
  private pop(): void {
    const { heap } = this
    const last = heap.pop() as Entry
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.less(heap[child + 1] as Entry, heap[child] as Entry)) child++
      if (!this.less(heap[child] as Entry, last)) break
      heap[i] = heap[child] as Entry
      i = child
    }
    heap[i] = last
  }
}

/** Lets every promise that can settle do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
