// One thread with its queue of questions, seen from the thread that runs calls: bounded, with a time limit, and started again
// when it ends by itself. Whatever happens to it, each question is answered, if only with a coded error.
import { Worker } from 'node:worker_threads'

import type { Clock, Timer } from '../../../engine/ports.ts'
import type { BadRow } from '../badRows.ts'

import { StoreError, type StoreErrorCode } from '../errors.ts'
import type { QuestionName, Questions } from './answers.ts'
import { threadOptions } from './thread.ts'
import type { Question, ReaderData, Reply } from './worker.ts'

export type LaneLimits = {
  /** Questions that may wait. */
  waiting: number
  /** Longest a question may take once it is begun and the thread runs, ms. */
  timeoutMs: number
  /** Longest the thread may take to start, ms. */
  startMs: number
  /** After so long a search ends with what it has, ms. */
  budgetMs: number
}

type Given = {
  folder: string
  clock: Clock
  limits: LaneLimits
  /** Called with each row that the thread cannot read. */
  onBad?(row: BadRow): void
}

type Asked = Question & {
  resolve(answer: unknown): void
  reject(error: unknown): void
  signal: AbortSignal | undefined
  leave(): void
}

const passedOn = new Set<string>(['CONFLICT', 'NOT_FOUND', 'CORRUPT', 'UNWRITABLE'] satisfies StoreErrorCode[])
const busy = (message: string, cause?: unknown) => new StoreError('BUSY', message, cause)

export class Lane {
  private readonly queue: Asked[] = []
  private running: Asked | null = null
  private worker: Worker | null = null
  /** The thread has said that it runs. */
  private ready = false
  private timer: Timer | null = null
  private readonly cancelled = new Int32Array(new SharedArrayBuffer(4))
  private serial = 0
  private closed = false
  private readonly given: Given

  constructor(given: Given) {
    this.given = given
  }

  /** Rejects with StoreError BUSY (too many wait, or the thread ended), TOO_SLOW, or what the question itself refuses. */
  ask<N extends QuestionName>(name: N, ask: Questions[N]['ask'], signal?: AbortSignal): Promise<Questions[N]['answer']> {
    return new Promise((resolve, reject) => {
      if (this.closed || this.queue.length >= this.given.limits.waiting)
        return reject(busy('Too much is being looked up right now. Try again in a moment.'))
      if (signal?.aborted) return reject(signal.reason)
      this.serial += 1
      const asked: Asked = {
        id: this.serial,
        name,
        ask,
        resolve: resolve as (answer: unknown) => void,
        reject,
        signal,
        leave: () => {},
      }
      asked.leave = () => this.abandon(asked)
      signal?.addEventListener('abort', asked.leave)
      this.queue.push(asked)
      this.next()
    })
  }

  /** The thread's number in the process; for tests that end it. */
  get thread(): Worker | null {
    return this.worker
  }

  async close(): Promise<void> {
    this.closed = true
    for (const asked of this.queue.splice(0)) asked.reject(busy('The host is stopping.'))
    this.settle((asked) => asked.reject(busy('The host is stopping.')))
    await this.drop()
  }

  private next(): void {
    if (this.running || this.closed) return
    const asked = this.queue.shift()
    if (!asked) return
    this.running = asked
    this.worker ??= this.open()
    const { timeoutMs, startMs } = this.given.limits
    this.endAfter(this.ready ? timeoutMs : startMs + timeoutMs)
    this.worker.postMessage({ id: asked.id, name: asked.name, ask: asked.ask } satisfies Question)
  }

  private endAfter(ms: number): void {
    this.timer?.cancel()
    this.timer = this.given.clock.after(ms, () => {
      this.settle((late) =>
        late.reject(new StoreError('TOO_SLOW', 'That takes too long. Narrow it down, by a date for example.')),
      )
      void this.drop()
      this.next()
    })
  }

  private open(): Worker {
    this.ready = false
    const { folder, limits } = this.given
    const data: ReaderData = { folder, cancelled: this.cancelled.buffer as SharedArrayBuffer, budgetMs: limits.budgetMs }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), threadOptions(data))
    worker.unref()
    worker.on('message', (reply: Reply) => {
      if (this.worker === worker) this.answered(reply)
    })
    const ended = (error?: unknown) => {
      if (this.worker !== worker) return
      this.worker = null
      this.settle((asked) => asked.reject(busy('The history could not be read. Try again.', error)))
      this.next()
    }
    worker.on('error', ended)
    worker.on('exit', () => ended())
    return worker
  }

  private answered(reply: Reply): void {
    if ('bad' in reply) {
      this.given.onBad?.(reply.bad)
      return
    }
    if ('ready' in reply) {
      this.ready = true
      if (this.running) this.endAfter(this.given.limits.timeoutMs)
      return
    }
    if (reply.id !== this.running?.id) return
    this.settle((asked) => {
      if (reply.ok) asked.resolve(reply.answer)
      else if (passedOn.has(reply.code)) asked.reject(new StoreError(reply.code as StoreErrorCode, reply.message))
      else asked.reject(busy('The history could not be read. Try again.', reply.message))
    })
    this.next()
  }

  /** Whoever asked is gone: the question is dropped from the queue, or ended where it runs. */
  private abandon(asked: Asked): void {
    asked.reject(asked.signal?.reason)
    const at = this.queue.indexOf(asked)
    if (at >= 0) this.queue.splice(at, 1)
    else if (this.running === asked) Atomics.store(this.cancelled, 0, asked.id)
    asked.signal?.removeEventListener('abort', asked.leave)
  }

  private settle(how: (asked: Asked) => void): void {
    const asked = this.running
    this.timer?.cancel()
    this.timer = null
    this.running = null
    if (!asked) return
    asked.signal?.removeEventListener('abort', asked.leave)
    how(asked)
  }

  /** Ends the thread; what it computes right now ends with its step. The next question starts another. */
  private async drop(): Promise<void> {
    const { worker } = this
    this.worker = null
    await worker?.terminate()
  }
}
