// WebSockets to the office's audio endpoints: no redirects, no compression, no forbidden addresses, frames bounded in size.
import WebSocket from 'ws'
import type { StreamSocket, StreamSocketEvents, StreamSockets } from '../../engine/ports.ts'
import { ForbiddenAddress, type Networks, networkGuard, type OwnPorts, portOf } from './addresses.ts'
import { noSecrets, type ReadSecret, secretValues } from './secretValues.ts'

/** The largest frame that is read, bytes. */
const mostBytes = 1024 * 1024
const handshakeMs = 5000

/** Opens them; `networks` and `ownPorts` as for requests. */
export function streamSockets(
  networks: Networks = () => [],
  ownPorts: OwnPorts = () => [],
  readSecret: ReadSecret = noSecrets,
): StreamSockets {
  const guard = networkGuard(networks, ownPorts)
  return {
    open(request, events, signal) {
      const values = secretValues(request.nonce, readSecret)
      const { url, headers } = values.request(request)
      const parsed = URL.parse(url)
      if (!parsed || (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:'))
        return Promise.reject(new Error('Not a ws or wss address.'))
      const port = portOf(parsed)
      if (guard.forbids(parsed.hostname, port)) return Promise.reject(new ForbiddenAddress(parsed.hostname))
      const options = {
        handshakeTimeout: handshakeMs,
        maxPayload: mostBytes,
        perMessageDeflate: false,
        lookup: guard.lookupFor(port),
      }
      const socket = new WebSocket(url, { ...options, headers: { 'user-agent': 'Cordboard', ...headers } })
      return opened(socket, values.fill, events, signal).catch((error: unknown) => {
        if (error instanceof Error) error.message = values.hide(error.message)
        throw error
      })
    },
  }
}

function opened(
  socket: WebSocket,
  fill: (text: string) => string,
  events: StreamSocketEvents,
  signal: AbortSignal | undefined,
): Promise<StreamSocket> {
  return new Promise((resolve, reject) => {
    const give = () => socket.terminate()
    signal?.addEventListener('abort', give, { once: true })
    let open = false
    socket.on('error', (error) => {
      if (!open) reject(error) // afterwards the close that follows is told
    })
    socket.on('open', () => {
      open = true
      resolve({
        send: (data) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(typeof data === 'string' ? fill(data) : data)
        },
        get waiting() {
          return socket.bufferedAmount
        },
        close: () => socket.close(1000),
      })
    })
    socket.on('message', (data: Buffer, binary) => events.message(binary ? data : data.toString()))
    socket.on('close', (code) => {
      signal?.removeEventListener('abort', give)
      if (open) events.closed(code)
      else reject(new Error('The endpoint closed the connection.'))
    })
    if (signal?.aborted) give()
  })
}
