// One HTTP POST to a stranger: bounded in time and size, no redirects, no link-local addresses.
import { Agent, request } from 'undici'
import type { Clock } from '../engine/ports.ts'
import { ForbiddenAddress, guardedLookup, isForbidden } from './addresses.ts'

export type Sent =
  /** The server answered, with whatever status. */
  | { result: 'answered'; status: number }
  /** Timeout or network error: worth another try. */
  | { result: 'unreachable'; error: string }
  /** Can never work: bad URL, forbidden address, bad header. */
  | { result: 'impossible'; error: string }

export type Send = (
  post: { id: string; url: string; headers: Record<string, string>; body: string },
  signal: AbortSignal,
) => Promise<Sent>

/** From the request to the end of the answer. */
export const timeoutMs = 10_000
/** What is read of an answer, bytes; the rest is not wanted. */
export const answerBytes = 64 * 1024

/** A sender with a connection pool of its own; `close()` ends it. */
export function httpSender(clock: Clock): { send: Send; close(): Promise<void> } {
  const agent = new Agent({ connect: { lookup: guardedLookup, timeout: timeoutMs }, maxResponseSize: -1 })
  return {
    send: (post, signal) => sendPost(agent, clock, post, signal),
    close: () => agent.destroy(),
  }
}

async function sendPost(agent: Agent, clock: Clock, post: Parameters<Send>[0], signal: AbortSignal): Promise<Sent> {
  const url = webAddress(post.url)
  if (url === null) return { result: 'impossible', error: 'Not an http or https address.' }
  if (isForbidden(url.hostname)) return { result: 'impossible', error: new ForbiddenAddress(url.hostname).message }
  const late = new AbortController()
  const timer = clock.after(timeoutMs, () => late.abort(new Error(`No answer within ${timeoutMs / 1000} s.`)))
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.any([signal, late.signal]),
      // The receiver can tell a repeated delivery by its id.
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Cordboard',
        ...post.headers,
        'x-cordboard-delivery': post.id,
      },
      body: post.body,
    })
    await drain(answer.body)
    return { result: 'answered', status: answer.statusCode }
  } catch (error) {
    return failed(error, late.signal)
  } finally {
    timer.cancel()
  }
}

function webAddress(text: string): URL | null {
  const url = URL.parse(text)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null
}

async function drain(body: AsyncIterable<Buffer>): Promise<void> {
  let read = 0
  for await (const part of body) {
    read += part.length
    if (read > answerBytes) break
  }
}

function failed(error: unknown, late: AbortSignal): Sent {
  if (late.aborted) return { result: 'unreachable', error: String((late.reason as Error).message) }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as { code?: unknown } | null)?.code
  const text = cause instanceof Error ? cause.message : String(cause)
  const hopeless = code === 'FORBIDDEN_ADDRESS' || code === 'UND_ERR_INVALID_ARG'
  return { result: hopeless ? 'impossible' : 'unreachable', error: text.slice(0, 300) }
}
