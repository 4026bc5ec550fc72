// One delivery of the outbox: a POST whose answer is only a status; no redirects.
import type { Clock } from '../../engine/ports.ts'
import type { Networks, OwnPorts } from './addresses.ts'
import { httpClient } from './http.ts'

export type Sent =
  /** The server answered, with whatever status; `retryAfter`: its header of that name. */
  | { result: 'answered'; status: number; retryAfter?: string }
  /** Timeout or network error: worth another try. */
  | { result: 'unreachable'; error: string }
  /** Can never work: bad URL, forbidden address, bad header. */
  | { result: 'impossible'; error: string }

export type Send = (
  post: { id: string; url: string; headers: Record<string, string>; body: string; nonce?: string },
  signal: AbortSignal,
) => Promise<Sent>

/** From the request to the end of the answer. */
export const timeoutMs = 10_000
/** What is read of an answer, bytes; more is the receiver's fault, but the delivery has arrived. */
export const answerBytes = 64 * 1024

/** A sender with a connection pool of its own; `close()` ends it. */
export function httpSender(clock: Clock, networks?: Networks, ownPorts?: OwnPorts): { send: Send; close(): Promise<void> } {
  const client = httpClient(clock, networks, ownPorts)
  return {
    async send(post, signal) {
      // The receiver can tell a repeated delivery by its id.
      const headers = { 'content-type': 'application/json', ...post.headers, 'x-cordboard-delivery': post.id }
      const request = { method: 'POST', url: post.url, headers, body: post.body, timeoutMs, maxBytes: answerBytes }
      const answer = await client.request({ ...request, redirects: false }, signal)
      if (answer.result === 'tooLarge') return { result: 'answered', status: answer.status }
      if (answer.result === 'answered') {
        const retryAfter = answer.headers['retry-after']
        return { result: 'answered', status: answer.status, ...(retryAfter === undefined ? {} : { retryAfter }) }
      }
      return { result: answer.result, error: answer.error }
    },
    close: () => client.close(),
  }
}
