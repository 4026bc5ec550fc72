// A leg that answered and is not connected to anybody yet: several may ask to be told of its keys and of its end.
import type { Leg } from './leg.ts'

/** Takes the leg's events over; the module that connects the leg afterwards takes them from here. */
export class WatchedLeg {
  readonly leg: Leg
  private readonly endings = new Set<() => void>()
  private readonly readers = new Set<(digit: string) => void>()

  constructor(leg: Leg) {
    this.leg = leg
    this.watch()
  }

  /** Again, after somebody else had the leg's events. */
  watch(): void {
    this.leg.listen({
      ended: () => {
        for (const tell of [...this.endings]) tell()
      },
      digit: (_leg, digit) => {
        for (const read of [...this.readers]) read(digit)
      },
    })
  }

  get ended(): boolean {
    return this.leg.state === 'ended'
  }

  /** Told when the leg ends, at once when it has. Returns how to stop. */
  onEnded(tell: () => void): () => void {
    if (this.ended) tell()
    this.endings.add(tell)
    return () => this.endings.delete(tell)
  }

  /** Told of each key of the leg's phone. Returns how to stop. */
  onDigit(read: (digit: string) => void): () => void {
    this.readers.add(read)
    return () => this.readers.delete(read)
  }
}
