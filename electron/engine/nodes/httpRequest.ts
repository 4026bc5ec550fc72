// HTTP Request: the call waits for a web service's answer and keeps parts of it.
import { z } from 'zod'
import { readPointer } from '../../../shared/domain/jsonPointer.ts'
import { SecretReferences, withNames } from '../../../shared/domain/secretReference.ts'
import { inJson } from '../../../shared/domain/template.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import type { Http, HttpAnswer, HttpRequest } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { behaviour } from './behaviour.ts'

/** What a variable keeps of an answer, characters. */
const mostText = 10_000

/** Methods that may be sent again when the host died while one was under way (RFC 9110, 9.2.2). */
const repeatable = new Set(['GET', 'PUT', 'DELETE'])

export const httpRequest = ({ http }: { http: Http }) =>
  behaviour('httpRequest', z.object({ sent: z.literal(true) }), async ({ call, config, state, checkpoint }) => {
    if (state?.sent && !repeatable.has(config.method))
      return fails(call, config, 'The host was restarted while it waited for the answer.')
    checkpoint({ sent: true })
    const request = requestOf(call, config)
    call.trace('http.sent', { method: request.method, url: withNames(withoutQuery(request.url)) })
    const answer = await http.request(request, call.signal)
    call.check()
    return take(call, config, answer)
  })

function requestOf(call: Call, config: ConfigOf<'httpRequest'>): HttpRequest {
  const secrets = new SecretReferences(() => call.pbx.chance.id())
  const headers = secrets.values(config.headers, call.read)
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const body = config.method === 'GET' || config.body === '' ? undefined : bodyOf(call, config.body, type, secrets)
  if (body !== undefined && type === undefined) headers['content-type'] = 'application/json'
  const url = secrets.fill(config.url, 'uri', (name) => encodeURIComponent(call.read(name)))
  const { method, timeoutMs } = config
  return { method, url, headers, timeoutMs, ...(body === undefined ? {} : { body }), ...secrets.nonce }
}

function bodyOf(call: Call, body: string, type: string | undefined, secrets: SecretReferences): string {
  if (type === undefined || /json/i.test(type)) return secrets.fill(body, 'json', (name) => inJson(call.read(name)))
  const form = /x-www-form-urlencoded/i.test(type)
  return form ? secrets.fill(body, 'uri', (name) => encodeURIComponent(call.read(name))) : secrets.fill(body, 'plain', call.read)
}

/** Query strings hold numbers and keys; the trace needs neither. */
const withoutQuery = (url: string): string => url.replace(/\?.*$/, '?…')

function take(call: Call, config: ConfigOf<'httpRequest'>, answer: HttpAnswer): 'ok' | 'error' {
  if (answer.result !== 'answered') return fails(call, config, answer.error)
  call.set('http.status', String(answer.status))
  const good = answer.status >= 200 && answer.status < 300
  const read = valuesOf(config, answer.body)
  if (read === null && good) return fails(call, config, 'The answer is not JSON.', answer.status)
  for (const { name } of config.read) call.set(name, read?.get(name) ?? '')
  if (!good) return fails(call, config, `The server answered ${answer.status}.`, answer.status, read)
  call.set('http.error', '')
  call.trace('http.answered', { status: answer.status, bytes: answer.body.length })
  return 'ok'
}

/** The variables to read out of a body; null when it is no JSON. */
function valuesOf({ read }: ConfigOf<'httpRequest'>, body: Uint8Array): Map<string, string> | null {
  if (read.length === 0) return new Map()
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
  return new Map(read.map(({ name, pointer }) => [name, textOf(readPointer(json, pointer)).slice(0, mostText)]))
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Leaves by `error`; what an error answer brought is kept, so that a flow can say why. */
function fails(
  call: Call,
  config: ConfigOf<'httpRequest'>,
  error: string,
  status?: number,
  read: Map<string, string> | null = null,
): 'error' {
  call.set('http.status', status === undefined ? '' : String(status))
  call.set('http.error', error)
  for (const { name } of config.read) call.set(name, read?.get(name) ?? '')
  call.trace('http.failed', { error, ...(status === undefined ? {} : { status }) })
  return 'error'
}
