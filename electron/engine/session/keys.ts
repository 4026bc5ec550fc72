// The caller's keys: type-ahead for 2 s, repeats within 80 ms dropped, one reader at a time.
import type { Clock } from '../ports.ts'

/** Keys pressed before anyone listens are kept this long (docs/spec/actions.md). */
export const typeAheadMs = 2000
/** The same key again within this time is one key press (RFC 4733 retransmissions). */
export const repeatMs = 80

export class Keys {
  private readonly clock: Clock
  private ahead: { digit: string; at: number }[] | null = null
  private reader: ((digit: string) => void) | null = null
  private last = ''
  private lastAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** A key press from telephony; false when it was a repeat. */
  press(digit: string): boolean {
    const at = this.clock.now()
    const repeated = digit === this.last && at - this.lastAt < repeatMs
    this.last = digit
    this.lastAt = at
    if (repeated) return false
    if (this.reader) this.reader(digit)
    else {
      this.ahead ??= []
      this.ahead.push({ digit, at })
      if (this.ahead.length > 40) this.ahead.shift()
    }
    return true
  }

  /** Reads from here on; what was typed ahead comes first, at once. Returns how to stop. */
  read(reader: (digit: string) => void): () => void {
    const before = this.reader
    this.reader = reader
    const fresh = this.take()
    for (const digit of fresh) {
      if (this.reader === reader) reader(digit)
      else this.keep(digit)
    }
    return () => {
      if (this.reader === reader) this.reader = before
    }
  }

  /** Keeps digits a reader did not want for the next one. */
  keep(digits: string): void {
    const at = this.clock.now()
    for (const digit of digits) {
      this.ahead ??= []
      this.ahead.push({ digit, at })
    }
  }

  /** Keys typed ahead that are not too old; forgets them. */
  take(): string[] {
    if (!this.ahead) return []
    const oldest = this.clock.now() - typeAheadMs
    const fresh = this.ahead.filter((key) => key.at >= oldest).map((key) => key.digit)
    this.ahead = null
    return fresh
  }
}
