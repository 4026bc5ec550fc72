// A web that answers as a test says; remembers what was asked.
import type { Http, HttpAnswer, HttpRequest } from '../../electron/engine/ports.ts'

/** What a server would say, in short. */
export const answered = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpAnswer => ({
  result: 'answered',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
})

export class ScriptedHttp implements Http {
  readonly requests: HttpRequest[] = []
  /** What each request gets; replaced by the test. */
  answer: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> = () => ({ result: 'unreachable', error: 'no such host' })

  async request(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    this.requests.push(request)
    const answer = this.answer(request)
    if (!signal) return answer
    const aborted = new Promise<HttpAnswer>((resolve) => {
      const stop = () => resolve({ result: 'unreachable', error: 'aborted' })
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
    return Promise.race([answer, aborted])
  }
}
