// SIP messages (RFC 3261): parsing, writing, and the few header details a phone needs.

export interface SipMessage {
  /** Request line's method, or undefined for a response. */
  method?: string
  uri?: string
  status?: number
  phrase?: string
  /** Lower-case long names; several headers of one name keep their order. */
  headers: [name: string, value: string][]
  body: string
}

const COMPACT: Record<string, string> = {
  i: 'call-id',
  m: 'contact',
  f: 'from',
  t: 'to',
  v: 'via',
  l: 'content-length',
  c: 'content-type',
  o: 'event',
  r: 'refer-to',
}

/** Parses one datagram; undefined for keep-alives and what is no SIP. */
export function parseSip(text: string): SipMessage | undefined {
  const split = text.indexOf('\r\n\r\n')
  const head = (split < 0 ? text : text.slice(0, split)).split('\r\n')
  const first = head.shift() ?? ''
  const headers = head.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':')
    if (colon < 1) return []
    const name = line.slice(0, colon).trim().toLowerCase()
    return [[COMPACT[name] ?? name, line.slice(colon + 1).trim()]]
  })
  const body = split < 0 ? '' : text.slice(split + 4)
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first)
  if (response) return { status: Number(response[1]), phrase: response[2] ?? '', headers, body }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first)
  if (!request) return undefined
  return { method: request[1], uri: request[2], headers, body }
}

/** The message as it goes on the wire, with its Content-Length. */
export function writeSip(message: SipMessage): string {
  const first = message.method ? `${message.method} ${message.uri} SIP/2.0` : `SIP/2.0 ${message.status} ${message.phrase ?? ''}`
  const lines = message.headers.map(([name, value]) => `${canonical(name)}: ${value}`)
  return `${[first, ...lines, `Content-Length: ${Buffer.byteLength(message.body)}`].join('\r\n')}\r\n\r\n${message.body}`
}

const SPECIAL: Record<string, string> = { 'call-id': 'Call-ID', cseq: 'CSeq', 'www-authenticate': 'WWW-Authenticate' }
const canonical = (name: string): string =>
  SPECIAL[name] ?? name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase())

/** First header of that (lower-case) name. */
export const header = (message: SipMessage, name: string): string | undefined => message.headers.find(([n]) => n === name)?.[1]

export const tagOf = (value: string | undefined): string | undefined => /;tag=([^;>\s]+)/.exec(value ?? '')?.[1]
export const uriOf = (value: string | undefined): string | undefined =>
  /<([^>]+)>/.exec(value ?? '')?.[1] ?? /^\s*([a-z]+:[^;\s]+)/.exec(value ?? '')?.[1]
export const userOf = (value: string | undefined): string => /sips?:([^@;>]+)@/.exec(value ?? '')?.[1] ?? ''
export const branchOf = (message: SipMessage): string => /branch=([^;,\s]+)/.exec(header(message, 'via') ?? '')?.[1] ?? ''

/** Name part of a From or To header, without quotes. */
export const nameOf = (value: string | undefined): string => /^\s*"?([^"<]*?)"?\s*</.exec(value ?? '')?.[1] ?? ''

/** A response to `request` with the headers which RFC 3261 8.2.6.2 copies; `toTag` is added where there is none. */
export function responseTo(
  request: SipMessage,
  status: number,
  phrase: string,
  toTag?: string,
  extra: [string, string][] = [],
  body = '',
): SipMessage {
  const copied = request.headers
    .filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq', 'record-route'].includes(name))
    .map(([name, value]): [string, string] => [name, name === 'to' && toTag && !tagOf(value) ? `${value};tag=${toTag}` : value])
  return { status, phrase, headers: [...copied, ...extra, ['server', 'cordboard-test-phone']], body }
}
