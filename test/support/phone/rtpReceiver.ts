// What a call hears: packets with their time of arrival, keys pressed at the other end, waiting for sounds.

import { decodeAll, FRAME, goertzel, isTone, levelOfBytes, RATE, rms } from './signal.ts'

interface Packet {
  /** performance.now() of arrival. */
  at: number
  timestamp: number
  ssrc: number
  payload: Uint8Array
  level: number
}

export interface HeardDigit {
  digit: string
  /** performance.now() of its first packet. */
  at: number
}

type Watcher = (packet: Packet) => void

const KEYS = '0123456789*#ABCD'
/** RMS above which a packet counts as audible (µ-law's idle noise is below). */
export const AUDIBLE = 0.004

export class RtpReceiver {
  packetCount = 0
  readonly digits: HeardDigit[] = []
  private readonly packets: Packet[] = []
  private readonly watchers = new Set<Watcher>()
  private readonly digitWatchers = new Set<() => void>()
  private lastEvent = -1

  /** Takes one RTP datagram. `eventType` is the payload type of telephone events. */
  accept(datagram: Buffer, eventType: number) {
    if (datagram.length < 12 || datagram.readUInt8(0) >> 6 !== 2) return
    const type = datagram.readUInt8(1) & 0x7f
    const start = 12 + (datagram.readUInt8(0) & 0x0f) * 4
    const timestamp = datagram.readUInt32BE(4)
    if (type === eventType) return this.acceptDigit(datagram, start, timestamp)
    if (type !== 0) return
    this.packetCount++
    const payload = Uint8Array.from(datagram.subarray(start))
    const packet: Packet = {
      at: performance.now(),
      timestamp,
      ssrc: datagram.readUInt32BE(8),
      payload,
      level: levelOfBytes(payload),
    }
    this.packets.push(packet)
    for (const watcher of [...this.watchers]) watcher(packet)
  }

  private acceptDigit(datagram: Buffer, start: number, timestamp: number): void {
    if (timestamp === this.lastEvent || datagram.length < start + 4) return
    this.lastEvent = timestamp
    this.digits.push({ digit: KEYS[datagram.readUInt8(start)] ?? '?', at: performance.now() })
    for (const watcher of [...this.digitWatchers]) watcher()
  }

  /** All keys heard so far, e.g. `42#`. */
  get keys(): string {
    return this.digits.map(({ digit }) => digit).join('')
  }

  /** Resolves once the keys heard contain `wanted`. */
  waitForKeys(wanted: string, { timeoutMs = 20_000 } = {}): Promise<void> {
    return waitOn(
      this.digitWatchers,
      timeoutMs,
      () => `keys ${wanted}, heard ${this.keys || 'none'}`,
      () => (this.keys.includes(wanted) ? true : undefined),
    ).then(() => {})
  }

  /** Amplitude (full-scale sine = 1) of a frequency in the last `ms`. */
  levelOf(frequency: number, ms = 200): number {
    return goertzel(this.last(ms), frequency)
  }

  /** RMS (1 is full scale) of the last `ms`; 0 if nothing arrived in that time. */
  level(ms = 200): number {
    return rms(this.last(ms))
  }

  /** Arrival (performance.now()) of the first packet of a run of `minMs` in which this tone dominates, received after `after` (default: now). Rejects after `timeoutMs`. */
  waitForTone(frequency: number, { minMs = 60, timeoutMs = 20_000, after = performance.now() } = {}): Promise<number> {
    const need = Math.ceil(minMs / 20)
    return this.waitForRun(
      (packet) => isTone(decodeAll(packet.payload), frequency),
      need,
      timeoutMs,
      after,
      `a tone of ${frequency} Hz`,
    )
  }

  /** Arrival of the first audible packet received after `after` (default: now). */
  waitForAudio({ timeoutMs = 20_000, after = performance.now(), minLevel = AUDIBLE, minMs = 20 } = {}): Promise<number> {
    return this.waitForRun((packet) => packet.level > minLevel, Math.ceil(minMs / 20), timeoutMs, after, 'sound')
  }

