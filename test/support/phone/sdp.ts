// Session descriptions (RFC 4566): one audio stream, PCMU and telephone events.

export interface RemoteMedia {
  address: string
  port: number
  eventType: number
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
}

const EVENTS = 101

/** An offer or answer from `address:port`. */
export function describeMedia(
  address: string,
  port: number,
  direction: RemoteMedia['direction'] = 'sendrecv',
  eventType = EVENTS,
): string {
  const id = Math.floor(Date.now() / 1000)
  return `${[
    'v=0',
    `o=phone ${id} ${Math.floor(performance.now())} IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP 0 ${eventType}`,
    'a=rtpmap:0 PCMU/8000',
    `a=rtpmap:${eventType} telephone-event/8000`,
    `a=fmtp:${eventType} 0-15`,
    'a=ptime:20',
    `a=${direction}`,
  ].join('\r\n')}\r\n`
}

/** What the other side wants, or undefined where it offers no PCMU audio. */
export function readMedia(sdp: string): RemoteMedia | undefined {
  const audio = /^m=audio (\d+) \S+ (.+?)\r?$/m.exec(sdp)
  const address = /^c=IN IP4 (\S+?)\r?$/m.exec(sdp)?.[1]
  if (!audio || !address || !audio[2]?.split(' ').includes('0')) return undefined
  const eventType = Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(sdp)?.[1] ?? EVENTS)
  const direction = (/^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1] ?? 'sendrecv') as RemoteMedia['direction']
  return { address, port: Number(audio[1]), eventType, direction }
}
