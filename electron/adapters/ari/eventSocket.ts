// The event socket: pinged, asked for an echo, reconnected for ever with back-off and jitter, and ended where another host takes over.

import { setTimeout as sleep } from 'node:timers/promises'
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
  /** Asks Asterisk to send the application a user event of that name. */
  echo: (name: string) => Promise<unknown>
}

const FIRST_RETRY_MS = 100
/** An Asterisk that goes on after having been stopped is not to wait for us. */
const LONGEST_RETRY_MS = 1_000
const OPEN_TIMEOUT_MS = 5_000
const GOODBYE_MS = 500
/** How long an echo may take once Asterisk has accepted the request for it. */
const ECHO_MS = 500
/** When echoes are asked for after the socket opened; later with each ping. */
const EARLY_ECHOES_MS = [100, 300, 700, 1_500]
/** Another host takes the application at any time; the rest of an attempt of ours only so shortly after we connected. */
const OWN_REST_MS = 5_000

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
  private early: NodeJS.Timeout[] = []
  /** Echoes that are waited for, by their name. */
  private readonly echoes = new Map<string, () => void>()
  private asked = 0
  /** Attempts that were given up before Asterisk answered them; it may answer yet. */
  private abandoned = 0
  private startedAt = 0
  private openedAt = 0

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
    this.startedAt = performance.now()
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
    this.openedAt = performance.now()
    this.ping = setInterval(() => this.check(socket), this.access.pingMs ?? 10_000)
    try {
      await this.events.opened()
      this.attempts = 0
      if (socket === this.socket) this.early = EARLY_ECHOES_MS.map((ms) => setTimeout(() => void this.listen(socket), ms))
    } catch (error) {
      this.drop(`not usable: ${(error as Error).message}`)
    }
  }

  private check(socket: WebSocket): void {
    clearTimeout(this.pong)
    this.pong = setTimeout(() => this.drop('no answer to a ping'), (this.access.pingMs ?? 10_000) / 2)
    socket.ping()
    void this.listen(socket)
  }

  /**
   * Asks for an event and drops the socket when it does not come. The end of an earlier socket that Asterisk notices late takes
   * the application from this one, which stays open, answers pings and hears nothing, for as long as channels keep the application alive.
   */
  private async listen(socket: WebSocket): Promise<void> {
    const name = `cordboard-echo-${++this.asked}`
    const echo = new Promise<boolean>((resolve) => this.echoes.set(name, () => resolve(true)))
    try {
      await this.events.echo(name)
      const heard = await Promise.race([echo, sleep(ECHO_MS).then(() => false)])
      if (!heard && socket === this.socket) this.drop('Asterisk sends the events elsewhere')
    } catch (error) {
      if (socket === this.socket) this.drop((error as Error).message)
    } finally {
      this.echoes.delete(name)
    }
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
    if (frame.type === 'ChannelUserevent') return this.echoes.get(frame.eventname)?.()
    this.events.frame(frame)
  }

  private onReplaced(): void {
    // An attempt of our own that we gave up, and that Asterisk answers only now.
    if (this.abandoned > 0 && performance.now() - this.openedAt < OWN_REST_MS) {
      this.abandoned--
      this.drop('an earlier attempt of our own took the application')
      return
    }
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
    else {
      if (performance.now() - this.startedAt >= OPEN_TIMEOUT_MS - 100) this.abandoned++
      this.events.failed(reason)
    }
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
    for (const timer of this.early.splice(0)) clearTimeout(timer)
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
