// One audio stream of a call: lines to the caller's sound on one side, the office's WebSocket endpoint on the other.
// Source: docs/spec/actions.md, Streams.
import { z } from 'zod'
import { withNames } from '../../../shared/domain/secretReference.ts'
import type { StreamRequest } from '../../../shared/domain/stream.ts'
import type { MediaLine, StreamSocket, Timer } from '../ports.ts'
import type { Call } from './call.ts'
import type { CallStream, StreamEnd } from './callStreams.ts'
import { StreamFrames } from './streamFrames.ts'

const command = z.discriminatedUnion('event', [
  z.object({ event: z.literal('clear') }),
  z.object({ event: z.literal('mark'), name: z.string().max(200) }),
])

/** How long a lost connection is tried again, ms. */
const retryForMs = 10_000
const firstPauseMs = 250
/** What may lie in the socket before frames are held back, ms of sound. */
const socketMs = 200
/** Normal closure (RFC 6455, 7.4.1): the endpoint has had enough. */
const normalClosure = 1000

export class AudioStream implements CallStream {
  readonly request: StreamRequest
  private readonly call: Call
  private readonly id: string
  private readonly ended: (stream: AudioStream) => void
  private readonly frames: StreamFrames
  private lines: MediaLine[] = []
  private socket: StreamSocket | null = null
  private retry: Timer | null = null
  private readonly closing = new AbortController()
  private over = false

  constructor(call: Call, request: StreamRequest, ended: (stream: AudioStream) => void) {
    this.call = call
    this.request = request
    this.ended = ended
    this.id = call.pbx.chance.id()
    this.frames = new StreamFrames(request.direction === 'both', request.sampleRate)
  }

  /** Connects and opens the lines. Rejects when either cannot be had; nothing is left then. */
  async begin(): Promise<void> {
    try {
      await this.connect()
      const { direction } = this.request
      this.lines.push(await this.line(direction === 'outbound' ? 'out' : 'in', true, 'a'))
      if (direction === 'both') this.lines.push(await this.line('out', false, 'b'))
      if (this.over) throw new Error('the stream ended while it began')
    } catch (error) {
      await this.release()
      throw error
    }
    const { name, url, direction } = this.request
    this.call.trace('stream.started', { name, url: withNames(url).replace(/\?.*$/, '?…'), direction })
  }

  private line(hears: 'in' | 'out', speaks: boolean, suffix: string): Promise<MediaLine> {
    const { call, request } = this
    return call.pbx.telephony.openLine({
      lineId: `${this.id}${suffix}`,
      channelId: call.channelId,
      callId: call.id,
      hears,
      speaks,
      rate: request.sampleRate,
      frame: (pcm) => {
        this.frames.heard(hears === 'in' || request.direction !== 'both' ? 'left' : 'right', pcm)
        this.flush()
      },
      mark: (name) => this.tell({ event: 'mark', name }),
      closed: () => this.end('lineLost'),
    })
  }

  private async connect(): Promise<void> {
    const { call, request, frames } = this
    this.socket = await call.sound.streams.open(
      request,
      {
        message: (data) => this.said(data),
        closed: (code) => this.lost(code),
      },
      this.closing.signal,
    )
    this.tell({
      event: 'start',
      streamId: this.id,
      callId: call.id,
      name: request.name,
      direction: request.direction,
      metadata: request.metadata,
      mediaFormat: { encoding: 'slin16', sampleRate: request.sampleRate, channels: frames.channels },
    })
    this.flush()
  }

  private tell(event: Record<string, unknown>): void {
    this.socket?.send(JSON.stringify(event))
  }
  /** A key the caller pressed. */
  digit(digit: string): void {
    this.tell({ event: 'dtmf', digit })
  }

  private flush(): void {
    const { socket, frames } = this
    const most = (frames.bytesPerSecond * socketMs) / 1000
    while (socket && socket.waiting < most) {
      const frame = frames.next()
      if (!frame) return
      socket.send(frame)
    }
  }

  /** From the endpoint: sound for the caller, or a command. What is neither is told in the trace, once a stream. */
  private said(data: Uint8Array | string): void {
    const line = this.lines[0]
    if (typeof data !== 'string') {
      line?.play(data.subarray(0, data.length & ~1))
      return
    }
    const read = command.safeParse(parsed(data))
    if (!read.success) this.misunderstood()
    else if (read.data.event === 'clear') line?.clear()
    else line?.mark(read.data.name)
  }
  private misunderstood = () => {
    this.misunderstood = () => {}
    this.call.trace('stream.notUnderstood', { name: this.request.name })
  }

  private lost(code: number): void {
    this.socket = null
    if (this.over) return
    if (code === normalClosure) this.end('endpointClosed')
    else {
      this.call.trace('stream.lost', { name: this.request.name, code })
      this.again(this.call.pbx.clock.now() + retryForMs, firstPauseMs)
    }
  }

  private again(until: number, pause: number): void {
    const { clock } = this.call.pbx
    if (clock.now() + pause > until) {
      this.end('connectionLost')
      return
    }
    this.retry = clock.after(pause, () => {
      this.connect().then(
        () => this.call.trace('stream.back', { name: this.request.name }),
        () => {
          if (!this.over) this.again(until, pause * 2)
        },
      )
    })
  }

  /** Ends the stream, never the call; safe to call again. */
  end(why: StreamEnd): void {
    if (this.over) return
    this.tell({ event: 'stop', reason: why })
    this.socket?.close()
    const { name } = this.request
    const { sent, dropped } = this.frames
    this.call.trace('stream.ended', { name, reason: why, frames: sent, dropped })
    this.call.pbx.background(this.release())
    this.ended(this)
  }

  private async release(): Promise<void> {
    this.over = true
    this.retry?.cancel()
    this.closing.abort()
    this.socket = null
    for (const line of this.lines.splice(0)) await line.close()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
