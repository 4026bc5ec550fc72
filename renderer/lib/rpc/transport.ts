// The two ways to a host: a WebSocket to the origin the console came from, or the MessagePort of our own main process.
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { shellAgent } from '../../../shared/contract/shell.ts'

export type Link = { call: SocketLink<Record<never, never>>['call'] }

/** An open way to a host. `closed` settles once, when it is over. */
export type Transport = { link: Link; closed: Promise<void>; close(): void }

/** The host does not know this console (any more): only signing in helps. */
export class SignInNeeded extends Error {
  constructor() {
    super('Sign in first.')
    this.name = 'SignInNeeded'
  }
}

/** True inside the desktop app, where the page comes from `app://` and the host lives in the main process. */
export const inDesktopApp = location.protocol === 'app:'

/** True in the desktop app, also where its page comes from a host that another computer runs. */
export const inShell = navigator.userAgent.includes(shellAgent)

let desktopPort: MessagePort | undefined
let portWaiter: ((port: MessagePort) => void) | undefined
/** Ends the transport over the port that is in use. */
let portReplaced = () => {}

/** Must run before the preload speaks, so the first module of the page calls it. */
export function listenForDesktopPort(): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || event.data?.type !== 'cordboard-port' || !port) return
    if (portWaiter) portWaiter(port)
    else desktopPort = port
    portWaiter = undefined
    portReplaced() // main hands another when the first leads nowhere; older Chromiums do not tell of a closed port
  })
}

function takePort(): Promise<MessagePort> {
  const port = desktopPort
  desktopPort = undefined
  if (port) return Promise.resolve(port)
  return new Promise((resolve) => {
    portWaiter = resolve
  })
}

async function openPort(): Promise<Transport> {
  const state = await fetch('/auth/state')
  if (state.ok && !((await state.json()) as { signedIn: boolean }).signedIn) throw new SignInNeeded()
  const port = await takePort()
  let over = () => {}
  const closed = new Promise<void>((resolve) => {
    over = resolve
  })
  portReplaced = over
  port.addEventListener('close', over)
  const link = new PortLink({ port })
  port.start()
  return {
    link,
    closed,
    close: () => {
      port.close()
      over()
    },
  }
}

async function ticket(signal: AbortSignal): Promise<string> {
  const answer = await fetch('/auth/ticket', { method: 'POST', signal, credentials: 'same-origin' })
  if (answer.status === 401 || answer.status === 403) throw new SignInNeeded()
  if (!answer.ok) throw new Error(`the host answered ${answer.status}`)
  return ((await answer.json()) as { ticket: string }).ticket
}

async function openSocket(): Promise<Transport> {
  const pass = await ticket(AbortSignal.timeout(5000))
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
  const socket = new WebSocket(address, ['cordboard', `ticket.${pass}`])
  let over = () => {}
  const closed = new Promise<void>((resolve) => {
    over = resolve
  })
  socket.addEventListener('close', over, { once: true })
  const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve(), { once: true }))
  const tooLong = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), 5000))
  const link = new SocketLink({ websocket: socket })
  await Promise.race([opened, closed.then(() => Promise.reject(new Error('refused'))), tooLong]).catch((error) => {
    socket.close()
    throw error
  })
  return {
    link,
    closed,
    close: () => {
      socket.close()
      // Chromium waits up to a minute for a peer that is gone to say goodbye.
      over()
    },
  }
}

/** Opens the way that fits where the page came from. Throws SignInNeeded, or an Error that more tries may cure. */
export function openTransport(): Promise<Transport> {
  return inDesktopApp ? openPort() : openSocket()
}
