// Frames on their way to an endpoint: two sides made one, at most two seconds held, the oldest dropped and counted.

/** How much is held, ms. */
const heldMs = 2000
export const frameMs = 20
/** How far one side may lag before silence stands in for it, frames. */
const mostLag = 3

type Side = 'left' | 'right'

export class StreamFrames {
  readonly channels: 1 | 2
  readonly bytesPerSecond: number
  sent = 0
  dropped = 0
  private readonly frameBytes: number
  private readonly ready: Uint8Array[] = []
  private readonly sides: Record<Side, Uint8Array[]> = { left: [], right: [] }
  /** What a line gave that is no whole frame yet. */
  private readonly rest: Record<Side, Uint8Array> = { left: new Uint8Array(0), right: new Uint8Array(0) }

  constructor(stereo: boolean, rate: number) {
    this.channels = stereo ? 2 : 1
    this.frameBytes = (rate * 2 * frameMs) / 1000
    this.bytesPerSecond = rate * 2 * this.channels
  }

  /** PCM of one side, of any length. */
  heard(side: Side, pcm: Uint8Array): void {
    const { frameBytes } = this
    let bytes = pcm
    if (this.rest[side].length) {
      bytes = new Uint8Array(this.rest[side].length + pcm.length)
      bytes.set(this.rest[side])
      bytes.set(pcm, this.rest[side].length)
    }
    let at = 0
    for (; at + frameBytes <= bytes.length; at += frameBytes) this.frame(side, bytes.slice(at, at + frameBytes))
    this.rest[side] = bytes.slice(at)
  }

  private frame(side: Side, frame: Uint8Array): void {
    if (this.channels === 1) {
      this.hold(frame)
      return
    }
    this.sides[side].push(frame)
    const { left, right } = this.sides
    while ((left.length && right.length) || Math.max(left.length, right.length) > mostLag)
      this.hold(interleaved(left.shift() ?? new Uint8Array(this.frameBytes), right.shift() ?? new Uint8Array(this.frameBytes)))
  }

  private hold(frame: Uint8Array): void {
    this.ready.push(frame)
    if (this.ready.length <= heldMs / frameMs) return
    this.ready.shift()
    this.dropped++
  }

  /** The oldest frame that waits. */
  next(): Uint8Array | undefined {
    const frame = this.ready.shift()
    if (frame) this.sent++
    return frame
  }
}

/** Caller left, office right, sample by sample. */
function interleaved(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length * 2)
  for (let i = 0; i + 1 < left.length; i += 2) {
    both[i * 2] = left[i] as number
    both[i * 2 + 1] = left[i + 1] as number
    both[i * 2 + 2] = right[i] as number
    both[i * 2 + 3] = right[i + 1] as number
  }
  return both
}
