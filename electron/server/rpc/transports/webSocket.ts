// The contract over a WebSocket (`ws`): a remote console or a browser. The server that upgrades limits the frames, too.
import type { WebSocket } from 'ws'
import type { RpcContext } from '../../../host/services.ts'
import type { Pipe, RpcServer } from './serve.ts'

/** A console that reads nothing while this many bytes wait for it is cut off; it comes back and resumes. */
const mostUnsent = 24_000_000

/** RFC 6455 §7.4.1. */
const closeCodes = { tooLarge: 1009, malformed: 1007 } as const

export function serveWebSocket(server: RpcServer, socket: WebSocket, context: RpcContext): void {
  // An error is always followed by `close`, which ends what the connection holds.
  socket.on('error', () => {})
  const pipe: Pipe = {
    send(frame) {
      if (socket.bufferedAmount > mostUnsent) socket.terminate()
      else if (socket.readyState === socket.OPEN) socket.send(frame)
    },
    refuse: (why) => socket.close(closeCodes[why], why),
    onFrame(listener) {
      socket.on('message', (data, binary) => {
        const bytes = Array.isArray(data) ? Buffer.concat(data) : data
        listener(binary ? bytes : bytes.toString())
      })
    },
    onClose: (listener) => void socket.on('close', listener),
  }
  server.serve(pipe, context)
}
