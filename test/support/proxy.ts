// A TCP proxy which can be cut, frozen and closed, to try what networks do.

import { connect, createServer, type Socket } from 'node:net'

export interface NetworkProxy {
  readonly port: number
  /** Breaks all connections; new ones are accepted. */
  cut(): void
  /** Connections stay, nothing passes any more; new ones are accepted and say nothing. */
  freeze(frozen: boolean): void
  /** Refuses connections (and breaks those there are) until it is `false` again. */
  refuse(refused: boolean): Promise<void>
  close(): Promise<void>
}

/** Passes everything on to `port` of `host`, `delayMs` later. */
export async function startProxy(port: number, host = '127.0.0.1', delayMs = 0): Promise<NetworkProxy> {
  const sockets = new Set<Socket>()
  let frozen = false
  const accept = (inner: Socket) => {
    const outer = connect({ port, host, noDelay: true })
    inner.setNoDelay(true)
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => {
        if (frozen) return
        if (delayMs === 0) to.write(data)
        else setTimeout(() => to.destroyed || to.write(data), delayMs)
      })
      from.on('error', () => {}) // the close that follows is enough
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  let server = createServer(accept)
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  await listen(0)
  const own = (server.address() as { port: number }).port
  return {
    port: own,
    cut,
    freeze: (value) => {
      frozen = value
    },
    refuse: async (refused) => {
      if (!refused) {
        server = createServer(accept)
        return listen(own)
      }
      const closed = close()
      cut()
      await closed
    },
    close: async () => {
      const closed = close()
      cut()
      await closed
    },
  }
}
