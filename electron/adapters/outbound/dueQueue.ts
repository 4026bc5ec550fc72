// Work that is due at a time, by its id: so many at once, each by itself. The outboxes of webhooks and of mails run on it.
import type { Clock, Log, Timer } from '../../engine/ports.ts'

export type DueQueueDeps = {
  clock: Clock
  log: Log
  /** Attempts that run at the same time. */
  atOnce: number
  /** Names the work in the log. */
  what: string
  /** Schedules what is to be tried again by itself. The signal aborts when the queue closes. */
  attempt(id: string, signal: AbortSignal): Promise<void>
}

export class DueQueue {
  private readonly deps: DueQueueDeps
  private readonly timers = new Map<string, Timer>()
  private readonly due = new Set<string>()
  private readonly running = new Map<string, Promise<void>>()
  private readonly closing = new AbortController()

  constructor(deps: DueQueueDeps) {
    this.deps = deps
  }

  /** Runs it at that time (epoch ms) and not at the one it had before. */
  schedule(id: string, at: number): void {
    if (this.closing.signal.aborted) return
    this.timers.get(id)?.cancel()
    this.timers.delete(id)
    const wait = at - this.deps.clock.now()
    if (wait <= 0) {
      this.due.add(id)
      this.next()
      return
    }
    const timer = this.deps.clock.after(wait, () => {
      this.timers.delete(id)
      this.due.add(id)
      this.next()
    })
    this.timers.set(id, timer)
  }

  /** Ends what runs, and leaves no timer. */
  async close(): Promise<void> {
    this.closing.abort()
    for (const timer of this.timers.values()) timer.cancel()
    this.timers.clear()
    this.due.clear()
    await Promise.all(this.running.values())
  }

  private next(): void {
    for (const id of this.due) {
      if (this.running.size >= this.deps.atOnce) return
      if (this.running.has(id)) continue // its turn comes when that attempt is over
      this.due.delete(id)
      const running = this.deps
        .attempt(id, this.closing.signal)
        .catch((error: unknown) => this.deps.log.error(`${this.deps.what} failed in the host`, { id, error: String(error) }))
        .finally(() => {
          this.running.delete(id)
          this.next()
        })
      this.running.set(id, running)
    }
  }
}
