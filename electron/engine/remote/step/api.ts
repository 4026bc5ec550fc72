// A question to another program on the provider's behalf: the session and the caller go along as RustPBX sends them.
import { RemoteFailure, waitFor } from '../sound.ts'
import type { StepActionOf } from './actions.ts'
import type { Outcome, Work } from './work.ts'

type Api = StepActionOf<'api'>

/** What is read of an API's answer, bytes. */
const apiBytes = 256 * 1024

/** The variables that are named; all of them where none is. */
function chosen(variables: unknown, names: string | undefined): unknown {
  const wanted = names?.split(',').map((name) => name.trim()) ?? []
  if (wanted.length === 0) return variables
  return Object.fromEntries(Object.entries(variables as Record<string, string>).filter(([name]) => wanted.includes(name)))
}

/** The address with who calls in its query. */
function withCaller(url: string, facts: Record<string, unknown>): string {
  const [place = '', hash] = url.split('#', 2)
  const more = ['session_id', 'caller'].map((name) => `${name}=${encodeURIComponent(String(facts[name] ?? ''))}`).join('&')
  return `${place}${place.includes('?') ? '&' : '?'}${more}${hash === undefined ? '' : `#${hash}`}`
}

function requestOf(action: Api, facts: Record<string, unknown>): { url: string; body?: string } {
  const { method, url, body } = action
  if (method === 'GET' || method === 'HEAD') return { url: withCaller(url, facts) }
  const sent = body ?? { ...facts, direction: undefined, variables: chosen(facts.variables, action.variables) }
  return { url, body: typeof sent === 'string' ? sent : JSON.stringify(sent) }
}

/** Asks; whatever comes of it, the API's being out of reach included, is told as an answer. */
export async function api(work: Work, action: Api): Promise<Outcome> {
  const { call } = work
  const { url, body } = requestOf(action, work.facts())
  const answer = await waitFor(call, (signal) =>
    work.http.request(
      {
        method: action.method,
        url,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...action.headers },
        ...(body === undefined ? {} : { body }),
        timeoutMs: Math.min(action.timeout, 120) * 1000,
        maxBytes: apiBytes,
      },
      signal,
    ),
  )
  if (answer.result !== 'answered') {
    call.trace('step.failed', { step: action.step_id ?? '', detail: `the API did not answer: ${answer.error}` })
    return told(work, 0, '')
  }
  return told(work, answer.status, new TextDecoder().decode(answer.body))
}

function told(work: Work, status: number, text: string): Outcome {
  work.set('api_response', text)
  work.set('api_status', String(status))
  work.set('api_result', text)
  return { kind: 'done', event: { type: 'api_response', status, body: status === 0 ? null : jsonOr(text) } }
}

/** Asks for JSON by GET. Throws RemoteFailure. */
export async function fetched(work: Work, url: string, timeoutMs: number): Promise<unknown> {
  const answer = await waitFor(work.call, (signal) =>
    work.http.request({ method: 'GET', url, headers: {}, timeoutMs, maxBytes: apiBytes }, signal),
  )
  if (answer.result !== 'answered') throw new RemoteFailure('request', answer.error)
  if (answer.status < 200 || answer.status >= 300) throw new RemoteFailure('request', `the server answered ${answer.status}`)
  return jsonOr(new TextDecoder().decode(answer.body))
}

/** JSON where it is, else the text itself. */
export function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
