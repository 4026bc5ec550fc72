// Keeps the thread running that follows the calls with the search index; when it ends by itself, it is started again.
import { Worker } from 'node:worker_threads'
import type { Clock, Log, Timer } from '../../../engine/ports.ts'
import { threadOptions } from './thread.ts'

export type UpkeepData = { folder: string }

/** After so long another one is started, ms. */
const restartMs = 10_000

export class Upkeep {
  private worker: Worker | null = null
  private timer: Timer | null = null
  private closed = false
  private readonly given: { folder: string; clock: Clock; log: Log }

  constructor(given: { folder: string; clock: Clock; log: Log }) {
    this.given = given
    this.open()
  }

  private open(): void {
    const { folder, clock, log } = this.given
    const worker = new Worker(new URL('./upkeepWorker.ts', import.meta.url), threadOptions<UpkeepData>({ folder }))
    this.worker = worker
    worker.unref()
    worker.on('message', (message: { error: string }) => log.warn('the search index could not be kept up', message))
    worker.on('error', (error) => log.error('the thread of the search index ended', { error: String(error) }))
    worker.on('exit', () => {
      if (!this.closed) this.timer = clock.after(restartMs, () => this.open())
    })
  }

  async close(): Promise<void> {
    this.closed = true
    this.timer?.cancel()
    await this.worker?.terminate()
  }
}
