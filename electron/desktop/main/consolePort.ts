// The console's line to the host in this process: a message port, anew for every page that loads and whenever one is lost.
import { type IpcMainEvent, ipcMain, MessageChannelMain, type WebContents } from 'electron'
import type { RpcContext } from '../../host/services.ts'
import { serveMessagePort } from '../../server/rpc/transports/messagePort.ts'
import type { RpcServer } from '../../server/rpc/transports/serve.ts'
import { isOurs } from './address.ts'

/** A page that lost its port without going away gets another after this pause, ms; a reload asks by itself. */
const againMs = 1000

/** Where a port leads to. `elsewhere`: the page talks to another computer, and needs none. */
type Line = { server: RpcServer; context: RpcContext }

/** `renew`: the office is another one now. */
export type OfferedPorts = { renew(): void; close(): void }

/** Hands ports to the window's page until `close()`. `line`: null while there is nobody to talk to. `ready` is told whenever a page listens. */
export function offerPorts(contents: WebContents, line: () => Line | null, ready: () => void): OfferedPorts {
  let current: Electron.MessagePortMain | undefined
  let again: NodeJS.Timeout | undefined

  function hand(): void {
    clearTimeout(again)
    const last = current
    current = undefined
    last?.close()
    const to = line()
    if (to === null) {
      again = setTimeout(hand, againMs)
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    current = port1
    port1.on('close', () => {
      if (current === port1 && !contents.isDestroyed()) again = setTimeout(hand, againMs)
    })
    serveMessagePort(to.server, port1, to.context)
    contents.postMessage('cordboard:port', null, [port2])
  }

  const asked = (event: IpcMainEvent) => {
    if (!fromOurPage(event, contents)) return
    hand()
    ready()
  }
  ipcMain.on('cordboard:ready', asked)
  return {
    renew() {
      if (current) hand() // else it is being handed, or nobody listens yet
    },
    close() {
      ipcMain.off('cordboard:ready', asked)
      clearTimeout(again)
      const last = current
      current = undefined
      last?.close()
    },
  }
}

/** Only the top frame of our own window may speak to main. */
export const fromOurPage = (event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, contents: WebContents): boolean =>
  event.sender === contents && event.senderFrame === contents.mainFrame && isOurs(event.senderFrame?.url ?? '')
