// The event socket: pinged, reconnected for ever with back-off and jitter, and ended where another host takes over.

import WebSocket from 'ws'
import { type AriAccess, basicAuth } from './access.ts'
import { type Frame, parseFrame } from './frames.ts'

export interface EventSocketEvents {
  /** The socket is open; frames follow. May reject: then the socket is closed and opened anew. */
  opened: () => Promise<void>
  frame: (frame: Frame) => void
  /** It was open and is not any more. */
  lost: (reason: string) => void
  /** An attempt failed; another follows. */
  failed: (reason: string) => void
  /** Another client took the application; no further attempt is made. */
  replaced: () => void
}

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 5_000
const OPEN_TIMEOUT_MS = 5_000
const GOODBYE_MS = 500

export class EventSocket {
  private readonly access: AriAccess
  private readonly app: string
  private readonly events: EventSocketEvents
  private socket: WebSocket | undefined
  private open = false
  private closed = false
  private attempts = 0
  private retry: NodeJS.Timeout | undefined
  private ping: NodeJS.Timeout | undefined
  private pong: NodeJS.Timeout | undefined

  constructor(access: AriAccess, app: string, events: EventSocketEvents) {
    this.access = access
    this.app = app
    this.events = events
  }

  /** Starts; never throws. */
  connect(): void {
    if (this.closed) return
    const url = `${this.access.url.replace(/^http/, 'ws')}/events?app=${encodeURIComponent(this.app)}&subscribeAll=false`
    const options = {
      headers: { authorization: basicAuth(this.access) },
      handshakeTimeout: OPEN_TIMEOUT_MS,
      perMessageDeflate: false,
    }
    const socket = new WebSocket(url, options)
    this.socket = socket
    let reason = ''
    socket.on('open', () => void this.onOpen(socket))
    socket.on('message', (data) => this.onMessage(socket, String(data)))
    socket.on('pong', () => clearTimeout(this.pong))
    socket.on('error', (error) => {
      reason = error.message
    })
    socket.on('close', (code) => this.onClose(socket, reason || `closed (${code})`))
  }

  private async onOpen(socket: WebSocket): Promise<void> {
    this.open = true
    this.ping = setInterval(() => this.check(socket), this.access.pingMs ?? 10_000)
    try {
      await this.events.opened()
      this.attempts = 0
    } catch (error) {
      this.drop(`not usable: ${(error as Error).message}`)
    }
  }

  private check(socket: WebSocket): void {
    clearTimeout(this.pong)
    this.pong = setTimeout(() => this.drop('no answer to a ping'), (this.access.pingMs ?? 10_000) / 2)
    socket.ping()
  }

  private onMessage(socket: WebSocket, text: string) {
    if (socket !== this.socket || this.closed) return
    let frame: Frame | undefined
    try {
      frame = parseFrame(text)
    } catch (error) {
      this.access.log?.warn('An ARI event could not be read', { error: (error as Error).message.slice(0, 300) })
      return
    }
    if (!frame) return
    if (frame.type === 'ApplicationReplaced') return this.onReplaced()
    this.events.frame(frame)
  }

  private onReplaced(): void {
    void this.close()
    this.events.replaced()
  }

  private onClose(socket: WebSocket, reason: string): void {
    if (socket !== this.socket) return
    this.stopTimers()
    const wasOpen = this.open
    this.open = false
    this.socket = undefined
    if (this.closed) return
    if (wasOpen) this.events.lost(reason)
    else this.events.failed(reason)
    const limit = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.attempts++)
    this.retry = setTimeout(() => this.connect(), limit / 2 + Math.random() * (limit / 2))
  }

  /** Gives the current socket up, as if the network had; a new one is opened. */
  drop(reason: string): void {
    const socket = this.socket
    if (!socket) return
    socket.terminate()
    this.onClose(socket, reason)
  }

  private stopTimers(): void {
    clearInterval(this.ping)
    clearTimeout(this.pong)
    clearTimeout(this.retry)
  }

  /**
   * Ends it for good; resolves when the other side has said good-bye too, after half a second at the latest.
   * Without a good-bye Asterisk may notice the end only after the next connection has come, and take the application from that one.
   */
  async close(): Promise<void> {
    this.closed = true
    this.stopTimers()
    const { socket, open } = this
    this.open = false
    this.socket = undefined
    if (!socket) return
    if (open) await goodbye(socket)
    socket.terminate()
  }
}

function goodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GOODBYE_MS)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(1000)
  })
}
