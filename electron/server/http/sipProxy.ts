// SIP over WebSocket through the host's own origin (RFC 7118): frames both ways, with back-pressure, closed together.
import { WebSocket } from 'ws'
import type { Uses } from '../../host/services.ts'

/** A side that has this many bytes unsent stops the other from being read. */
const high = 1_000_000
const low = 200_000
/** After a close, the other side has this long to agree, ms. */
const closingMs = 2_000
const largestMessage = 256 * 1024

/** Connects a signed-in softphone to the telephone system and carries frames until one side is gone. */
export function proxySip(client: WebSocket, url: string, deps: Uses<'clock' | 'log'>): void {
  const upstream = new WebSocket(url, 'sip', {
    // A managed Asterisk has a certificate of its own making; on loopback there is nobody between.
    rejectUnauthorized: !onLoopback(url),
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handshakeTimeout: 5_000,
  })
  client.pause()
  upstream.on('open', () => client.resume())
  upstream.on('error', (error) => deps.log.warn('the telephone system’s SIP WebSocket failed', { error: error.message }))
  // Followed by `close`.
  client.on('error', () => {})
  pump(client, upstream)
  pump(upstream, client)
  closeTogether(client, upstream, deps)
  closeTogether(upstream, client, deps)
}

function pump(from: WebSocket, to: WebSocket): void {
  from.on('message', (data, binary) => {
    if (to.readyState !== WebSocket.OPEN) return
    to.send(data, { binary }, () => {
      if (from.isPaused && to.bufferedAmount < low && to.readyState === WebSocket.OPEN) from.resume()
    })
    if (to.bufferedAmount > high) from.pause()
  })
}

function closeTogether(from: WebSocket, to: WebSocket, { clock }: Uses<'clock'>): void {
  from.on('close', (code, reason) => {
    if (to.readyState === WebSocket.CLOSED) return
    // A paused socket would never read the other side's close.
    to.resume()
    if (to.readyState === WebSocket.CONNECTING) return to.terminate()
    if (to.readyState === WebSocket.OPEN) to.close(sendable(code), reason)
    const timer = clock.after(closingMs, () => to.terminate())
    to.once('close', () => timer.cancel())
  })
}

/** 1005, 1006 and 1015 are never sent on the wire (RFC 6455 §7.4.1); 1013 says: try again. */
const sendable = (code: number) => (code === 1005 ? 1000 : code === 1006 || code === 1015 ? 1013 : code)

const onLoopback = (url: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
