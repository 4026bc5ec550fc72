// One RTP stream of a call (RFC 3550, PCMU; RFC 4733 for keys): what it says on a steady clock, what it hears.

import { createSocket, type Socket } from 'node:dgram'
import { RtpReceiver } from './rtpReceiver.ts'
import { encode, FRAME, RATE } from './signal.ts'
import { everyFrame } from './ticker.ts'

/** Gives the next 160 µ-law bytes, or null at the end of the sound. */
type Source = () => Uint8Array | null

interface KeyPress {
  event: number
  /** Packets of the press still to come before its end. */
  frames: number
  sent: number
  timestamp: number
  ends: number
  done: (at: number) => void
}

const SILENCE = new Uint8Array(FRAME).fill(encode(0))
const KEYS = '0123456789*#ABCD'
const PCMU = 0

export class RtpStream {
  readonly heard = new RtpReceiver()
  sentCount = 0
  readonly port: number
  private readonly socket: Socket
  private remote: { address: string; port: number } | undefined
  private eventType = 101
  private sequence = Math.floor(Math.random() * 0xffff)
  private timestamp = Math.floor(Math.random() * 0xffffffff)
  private readonly ssrc = Math.floor(Math.random() * 0xffffffff)
  private source: Source | null = () => SILENCE
  private sourceDone: (() => void) | undefined
  private readonly presses: KeyPress[] = []
  private stopClock: (() => void) | undefined
  private closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    this.port = socket.address().port
    socket.on('message', (datagram) => this.heard.accept(datagram, this.eventType))
    socket.on('error', () => {}) // ICMP port unreachable after the far side closed: nothing to do
  }

  /** Opens a stream on a free port of `address`. */
  static open(address: string): Promise<RtpStream> {
    return new Promise((resolve, reject) => {
      const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
      socket.once('error', reject)
      socket.bind(0, address, () => {
        socket.removeListener('error', reject)
        resolve(new RtpStream(socket))
      })
    })
  }

  /** Shorthands for what is heard, see {@link RtpReceiver}. */
  waitForTone(...given: Parameters<RtpReceiver['waitForTone']>): Promise<number> {
    return this.heard.waitForTone(...given)
  }

  waitForAudio(...given: Parameters<RtpReceiver['waitForAudio']>): Promise<number> {
    return this.heard.waitForAudio(...given)
  }

  waitForSilence(...given: Parameters<RtpReceiver['waitForSilence']>): Promise<number> {
    return this.heard.waitForSilence(...given)
  }

  waitForKeys(...given: Parameters<RtpReceiver['waitForKeys']>): Promise<void> {
    return this.heard.waitForKeys(...given)
  }

  levelOf(frequency: number, ms = 200): number {
    return this.heard.levelOf(frequency, ms)
  }

  /** Where to send; starts the clock. */
  connect(address: string, port: number, eventType: number): void {
    this.remote = { address, port }
    this.eventType = eventType
    if (!this.closed) this.stopClock ??= everyFrame(() => this.tick())
  }

  /** Says nothing, in packets (the default). */
  sendSilence(): void {
    this.use(() => SILENCE)
  }

  /** Sends no audio packets at all. */
  stopSending(): void {
    this.use(null)
  }

  /** A sine until something else is said. `level` 0 to 1. */
  sendTone(frequency: number, level = 0.3): void {
    let at = 0
    this.use(() => {
      const frame = new Uint8Array(FRAME)
      for (let i = 0; i < FRAME; i++)
        frame[i] = encode(Math.round(32_767 * level * Math.sin((2 * Math.PI * frequency * at++) / RATE)))
      return frame
    })
  }

  /** The same; resolves when `ms` of it are on the wire. It goes on. */
  async sendToneFor(frequency: number, ms: number): Promise<void> {
    this.sendTone(frequency)
    const enough = this.sentCount + Math.ceil(ms / 20)
    while (this.sentCount < enough && !this.closed) await this.frames(1)
  }

  /** Says the samples (8 kHz) once; resolves at their end, or when something else is said. Silence follows. */
  sendPcm(samples: Int16Array): Promise<void> {
    let at = 0
    return new Promise((resolve) => {
      const next: Source = () => {
        if (at >= samples.length) return null
        const frame = Uint8Array.from({ length: FRAME }, (_, i) => encode(samples[at + i] ?? 0))
        at += FRAME
        return frame
      }
      this.use(next, resolve)
    })
  }

  private use(source: Source | null, done?: () => void): void {
    this.sourceDone?.()
    this.source = source
    this.sourceDone = done
  }

  /** Presses keys one after the other (RFC 4733); resolves with performance.now() of the last key's first end packet. */
  async sendDtmf(keys: string, { ms = 100, gapMs = 60 } = {}): Promise<number> {
    let at = performance.now()
    for (const [index, key] of [...keys].entries()) {
      if (index > 0) await this.frames(Math.ceil(gapMs / 20))
      at = await this.press(key, Math.max(2, Math.round(ms / 20)))
    }
    return at
  }

  private press(key: string, frames: number): Promise<number> {
    const event = KEYS.indexOf(key.toUpperCase())
    if (event < 0) throw new Error(`No such key: ${key}`)
    return new Promise((done) => this.presses.push({ event, frames, sent: 0, timestamp: -1, ends: 3, done }))
  }

  private frames(count: number): Promise<void> {
    return new Promise((resolve) => {
      let left = count
      const stop = everyFrame(() => {
        if (--left > 0 && !this.closed) return
        stop()
        resolve()
      })
    })
  }

  private tick(): void {
    const press = this.presses[0]
    if (press) this.sendPress(press)
    else this.sendAudio()
    this.timestamp = (this.timestamp + FRAME) >>> 0
  }

  private sendAudio() {
    const frame = this.source?.()
    if (frame) return this.send(PCMU, this.timestamp, frame, false)
    if (this.source) this.use(() => SILENCE)
  }

  private sendPress(press: KeyPress) {
    const first = press.sent === 0
    if (first) press.timestamp = this.timestamp
    if (press.sent < press.frames) {
      press.sent++
      return this.sendEvent(press, false, first)
    }
    // The end is said three times, so that one lost packet does not lengthen the key.
    for (let i = 0; i < press.ends; i++) this.sendEvent(press, true, false)
    this.presses.shift()
    press.done(performance.now())
  }

  private sendEvent(press: KeyPress, end: boolean, marker: boolean): void {
    const payload = Buffer.alloc(4)
    payload[0] = press.event
    payload[1] = (end ? 0x80 : 0) | 10
    payload.writeUInt16BE(press.sent * FRAME, 2)
    this.send(this.eventType, press.timestamp, payload, marker)
  }

  private send(type: number, timestamp: number, payload: Uint8Array, marker: boolean): void {
    if (!this.remote || this.closed) return
    const packet = Buffer.allocUnsafe(12 + payload.length)
    packet[0] = 0x80
    packet[1] = (marker ? 0x80 : 0) | type
    this.sequence = (this.sequence + 1) & 0xffff
    packet.writeUInt16BE(this.sequence, 2)
    packet.writeUInt32BE(timestamp, 4)
    packet.writeUInt32BE(this.ssrc >>> 0, 8)
    packet.set(payload, 12)
    this.sentCount++
    this.socket.send(packet, this.remote.port, this.remote.address)
  }

  /** Ends the clock and the socket; what was heard stays readable. */
  close(): void {
    if (this.closed) return
    this.closed = true
    this.stopClock?.()
    this.use(null)
    for (const press of this.presses.splice(0)) press.done(performance.now())
    this.socket.close()
  }
}
