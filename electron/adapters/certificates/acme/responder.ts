// Answers the issuer's questions whether a name is this host's: a file by HTTP, or a certificate within TLS. Nothing else is served.
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, type SecureContext, type Server as TlsServer } from 'node:tls'
import type { AcmeChallenge } from '../../../../shared/domain/acme.ts'
import { AcmeError } from './problems.ts'

const folder = '/.well-known/acme-challenge/'
/** RFC 8737, 4. */
const protocol = 'acme-tls/1'
/** The protocol's name as a TLS greeting carries it, after its length (RFC 7301, 3.1). */
const greeting = Buffer.concat([Buffer.from([protocol.length]), Buffer.from(protocol)])

export type Responder = ReturnType<typeof openResponder>

/** `address`: where it listens, where that is not everywhere; `consolePort`: where the console's own listener asks this one. */
export function openResponder({ address, consolePort }: { address?: string; consolePort(): number | null }) {
  const files = new Map<string, string>()
  const certificates = new Map<string, SecureContext>()
  const tls: TlsServer = createTlsServer(
    {
      ALPNProtocols: [protocol],
      SNICallback(name, done) {
        const found = certificates.get(name.toLowerCase())
        if (found) done(null, found)
        else done(new Error('no such name is asked for'))
      },
    },
    (socket) => socket.end(), // the handshake was the answer
  )
  tls.on('tlsClientError', (_error, socket) => socket.destroy())
  const http = createHttpServer((request, response) => {
    const text = answer(request.url)
    response.writeHead(text === null ? 404 : 200, { 'content-type': 'text/plain', connection: 'close' }).end(text ?? '')
  })
  /** The text that the issuer asks for at that path; null for any other. */
  const answer = (path: string | undefined): string | null =>
    path?.startsWith(folder) ? (files.get(path.slice(folder.length)) ?? null) : null
  return {
    answer,
    /** Whether a connection that begins with these bytes is the issuer's, on the console's own port. */
    isChallenge: (bytes: Buffer): boolean => certificates.size > 0 && bytes.includes(greeting),
    /** Takes such a connection. */
    take: (socket: Socket): void => void tls.emit('connection', socket),
    /** Has the text at the token's path; returns what takes it away. */
    file(token: string, text: string): () => void {
      files.set(token, text)
      return () => files.delete(token)
    },
    /** Has the certificate (PEM) for that name; returns what takes it away. */
    certificate(name: string, key: string | Buffer, certificate: string | Buffer): () => void {
      certificates.set(name, createSecureContext({ key, cert: certificate }))
      return () => certificates.delete(name)
    },
    /** Listens on the port until the returned function is called; the console's own needs nobody more. Throws AcmeError. */
    async listen(challenge: AcmeChallenge, port: number): Promise<() => Promise<void>> {
      if (port === consolePort()) return async () => {}
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => sockets.delete(socket))
        const to = challenge === 'http-01' ? http : tls
        to.emit('connection', socket)
      })
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(refused(error, port)))
        server.listen({ port, ...(address === undefined ? {} : { host: address }) }, resolve)
      })
      server.removeAllListeners('error')
      server.on('error', () => {}) // one connection that could not be taken
      return () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          for (const socket of sockets) socket.destroy()
        })
    },
  }
}

function refused(error: NodeJS.ErrnoException, port: number): unknown {
  if (error.code === 'EADDRINUSE') return new AcmeError('portTaken', `port ${port}`, error)
  if (error.code === 'EACCES') return new AcmeError('portForbidden', `port ${port}`, error)
  return error
}
