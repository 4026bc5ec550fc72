// The contract over a message port: Electron's MessagePortMain (`on('message', event => event.data)`, `start()`), or the web's and
// Node's MessagePort (`addEventListener`, `start()`).
import type { RpcContext } from '../../../host/services.ts'
import type { Frame, Pipe, RpcServer } from './serve.ts'

/** Electron's, as far as it is used; `electron` itself is imported in main/ and preload/ only. */
export type MainPort = {
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown
  on(type: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** The web's and `worker_threads`'. */
export type WebPort = {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** Serves one console on the port, until either side closes it. */
export function serveMessagePort(server: RpcServer, port: MainPort | WebPort, context: RpcContext): void {
  const closed = new Set<() => void>()
  let open = true
  const end = () => {
    if (!open) return
    open = false
    for (const listener of closed) listener()
  }
  const pipe: Pipe = {
    send(frame: Frame) {
      if (open) port.postMessage(frame)
    },
    refuse() {
      port.close()
      end()
    },
    onFrame(listener) {
      const heard = (event: { data: unknown }) => {
        if (open) listener(event.data)
      }
      if ('addEventListener' in port) port.addEventListener('message', heard)
      else port.on('message', heard)
    },
    onClose: (listener) => void closed.add(listener),
  }
  if ('addEventListener' in port) port.addEventListener('close', end)
  else port.on('close', end)
  server.serve(pipe, context)
  port.start()
}
