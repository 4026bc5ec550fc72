// One port for the network. A connection's first byte says what it is: TLS is served, plain HTTP only to this computer itself and to
// proxies in front; anyone else who speaks plain HTTP is sent to https, but for an issuer of certificates. Why one port: docs/decisions/021-tls.md.
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { BlockList, createServer, isIPv4, isIPv6, type Socket } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { CertificateInForce, HostCertificate } from '../../host/hostPort.ts'
import { isOurs } from './security.ts'

/** The content type of a TLS handshake, with which a connection begins (RFC 8446, 5.1); no HTTP method begins so. */
const tlsHandshake = 0x16
/** Who connects and says nothing, or does not end the handshake, is let go after this time, ms. */
const silenceMs = 10_000

export type TlsListener = {
  /** What TLS connections are served by; its WebSockets are upgraded like those of the plain one. */
  server: HttpsServer
  /** Listens; returns the port. */
  listen(address: string, port: number): Promise<number>
  /** The name or address under which consoles on the network reach this host; `given`: names it was started with. */
  bestName(given: readonly string[]): string
  close(): Promise<void>
}

type Given = {
  /** Names it answers to; with another certificate this computer's names then, and the certificate's, are added. */
  names: Set<string>
  namesNow(): Iterable<string>
  /** Addresses and networks of proxies that may speak plain HTTP: they end the TLS of those behind them. */
  plainFrom: readonly string[]
}

/** Serves `app` with TLS, with the certificate in force for each new connection. */
export function tlsListener(
  app: FastifyInstance,
  certificate: HostCertificate,
  { names, namesNow, plainFrom }: Given,
): TlsListener {
  const server = createHttpsServer(
    { ...secureContext(certificate.current()), handshakeTimeout: silenceMs },
    (request, response) => app.routing(request, response),
  )
  server.keepAliveTimeout = app.server.keepAliveTimeout
  server.requestTimeout = app.server.requestTimeout
  const redirecting = createHttpServer((request, response) => {
    const answer = certificate.challenges.answer(request.url)
    if (answer === null) return redirect(request, response, names)
    response.writeHead(200, { 'content-type': 'text/plain', connection: 'close' }).end(answer)
  })
  const proxies = blockList(plainFrom)
  const sockets = new Set<Socket>()
  const front = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    firstBytes(socket, (bytes) => {
      if (certificate.challenges.isChallenge(bytes)) return certificate.challenges.take(socket)
      if (bytes[0] === tlsHandshake) return server.emit('connection', socket)
      // HTTP allows a client to end its side after the request.
      socket.allowHalfOpen = true
      const plain = isThisComputer(socket) || includes(proxies, socket.remoteAddress)
      return (plain ? app.server : redirecting).emit('connection', socket)
    })
  })
  // What the office had certified as its own is its own; what the host certified itself are this computer's names.
  const addNames = () => {
    for (const name of [...namesNow(), ...certificate.current().names.dns]) names.add(name)
  }
  addNames()
  const forget = certificate.follow(() => {
    server.setSecureContext(secureContext(certificate.current()))
    addNames()
  })
  const inner = [app.server, server, redirecting]
  return {
    server,
    async listen(address, port) {
      await app.ready()
      // They listen to nobody themselves; from this event on they watch for requests that never end.
      for (const each of inner) each.emit('listening')
      await new Promise<void>((resolve, reject) => {
        front.once('error', reject)
        front.listen(port, address, resolve)
      })
      front.removeAllListeners('error')
      front.on('error', () => {}) // a connection that could not be taken: the others go on
      const bound = front.address()
      return typeof bound === 'object' && bound ? bound.port : port
    },
    bestName: (given) => bestName(certificate.current(), given),
    async close() {
      forget()
      const closed = new Promise<void>((resolve) => front.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      for (const each of inner) each.close(() => {}) // ends what watches; that it did not listen is no fault
      await closed
    },
  }
}

const secureContext = ({ certificate, key }: CertificateInForce) => ({ cert: certificate, key, minVersion: 'TLSv1.2' as const })

/** Looks at what a connection begins with and leaves it to be read again. */
function firstBytes(socket: Socket, then: (bytes: Buffer) => void): void {
  const silent = () => socket.destroy()
  socket.setTimeout(silenceMs, silent)
  const read = () => {
    const bytes: Buffer | null = socket.read()
    if (bytes === null) return // ended without a word, or not yet
    socket.off('readable', read)
    socket.off('timeout', silent)
    socket.setTimeout(0)
    socket.unshift(bytes)
    then(bytes)
  }
  socket.on('readable', read)
}

/** Came to the loopback address from the loopback: nobody on the network can do either. */
function isThisComputer({ localAddress = '', remoteAddress = '' }: Socket): boolean {
  return /^(?:::ffff:)?127\.0\.0\.1$|^::1$/.test(localAddress) && /^(?:::ffff:)?127\.|^::1$/.test(remoteAddress)
}

function blockList(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

function includes(list: BlockList, address = ''): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address
  return mapped !== '' && list.check(mapped, isIPv4(mapped) ? 'ipv4' : 'ipv6')
}

/** Reading is asked for again over https; what changes something, or opens a WebSocket, is refused: it was readable on the way. */
function redirect(request: IncomingMessage, response: ServerResponse, names: ReadonlySet<string>): void {
  const { host } = request.headers
  const reads = request.method === 'GET' || request.method === 'HEAD'
  response.setHeader('connection', 'close')
  if (!isOurs({ ...(host === undefined ? {} : { host }) }, names)) return void response.writeHead(403).end()
  // A phone's code stands in the address, which was readable on the way.
  const secret = request.url?.startsWith('/provision/') ?? false
  if (reads && !secret && request.headers.upgrade === undefined && request.url?.startsWith('/'))
    return void response.writeHead(308, { location: `https://${host}${request.url}`, 'content-length': 0 }).end()
  response.writeHead(426, { upgrade: 'TLS/1.2, HTTP/1.1', connection: 'Upgrade, close', 'content-type': 'text/plain' })
  response.end('This host speaks HTTPS and WSS on the network.\n')
}

/** A certificate that others issued says it; else the first address that others can reach, or the computer's name. */
function bestName({ kind, names }: CertificateInForce, given: readonly string[]): string {
  // One for `*.office.example` names no computer.
  const named = kind !== 'made' ? (names.dns.find((name) => !name.includes('*')) ?? given[0]) : undefined
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? [])
  return named ?? addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? hostname()
}
