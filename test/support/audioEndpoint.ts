// An audio endpoint as an office would run one: hears streams over WebSocket, measures tones, and speaks.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

export type Start = {
  event: 'start'
  streamId: string
  callId: string
  name: string
  direction: string
  metadata: Record<string, string>
  mediaFormat: { encoding: string; sampleRate: number; channels: 1 | 2 }
}
type Tone = { side: number; hz: number; found(at: number): void }

/** One stream as its endpoint sees it. */
export class EndpointStream {
  readonly texts: Record<string, unknown>[] = []
  readonly socket: WebSocket
  frames = 0
  bytes = 0
  /** performance.now() of each binary frame; for gaps. */
  readonly arrivals: number[] = []
  private tones: Tone[] = []

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer, binary) => (binary ? this.frame(data) : this.texts.push(JSON.parse(data.toString()))))
  }
  get start(): Start {
    return this.texts[0] as Start
  }

  /** Of an endpoint that is told of nothing but sound: RustPBX's. */
  private get format(): Start['mediaFormat'] {
    return this.start?.mediaFormat ?? { encoding: 'slin16', sampleRate: 8000, channels: 1 }
  }

  /** performance.now() at which a tone is first heard on a side (0 caller, 1 office). */
  hears(hz: number, side = 0): Promise<number> {
    return new Promise((found) => this.tones.push({ side, hz, found }))
  }
  /** Sends a tone of that length at once; the host times it. */
  say(hz: number, seconds: number): void {
    const { sampleRate } = this.format
    const pcm = Buffer.alloc(Math.round(seconds * sampleRate) * 2)
    for (let i = 0; i < pcm.length / 2; i++)
      pcm.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hz * i) / sampleRate)), i * 2)
    const frame = sampleRate / 25
    for (let at = 0; at < pcm.length; at += frame) this.socket.send(pcm.subarray(at, at + frame))
  }
  tell(event: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(event))
  }

  private frame(data: Buffer): void {
    const at = performance.now()
    this.frames++
    this.bytes += data.length
    this.arrivals.push(at)
    const { channels, sampleRate } = this.format
    this.tones = this.tones.filter((tone) => {
      if (levelOf(data, tone.hz, sampleRate, channels, tone.side) < 500) return true
      tone.found(at)
      return false
    })
  }
}

/** Goertzel's amplitude of a frequency in one side of a frame. */
function levelOf(data: Buffer, hz: number, rate: number, channels: number, side: number): number {
  const c = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let a = 0
  let b = 0
  const count = Math.floor(data.length / 2 / channels)
  for (let i = 0; i < count; i++) [a, b] = [data.readInt16LE((i * channels + side) * 2) + c * a - b, a]
  return (2 * Math.sqrt(Math.max(0, a * a + b * b - c * a * b))) / count
}

/** The endpoint; `close` ends it with every connection. */
export async function openAudioEndpoint() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const all: EndpointStream[] = []
  server.on('connection', (socket) => all.push(new EndpointStream(socket)))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** In the order they came. */
    all,
    close: () => {
      for (const client of server.clients) client.terminate()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
