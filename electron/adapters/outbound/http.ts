// One HTTP request to a stranger: bounded in time and size, redirects only within the scheme, no link-local addresses, none of the host's own ports.
import { Agent, buildConnector, request } from 'undici'
import type { Clock, Http, HttpAnswer, HttpRequest } from '../../engine/ports.ts'
import { ForbiddenAddress, type Networks, networkGuard, type OwnPorts, portOf } from './addresses.ts'
import { noSecrets, type ReadSecret, secretValues } from './secretValues.ts'

/** What is read of an answer when the request does not say, bytes. */
export const answerBytes = 1024 * 1024
const maxRedirects = 3

/**
 * A client with a connection pool of its own; `close()` ends it. `networks`: where requests may go (CIDR); empty or absent allows
 * everything but link-local addresses. `ownPorts`: of the host itself, which no request reaches. `readSecret`: what references in
 * requests stand for.
 */
export function httpClient(
  clock: Clock,
  networks: Networks = () => [],
  ownPorts: OwnPorts = () => [],
  readSecret: ReadSecret = noSecrets,
): Http & { close(): Promise<void> } {
  const guard = networkGuard(networks, ownPorts)
  const connect: buildConnector.connector = (options, done) =>
    buildConnector({ lookup: guard.lookupFor(portOf(options)) })(options, done)
  const agent = new Agent({ connect, maxResponseSize: -1 })

  async function once(asked: HttpRequest, url: URL, signal: AbortSignal): Promise<HttpAnswer | { result: 'redirect'; to: URL }> {
    if (guard.forbids(url.hostname, portOf(url)))
      return { result: 'impossible', error: new ForbiddenAddress(url.hostname).message }
    const answer = await request(url, {
      method: asked.method as 'GET',
      dispatcher: agent,
      signal,
      headers: { 'user-agent': 'Cordboard', ...asked.headers },
      body: asked.body ?? null,
    })
    const to = asked.redirects === false ? null : redirectOf(answer.statusCode, answer.headers.location, url, asked.method)
    if (to && to !== 'otherScheme') {
      await answer.body.dump()
      return { result: 'redirect', to }
    }
    const body = await read(answer.body, asked.maxBytes ?? answerBytes)
    if (to === 'otherScheme') return { result: 'impossible', error: 'The server redirects to another scheme.' }
    if (body === null) return tooLarge(answer.statusCode, asked.maxBytes ?? answerBytes)
    return { result: 'answered', status: answer.statusCode, headers: flat(answer.headers), body }
  }

  return {
    async request(given, signal) {
      const values = secretValues(given.nonce, readSecret)
      const answer = await send(values.request(given), signal)
      return answer.result === 'answered' ? answer : { ...answer, error: values.hide(answer.error) }
    },
    close: () => agent.destroy(),
  }

  async function send(asked: HttpRequest, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const first = webAddress(asked.url)
    if (first === null) return { result: 'impossible', error: 'Not an http or https address.' }
    const late = new AbortController()
    const timer = clock.after(asked.timeoutMs, () => late.abort(new Error(`No answer within ${asked.timeoutMs / 1000} s.`)))
    const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal
    try {
      let url = first
      for (let hop = 0; hop <= maxRedirects; hop++) {
        const answer = await once(asked, url, either)
        if (answer.result !== 'redirect') return answer
        if (asked.nonce !== undefined && answer.to.origin !== first.origin) return elsewhere
        url = answer.to
      }
      return { result: 'impossible', error: 'The server redirects too often.' }
    } catch (error) {
      return failed(error, late.signal)
    } finally {
      timer.cancel()
    }
  }
}

/** A secret is for the server that was named, and for no other. */
const elsewhere: HttpAnswer = {
  result: 'impossible',
  error: 'The server redirects to another one, and the request carries a secret.',
}

const tooLarge = (status: number, most: number): HttpAnswer => ({
  result: 'tooLarge',
  status,
  error: `The answer is larger than ${most} bytes.`,
})

/** The address of an http(s) resource, or null. */
function webAddress(text: string): URL | null {
  const url = URL.parse(text.trim())
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null
}

/** Where an answer sends a request on to: 307 and 308 any request, the others those without a body of their own. */
function redirectOf(status: number, location: unknown, from: URL, method: string): URL | 'otherScheme' | null {
  const kept = status === 307 || status === 308
  const plain = (status === 301 || status === 302 || status === 303) && (method === 'GET' || method === 'HEAD')
  if ((!kept && !plain) || typeof location !== 'string') return null
  const to = URL.parse(location, from.href)
  if (!to) return null
  return to.protocol === from.protocol ? to : 'otherScheme'
}

/** The body, or null when it is larger than wanted; no more than that is ever held. */
async function read(body: AsyncIterable<Buffer>, most: number): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const all = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])
  return Object.fromEntries(all) as Record<string, string>
}

function failed(error: unknown, late: AbortSignal): HttpAnswer {
  if (late.aborted) return { result: 'unreachable', error: String((late.reason as Error).message) }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as { code?: unknown } | null)?.code
  const text = cause instanceof Error ? cause.message : String(cause)
  const hopeless = code === 'FORBIDDEN_ADDRESS' || code === 'UND_ERR_INVALID_ARG'
  return { result: hopeless ? 'impossible' : 'unreachable', error: text.slice(0, 300) }
}
