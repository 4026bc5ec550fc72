// Answers to HTTP requests, given by hand: in a simulated call nothing leaves the house.
import type { Clock, Http, HttpAnswer, HttpRequest } from '../../engine/ports.ts'

type Waiting = { request: HttpRequest; settle(answer: HttpAnswer): void }

/** Requests wait, oldest first, until somebody answers or their time is up; one that the call gave up is forgotten. */
export class HandWrittenAnswers implements Http {
  private readonly clock: Clock
  private readonly open = new Set<Waiting>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  request(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    return new Promise((resolve) => {
      const settle = (answer: HttpAnswer) => {
        this.open.delete(waiting)
        timer.cancel()
        signal?.removeEventListener('abort', givenUp)
        resolve(answer)
      }
      const givenUp = () => settle({ result: 'unreachable', error: 'the call gave it up' })
      const waiting: Waiting = { request, settle }
      const timer = this.clock.after(request.timeoutMs, () => settle({ result: 'unreachable', error: 'no answer in time' }))
      this.open.add(waiting)
      if (signal?.aborted) givenUp()
      else signal?.addEventListener('abort', givenUp)
    })
  }
  get waiting(): { method: string; url: string; body: string }[] {
    return [...this.open].map(({ request: { method, url, body = '' } }) => ({ method, url, body }))
  }
  /** Answers the oldest; `status` 0: the server cannot be reached. */
  give(status: number, body: string): void {
    const [oldest] = this.open
    const answer = { status, headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode(body) }
    oldest?.settle(status === 0 ? { result: 'unreachable', error: 'not reachable' } : { result: 'answered', ...answer })
  }
  close(): void {
    for (const { settle } of [...this.open]) settle({ result: 'unreachable', error: 'the simulation is over' })
  }
}