  /** Resolves with the time at which nothing audible had arrived for `ms`. */
  waitForSilence({ ms = 500, timeoutMs = 30_000 } = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      let quiet = setTimeout(() => finish(), ms)
      const finish = (error?: Error) => {
        clearTimeout(quiet)
        clearTimeout(limit)
        this.watchers.delete(watcher)
        if (error) reject(error)
        else resolve(performance.now())
      }
      const watcher: Watcher = (packet) => {
        if (packet.level <= AUDIBLE) return
        clearTimeout(quiet)
        quiet = setTimeout(() => finish(), ms)
      }
      const limit = setTimeout(() => finish(new Error(`No silence of ${ms} ms within ${timeoutMs} ms`)), timeoutMs)
      this.watchers.add(watcher)
    })
  }

  /** RMS of the loudest packet received after `after`. */
  loudest(after = 0): number {
    return this.packets.reduce((most, { at, level }) => (at >= after && level > most ? level : most), 0)
  }

  private waitForRun(
    fits: (packet: Packet) => boolean,
    need: number,
    timeoutMs: number,
    after: number,
    what: string,
  ): Promise<number> {
    let run: Packet[] = []
    let next = this.packets.findIndex((packet) => packet.at >= after)
    if (next < 0) next = this.packets.length
    const look = () => {
      for (const packet of this.packets.slice(next)) {
        next++
        run = fits(packet) ? [...run, packet] : []
        if (run.length >= need) return run[0]?.at
      }
      return undefined
    }
    return waitOn(
      this.watchers,
      timeoutMs,
      () => `${what}; level is ${this.level().toFixed(4)}, ${this.packetCount} packets so far`,
      look,
    )
  }

  private last(ms: number): Int16Array {
    const since = performance.now() - ms
    const first = this.packets.findLastIndex((packet) => packet.at < since) + 1
    return decodeAll(Uint8Array.from(Buffer.concat(this.packets.slice(first).map(({ payload }) => payload))))
  }

  /** Everything heard since the first packet, 8 kHz; gaps in the RTP time stamps are silence. `after` cuts off what arrived earlier. */
  recorded(after = 0): Int16Array {
    const packets = this.packets.filter((packet) => packet.at >= after)
    const parts: { position: number; payload: Uint8Array }[] = []
    let end = 0
    for (const [index, packet] of packets.entries()) {
      const before = packets[index - 1]
      if (before) end += gapSamples(before, packet)
      parts.push({ position: end, payload: packet.payload })
      end += packet.payload.length
    }
    const samples = new Int16Array(end)
    for (const { position, payload } of parts) samples.set(decodeAll(payload), position)
    return samples
  }
}

/** Silence between two packets in samples: by time stamp in one stream, by arrival between two. */
function gapSamples(before: Packet, packet: Packet): number {
  const byStamp = packet.timestamp - before.timestamp - before.payload.length
  if (packet.ssrc === before.ssrc && byStamp >= 0 && byStamp < 600 * RATE) return byStamp
  const byArrival = Math.round(((packet.at - before.at) * RATE) / 1000) - FRAME
  return Math.max(0, Math.floor(byArrival / FRAME) * FRAME)
}

/** Resolves with the first defined answer of `look`, asked now and after each event; rejects after `timeoutMs`. */
function waitOn<T, F extends (...args: never[]) => void>(
  watchers: Set<F>,
  timeoutMs: number,
  what: () => string,
  look: () => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = look()
    if (done !== undefined) return resolve(done)
    const watcher = (() => {
      const found = look()
      if (found === undefined) return
      clearTimeout(timer)
      watchers.delete(watcher)
      resolve(found)
    }) as unknown as F
    const timer = setTimeout(() => {
      watchers.delete(watcher)
      reject(new Error(`Waited ${timeoutMs} ms for ${what()}`))
    }, timeoutMs)
    watchers.add(watcher)
  })
}
