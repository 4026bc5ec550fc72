// One media line: a snoop beside a channel, an external-media channel over a WebSocket, and the bridge between them.
// Source: Asterisk's documentation of chan_websocket; JSON control messages since 22.8.

import { setTimeout as sleep } from 'node:timers/promises'
import WebSocket from 'ws'
import { z } from 'zod'
import { type MediaLine, type MediaLineOptions, TelephonyError } from '../../engine/ports.ts'
import { type AriAccess, basicAuth } from './access.ts'
import type { AriSession } from './session.ts'

const openMs = 3000
const joinTries = 20
const betweenTriesMs = 25

const variable = z.object({ value: z.string() })
const controlEvent = z.looseObject({ event: z.string(), correlation_id: z.string().optional() })

/** Opens it, or rejects with TelephonyError and leaves nothing behind. */
export async function openLine(session: AriSession, access: AriAccess, options: MediaLineOptions): Promise<MediaLine> {
  const line = new Line(session, access, options)
  try {
    await line.open()
    return line
  } catch (error) {
    await line.close()
    throw error
  }
}

class Line implements MediaLine {
  private readonly session: AriSession
  private readonly access: AriAccess
  private readonly options: MediaLineOptions
  private readonly media: string
  private readonly snoop: string
  private readonly bridge: string
  private socket: WebSocket | null = null
  private closing = false

  constructor(session: AriSession, access: AriAccess, options: MediaLineOptions) {
    this.session = session
    this.access = access
    this.options = options
    this.media = `cb-l-${options.lineId}-m`
    this.snoop = `cb-l-${options.lineId}-s`
    this.bridge = `cb-l-${options.lineId}-b`
  }

  async open(): Promise<void> {
    const { session, access, options, media, snoop, bridge } = this
    const doing = `opening a media line to ${options.channelId}`
    const app = access.app
    await session.command(doing, [media], (ari) =>
      ari.channels.externalMedia({
        channelId: media,
        app,
        external_host: 'INCOMING',
        transport: 'websocket',
        encapsulation: 'none',
        connection_type: 'server',
        format: options.rate === 16_000 ? 'slin16' : 'slin',
        transport_data: 'f(json)',
      }),
    )
    const name = 'MEDIA_WEBSOCKET_CONNECTION_ID'
    const found = await session.command(doing, [media], (ari) => ari.channels.getChannelVar({ channelId: media, variable: name }))
    await this.connect(doing, variable.parse(found).value)
    await session.command(doing, [options.channelId], (ari) =>
      ari.channels.snoopChannelWithId({
        channelId: options.channelId,
        snoopId: snoop,
        spy: options.hears,
        whisper: options.speaks ? 'out' : 'none',
        app,
        appArgs: `line,${options.callId}`,
      }),
    )
    await session.command(doing, [bridge], (ari) =>
      ari.bridges.createWithId({ bridgeId: bridge, type: 'mixing', name: `${app}:${options.callId}` }),
    )
    await this.join(doing)
  }

  /** A channel that was made a moment ago may not have come to the application yet. */
  private async join(doing: string): Promise<void> {
    const { session, media, snoop, bridge } = this
    for (let tries = 1; ; tries++) {
      try {
        const channel = `${media},${snoop}`
        return void (await session.command(doing, [bridge], (ari) => ari.bridges.addChannel({ bridgeId: bridge, channel })))
      } catch (error) {
        if (tries === joinTries || this.closing) throw error
        await sleep(betweenTriesMs)
      }
    }
  }

  private async connect(doing: string, connectionId: string): Promise<void> {
    const url = `${this.access.url.replace(/^http/, 'ws').replace(/\/ari\/?$/, '')}/media/${connectionId}`
    const socket = new WebSocket(url, ['media'], {
      headers: { authorization: basicAuth(this.access) },
      handshakeTimeout: openMs,
      perMessageDeflate: false,
    })
    this.socket = socket
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', (error) => reject(new TelephonyError('unavailable', doing, error.message)))
    })
    socket.on('error', () => {}) // the close that follows is told
    socket.on('message', (data: Buffer, binary) => (binary ? this.options.frame(data) : this.control(data.toString())))
    socket.on('close', () => {
      if (!this.closing) this.options.closed()
    })
  }

  private control(text: string): void {
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      return // not ours to understand
    }
    const read = controlEvent.safeParse(json)
    if (read.data?.event === 'MEDIA_MARK_PROCESSED' && read.data.correlation_id) this.options.mark(read.data.correlation_id)
  }

  private send(data: Uint8Array | string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data)
  }
  play(frames: Uint8Array): void {
    this.send(frames)
  }
  mark(name: string): void {
    this.send(JSON.stringify({ command: 'MARK_MEDIA', correlation_id: name }))
  }
  clear(): void {
    this.send(JSON.stringify({ command: 'FLUSH_MEDIA' }))
  }

  async close(): Promise<void> {
    if (this.closing) return
    this.closing = true
    this.socket?.terminate()
    const { session } = this
    const gone = (work: Promise<unknown>) => work.catch(() => {}) // gone already, with the caller or with Asterisk
    const hangup = (channelId: string) =>
      gone(session.command(`closing ${channelId}`, [channelId], (ari) => ari.channels.hangup({ channelId, reason: 'normal' })))
    await Promise.all([hangup(this.snoop), hangup(this.media)])
    await gone(session.command(`closing ${this.bridge}`, [this.bridge], (ari) => ari.bridges.destroy({ bridgeId: this.bridge })))
  }
}
