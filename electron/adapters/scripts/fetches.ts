// What scripts may ask of other servers: those that the machine's file allows, through the host's own way out.
import { scriptFetch } from '../../../shared/domain/scripts.ts'
import type { Http } from '../../engine/ports.ts'
import type { Answered } from './confine.ts'

const timeoutMs = 30_000

/** Whether a list such as `api.example.com`, `*.example.com` or `shop.example:8443` names the address. */
export function allowsHost(hosts: readonly string[], url: URL): boolean {
  return hosts.some((each) => {
    const [name = '', port] = each.toLowerCase().split(':')
    const fits = name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name
    return fits && (port === undefined ? url.port === '' : url.port === port)
  })
}

/** Performs one. Rejects with a sentence for the script. */
export async function fetchFor(
  given: { http: Http; hosts: () => readonly string[] },
  args: unknown[],
  signal: AbortSignal,
): Promise<Answered> {
  const [url, { method, headers, body }] = scriptFetch.parse(args)
  const { host } = new URL(url)
  if (!allowsHost(given.hosts(), new URL(url)))
    throw new TypeError(`scripts may not reach ${host}; programs.json names where they may`)
  const request = { method, url, headers, timeoutMs, redirects: false, ...(body === null ? {} : { body }) }
  const answer = await given.http.request(request, signal)
  if (answer.result !== 'answered') throw new TypeError(answer.error)
  return { status: answer.status, headers: answer.headers, body: answer.body }
}
