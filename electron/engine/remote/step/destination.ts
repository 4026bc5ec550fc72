// Where a provider sends a caller, as RustPBX writes it: a prefix for what it is, a name, and a query with where to return to and more.

export type Destination = {
  kind: 'ivr' | 'queue' | 'voicemail' | 'conference' | 'plain'
  name: string
  /** Of the query, without what is about returning. */
  params: Record<string, string>
  returnApp?: string
  returnTarget?: string
}

const kinds: Record<string, Destination['kind']> = {
  toivr: 'ivr',
  ivr: 'ivr',
  queue: 'queue',
  voicemail: 'voicemail',
  conference: 'conference',
}

type Pairs = Iterable<[string, string]>

function returnIn(pairs: Pairs): Pick<Destination, 'params' | 'returnApp' | 'returnTarget'> {
  const { return_app: app, return_target: target, return_to_ivr: ivr, ...params } = Object.fromEntries(pairs)
  const back = target || ivr
  return { params, ...(app ? { returnApp: app } : {}), ...(back ? { returnTarget: back } : {}) }
}

/** Reads `ivr:menu?order=7`, `queue:sales?return_app=ivr&return_target=main`, `voicemail:201`, `tel:+49…`, `sip:…` and bare names. */
export function destinationOf(text: string): Destination {
  const trimmed = text.trim()
  const [, prefix = '', rest = ''] = /^(\w+):(.*)$/s.exec(trimmed) ?? []
  const kind = kinds[prefix.toLowerCase()]
  const [name = '', query = ''] = (kind ? rest : trimmed.replace(/^tel:/i, '')).split(/\?(.*)/s)
  const { params, ...back } = returnIn(new URLSearchParams(query))
  if (kind) return { kind, name: name.trim(), params, ...back }
  // The headers of a SIP address stay with it.
  const own = new URLSearchParams(params).toString()
  const plain = /^sips?:/i.test(name) && own !== '' ? `${name}?${own}` : name
  return { kind: 'plain', name: plain.trim(), params, ...back }
}

/** The address of a room and what RustPBX lets its query say: the rate, the time, headers (`_hdr_…`), where to return to. */
export type RoomAddress = {
  url: string
  headers: Record<string, string>
  sampleRate?: number
  timeoutMs?: number
  returnApp?: string
  returnTarget?: string
}

/** Reads it; null for what is no web address. */
export function roomAddress(text: string): RoomAddress | null {
  if (!/^(wss?|https?):\/\/\S+$/i.test(text.trim())) return null
  const [place = '', query = ''] = text.trim().split(/\?(.*)/s)
  const rest: string[] = []
  const headers: Record<string, string> = {}
  const said: [string, string][] = []
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const [[name, value] = ['', '']] = [...new URLSearchParams(pair)]
    if (name.startsWith('_hdr_')) headers[name.slice('_hdr_'.length)] = value
    else if (/^(samplerate|codec|timeout_ms|return_app|return_target|return_to_ivr)$/.test(name)) said.push([name, value])
    else rest.push(pair)
  }
  const { params, ...back } = returnIn(said)
  const number = (value: string | undefined) => (value !== undefined && Number(value) > 0 ? Number(value) : undefined)
  const [sampleRate, timeoutMs] = [number(params.samplerate), number(params.timeout_ms)]
  return {
    url: rest.length > 0 ? `${place}?${rest.join('&')}` : place,
    headers,
    ...(sampleRate === undefined ? {} : { sampleRate }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...back,
  }
}
