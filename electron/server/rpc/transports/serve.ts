// What both transports share: frames in, frames out, bounded in size; the rest is oRPC's.
import { RPCHandler } from '@orpc/server/ws'
import { maxFrameBytes } from '../../../../shared/contract/base.ts'
import type { RpcContext } from '../../../host/services.ts'
import type { Rpc } from '../router.ts'

export type Frame = string | Uint8Array | ArrayBuffer

/** One connection's pipe, whatever it is made of. */
export type Pipe = {
  send(frame: Frame): void
  /** Ends the connection: the other side broke the rules. */
  refuse(why: 'tooLarge' | 'malformed'): void
  onFrame(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
}

type Socket = Parameters<RPCHandler<RpcContext>['upgrade']>[0]

/** Serves the router over pipes; the context's `user` is read anew for every call. */
export function rpcServer(rpc: Rpc) {
  const handler = new RPCHandler<RpcContext>(rpc.router)
  return {
    serve(pipe: Pipe, context: RpcContext): void {
      // oRPC wants a WebSocket's shape; a pipe is that much of one.
      const socket = {
        send: (frame: Frame) => pipe.send(frame),
        addEventListener(type: string, listener: (event: { data: unknown }) => void) {
          if (type === 'close') pipe.onClose(() => listener({ data: undefined }))
          if (type === 'message') pipe.onFrame((data) => admit(data, pipe, listener))
        },
      } as unknown as Socket
      void handler.upgrade(socket, { context })
      pipe.onClose(() => rpc.closed(context.consoleId))
    },
  }
}

export type RpcServer = ReturnType<typeof rpcServer>

function admit(frame: unknown, pipe: Pipe, listener: (event: { data: unknown }) => void): void {
  const size = frameSize(frame)
  if (size === null) pipe.refuse('malformed')
  else if (size > maxFrameBytes) pipe.refuse('tooLarge')
  else if (!looksRight(frame)) pipe.refuse('malformed')
  else listener({ data: frame })
}

/** Whether a text frame is an oRPC message: JSON with an id. oRPC would throw for any other, once a frame, where nobody listens. */
function looksRight(frame: unknown): boolean {
  if (typeof frame !== 'string') return true
  try {
    const message: unknown = JSON.parse(frame)
    return typeof message === 'object' && message !== null && 'i' in message
  } catch {
    return false
  }
}

/** Bytes; null for what is no frame at all. */
export function frameSize(frame: unknown): number | null {
  if (typeof frame === 'string') return frame.length > maxFrameBytes ? frame.length : Buffer.byteLength(frame)
  if (frame instanceof Uint8Array || frame instanceof ArrayBuffer) return frame.byteLength
  return null
}
