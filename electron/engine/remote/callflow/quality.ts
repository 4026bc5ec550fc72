// How well a session's legs are heard: read while they last, as Asterisk forgets a channel's figures with the channel.
import { z } from 'zod'
import type { SoundFigures, Timer } from '../../ports.ts'
import type { Call } from '../../session/call.ts'

export const callQuality = z.object({ mos: z.number(), packetLossRate: z.number(), jitter: z.int() })
/** `packetLossRate` from 0 to 1, `jitter` in ms. */
export type CallQuality = z.infer<typeof callQuality>

const firstMs = 1000
const everyMs = 3000

/** ITU-T G.107 for G.711 with concealment (Ie 0, Bpl 25.1): the rating, with what a buffer for that jitter delays. */
function ratingOf(lossPercent: number, jitterMs: number): number {
  const delay = 20 + 2 * jitterMs
  const impairedByDelay = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0)
  const impairedByLoss = 95 * (lossPercent / (lossPercent + 25.1))
  return 93.2 - impairedByDelay - impairedByLoss
}

/** Quality of what came in from a leg; null before anything did. */
export function qualityOf({ received, lost, jitterMs }: SoundFigures): CallQuality | null {
  if (received === 0) return null
  const rate = Math.max(0, lost) / (received + Math.max(0, lost))
  const r = Math.min(100, Math.max(0, ratingOf(rate * 100, jitterMs)))
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits))
  return { mos: rounded(Math.min(5, Math.max(1, mos)), 1), packetLossRate: rounded(rate, 4), jitter: Math.round(jitterMs) }
}

/** The last reading: of the caller's side, and of the other party. */
export type Qualities = { a: CallQuality | null; b: CallQuality | null }

/** Reads both sides now and then, until it is stopped. */
export class QualityReader {
  private readonly call: Call
  private readonly take: (read: Qualities) => void
  private timer: Timer | null = null
  private stopped = false

  constructor(call: Call, take: (read: Qualities) => void) {
    this.call = call
    this.take = take
    this.wait(firstMs)
  }

  stop(): void {
    this.stopped = true
    this.timer?.cancel()
  }

  /** Never rejects: a side that is gone, or of which nothing is known, is null. */
  async read(): Promise<void> {
    const other = this.call.legs.all.find(({ channelId, state }) => channelId !== this.call.channelId && state === 'up')
    const [a, b] = await Promise.all([this.of(this.call.channelId), other ? this.of(other.channelId) : null])
    if (!this.stopped) this.take({ a, b })
  }

  private wait(ms: number): void {
    this.timer = this.call.pbx.clock.after(ms, () => {
      this.call.pbx.background(this.read())
      this.wait(everyMs)
    })
  }

  private async of(channelId: string): Promise<CallQuality | null> {
    const { telephony } = this.call.pbx
    // The figures are an extra: without them the summary says nothing of quality.
    const figures = await telephony.soundFigures(channelId).catch(() => null)
    return figures && qualityOf(figures)
  }
}
