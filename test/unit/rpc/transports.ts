// The ways a console can reach the router, each as one function: a client for that user, and how to hang up.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { RpcContext } from '../../../electron/host/services.ts'
import type { Rpc } from '../../../electron/server/rpc/router.ts'
import { type MainPort, serveMessagePort, type WebPort } from '../../../electron/server/rpc/transports/messagePort.ts'
import { rpcServer } from '../../../electron/server/rpc/transports/serve.ts'
import { serveWebSocket } from '../../../electron/server/rpc/transports/webSocket.ts'
import { maxFrameBytes } from '../../../shared/contract/base.ts'
import type { Contract } from '../../../shared/contract/index.ts'

export type Client = ContractRouterClient<Contract>
export type Connection = {
  client: Client
  hangUp(): void
  /** Sends a frame as it is; resolves when the other side has ended the connection for it. Null where there are no frames. */
  sendRaw: ((frame: unknown) => Promise<void>) | null
}
export type Connect = (rpc: Rpc, context: RpcContext) => Promise<Connection>

export const inMemory: Connect = async (rpc, context) => ({
  client: createRouterClient(rpc.router, { context }) as unknown as Client,
  hangUp: () => {},
  sendRaw: null,
})

export const overWebSocket: Connect = async (rpc, context) => {
  const server = rpcServer(rpc)
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: maxFrameBytes })
  sockets.on('connection', (socket) => serveWebSocket(server, socket, context))
  await once(sockets, 'listening')
  const socket = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`)
  onTestFinished(() => {
    socket.terminate()
    sockets.close()
  })
  await once(socket, 'open')
  return {
    client: createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket })),
    hangUp: () => socket.close(),
    async sendRaw(frame) {
      socket.send(frame as string)
      await once(socket, 'close')
    },
  }
}

export const overMessageChannel: Connect = async (rpc, context) => {
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(rpcServer(rpc), port1 as unknown as WebPort, context)
  return fromPort(port2)
}

/** MessagePortMain's shape: `on` with events that have `data`, nothing before `start()`, no `addEventListener`. */
export const overElectronsPort: Connect = async (rpc, context) => {
  const { port1, port2 } = new MessageChannel()
  const main: MainPort = {
    on(type: string, listener: (event: { data: unknown }) => void) {
      if (type === 'message') port1.addEventListener('message', (event) => listener({ data: (event as MessageEvent).data }))
      else port1.on('close', () => listener({ data: undefined }))
    },
    postMessage: (message) => port1.postMessage(message),
    start: () => port1.start(),
    close: () => port1.close(),
  }
  serveMessagePort(rpcServer(rpc), main, context)
  return fromPort(port2)
}

function fromPort(port: MessageChannel['port2']): Connection {
  const client: Client = createORPCClient(
    new PortLink({ port: port as unknown as ConstructorParameters<typeof PortLink>[0]['port'] }),
  )
  port.start()
  onTestFinished(() => port.close())
  return {
    client,
    hangUp: () => port.close(),
    async sendRaw(frame) {
      port.postMessage(frame)
      await once(port, 'close')
    },
  }
}
