// One audio stream of a call: lines to the caller's sound on one side, the office's WebSocket endpoint on the other.
// Source: docs/spec/actions.md, Streams.
import { withNames } from '../../../shared/domain/secretReference.ts'
import type { StreamRequest } from '../../../shared/domain/stream.ts'
import type { MediaLine, StreamSocket, Timer } from '../ports.ts'
import type { Call } from './call.ts'
import type { CallStream, StreamEnd } from './callStreams.ts'
import { StreamFrames } from './streamFrames.ts'
import { type StreamEventOut, type StreamProtocol, streamProtocol } from './streamProtocol.ts'

/** How long a lost connection is tried again, ms. */
const retryForMs = 10_000
const firstPauseMs = 250
/** What may lie in the socket before frames are held back, ms of sound. */
const socketMs = 200
/** The endpoint has had enough (RFC 6455, 7.4.1): a normal closure, one that goes away, a close frame without a status. All else is a loss. */
const closures: ReadonlySet<number> = new Set([1000, 1001, 1005])

export class AudioStream implements CallStream {
  readonly request: StreamRequest
  private readonly call: Call
  private readonly id: string
  private readonly ended: (stream: AudioStream) => void
  private readonly frames: StreamFrames
  private readonly protocol: StreamProtocol
  private lines: MediaLine[] = []
  private socket: StreamSocket | null = null
  private retry: Timer | null = null
  private readonly closing = new AbortController()
  private over = false

  constructor(
    call: Call,
    request: StreamRequest,
    ended: (stream: AudioStream) => void,
    { protocol = streamProtocol }: { protocol?: StreamProtocol } = {},
  ) {
    this.protocol = protocol
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

  private tell(event: StreamEventOut): void {
    const text = this.protocol.tell(event)
    if (text !== null) this.socket?.send(text)
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
    const asked = this.protocol.read(data)
    if (!asked) this.misunderstood()
    else if (asked.do === 'clear') line?.clear()
    else if (asked.do === 'mark') line?.mark(asked.name)
    else this.dial(asked.digits)
  }
  /** Keys of the endpoint's, towards the caller. */
  private dial(digits: string): void {
    const { call } = this
    call.pbx.background(
      call.pbx.telephony.sendDigits(call.channelId, digits).catch((error: unknown) => {
        call.pbx.log.warn('keys of an audio endpoint were not sent', { callId: call.id, error: String(error) })
      }),
    )
  }
  private misunderstood = () => {
    this.misunderstood = () => {}
    this.call.trace('stream.notUnderstood', { name: this.request.name })
  }

  private lost(code: number): void {
    this.socket = null
    if (this.over) return
    if (closures.has(code)) this.end('endpointClosed')
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
