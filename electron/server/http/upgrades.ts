// WebSockets: `/rpc` for consoles (a ticket as a subprotocol, or the cookie), `/sip` for their softphones (the cookie, or a ticket).
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { maxFrameBytes } from '../../../shared/contract/base.ts'
import type { Host } from '../../host/hostPort.ts'
import type { RpcContext } from '../../host/services.ts'
import type { SignIn } from '../auth/signIn.ts'
import type { RpcServer } from '../rpc/transports/serve.ts'
import { serveWebSocket } from '../rpc/transports/webSocket.ts'
import { isOurs } from './security.ts'
import { tokenInCookies } from './session.ts'
import { proxySip } from './sipProxy.ts'

/** A peer that answers no ping within this time is gone, ms. */
const pingMs = 20_000
/** Our own close code: signed out. */
const signedOut = 4401
const mostSockets = 500

const refusals = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const
type Refusal = keyof typeof refusals

type Deps = { servers: readonly Server[]; host: Host; rpc: RpcServer; signIn: SignIn; names: ReadonlySet<string> }

/** Serves upgrades until `close()`. */
export function acceptUpgrades({ servers, host, rpc, signIn, names }: Deps): { close(): void } {
  const sockets = new Map<WebSocket, string>()
  const options = { noServer: true, perMessageDeflate: false, clientTracking: false } as const
  const consoles = new WebSocketServer({ ...options, maxPayload: maxFrameBytes, handleProtocols: offered('cordboard') })
  const phones = new WebSocketServer({ ...options, maxPayload: 256 * 1024, handleProtocols: offered('sip') })

  function accept(ws: WebSocket, admission: Admission): void {
    sockets.set(ws, admission.token)
    ws.on('close', () => sockets.delete(ws))
    keepAlive(ws, host, () => signIn.user(admission.token) !== null)
    if (admission.path === '/sip') proxySip(ws, admission.sipUrl, host.deps)
    else serveWebSocket(rpc, ws, contextFor(admission.token, signIn))
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const admission = sockets.size < mostSockets ? admit(request, host, signIn, names) : 503
    if (typeof admission === 'number') refuse(socket, admission)
    else {
      const upgrader = admission.path === '/sip' ? phones : consoles
      upgrader.handleUpgrade(request, socket, head, (ws) => accept(ws, admission))
    }
  }

  for (const server of servers) server.on('upgrade', upgrade)
  const forget = signIn.onSignOut((token) => {
    for (const [socket, of] of sockets) if (of === token) socket.close(signedOut, 'signed out')
  })
  return {
    close() {
      forget()
      for (const server of servers) server.off('upgrade', upgrade)
      for (const socket of sockets.keys()) {
        socket.close(1001, 'the host is stopping')
        socket.terminate()
      }
    },
  }
}

const protocolsOf = (request: IncomingMessage) =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())

const offered = (protocol: string) => (protocols: Set<string>) => (protocols.has(protocol) ? protocol : false)

type Admission = { token: string } & ({ path: '/rpc' } | { path: '/sip'; sipUrl: string })

/** What the request may have, or the status that refuses it. */
function admit(request: IncomingMessage, host: Host, signIn: SignIn, names: ReadonlySet<string>): Admission | Refusal {
  const path = (request.url ?? '').split('?')[0]
  if (path !== '/rpc' && path !== '/sip') return 404
  if (!isOurs({ host: request.headers.host, origin: request.headers.origin }, names)) return 403
  const token = admitted(request, signIn)
  if (token === null) return 401
  if (!protocolsOf(request).includes(path === '/sip' ? 'sip' : 'cordboard')) return 400
  if (path === '/rpc') return { path, token }
  const sipUrl = host.sipWebSocketUrl()
  return sipUrl === null ? 503 : { path, token, sipUrl }
}

/** The session's token, of a ticket or of the cookie, while it is one. */
function admitted(request: IncomingMessage, signIn: SignIn): string | null {
  const ticket = protocolsOf(request).find((protocol) => protocol.startsWith('ticket.'))
  const token = ticket ? signIn.tickets.redeem(ticket.slice(7)) : tokenInCookies(request.headers.cookie)
  return token !== null && signIn.user(token) ? token : null
}

/** `user` is looked up for every call, so that a session that ends ends here, too. */
const contextFor = (token: string, signIn: SignIn): RpcContext => ({
  get user() {
    return signIn.user(token)
  },
  consoleId: randomUUID(),
  session: token,
})

function refuse(socket: Duplex, status: Refusal): void {
  socket.end(`HTTP/1.1 ${status} ${refusals[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Ends a connection whose peer is gone, or whose user was removed or got another password in the meantime. */
function keepAlive(socket: WebSocket, { deps }: Host, signedIn: () => boolean): void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const beat = () => {
    if (!answered) return socket.terminate()
    if (!signedIn()) return socket.close(signedOut, 'signed out')
    answered = false
    socket.ping()
    timer = deps.clock.after(pingMs, beat)
  }
  let timer = deps.clock.after(pingMs, beat)
  socket.on('close', () => timer.cancel())
}
