// The little SIP that finding phones takes (RFC 3261; the package ua-profile is RFC 6080): a SUBSCRIBE read, its answer and a NOTIFY written.

export type SipRequest = {
  method: string
  uri: string
  /** By lower-case long names, in their order. */
  headers: readonly (readonly [name: string, value: string])[]
}

const longNames: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  o: 'event',
  l: 'content-length',
}

/** Null for an answer, and for what is no SIP. */
export function readRequest(datagram: Buffer): SipRequest | null {
  const [head = ''] = datagram.toString('utf8').split('\r\n\r\n', 1)
  const [first = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const [, method = '', uri = ''] = /^([A-Z]{3,20}) (\S{1,500}) SIP\/2\.0$/.exec(first) ?? []
  if (method === '') return null
  const headers = lines.flatMap((line): [string, string][] => {
    const [, name = '', value = ''] = /^([\w-]{1,40})\s*:\s*(.*)$/.exec(line) ?? []
    const lower = name.toLowerCase()
    return name === '' ? [] : [[longNames[lower] ?? lower, value]]
  })
  return { method, uri, headers }
}

export const headerOf = ({ headers }: SipRequest, name: string): string => headers.find(([each]) => each === name)?.[1] ?? ''

/** A parameter of a header's value, without quotes; `''` where there is none. */
export const parameterOf = (value: string, name: string): string => {
  const [, quoted, plain] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;,\\s]*))`, 'i').exec(value) ?? []
  return quoted ?? plain ?? ''
}

/** Takes a subscription; `tag`: ours. */
export function accepted(request: SipRequest, { tag, contact }: { tag: string; contact: string }): string {
  const copied = request.headers
    .filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
    .map(
      ([name, value]) =>
        `${name === 'call-id' ? 'Call-ID' : capital(name)}: ${value}${name === 'to' && !/;tag=/i.test(value) ? `;tag=${tag}` : ''}`,
    )
  return ['SIP/2.0 200 OK', ...copied, `Contact: <${contact}>`, 'Expires: 0', 'Content-Length: 0', '', ''].join('\r\n')
}

const capital = (name: string): string => (name === 'cseq' ? 'CSeq' : name.charAt(0).toUpperCase() + name.slice(1))

type Notify = { tag: string; branch: string; contact: string; local: string; url: string }

/** Where the phone's settings are, and the end of the subscription. */
export function notification(request: SipRequest, { tag, branch, contact, local, url }: Notify): string {
  const to = headerOf(request, 'from')
  const from = headerOf(request, 'to')
  const target = /<([^>]+)>/.exec(headerOf(request, 'contact'))?.[1] ?? /<([^>]+)>/.exec(to)?.[1] ?? request.uri
  return [
    `NOTIFY ${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${local};branch=z9hG4bK${branch};rport`,
    'Max-Forwards: 20',
    `From: ${/;tag=/i.test(from) ? from : `${from};tag=${tag}`}`,
    `To: ${to}`,
    `Call-ID: ${headerOf(request, 'call-id')}`,
    'CSeq: 1 NOTIFY',
    `Contact: <${contact}>`,
    'Event: ua-profile',
    'Subscription-State: terminated;reason=timeout',
    'Content-Type: application/url',
    `Content-Length: ${Buffer.byteLength(url)}`,
    '',
    url,
  ].join('\r\n')
}
