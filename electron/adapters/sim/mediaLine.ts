// A media line to a simulated caller: what it was told to play is kept; a test speaks as the caller.
import { type MediaLine, type MediaLineOptions, TelephonyError } from '../../engine/ports.ts'

/** One line; `sounds` speaks as the party. */
export class SimLine implements MediaLine {
  readonly options: MediaLineOptions
  /** Everything played and not cleared, in bytes. */
  played = 0
  private readonly lines: Set<SimLine>

  constructor(lines: Set<SimLine>, options: MediaLineOptions) {
    this.lines = lines
    this.options = options
    lines.add(this)
  }

  /** The party says (or hears) this. */
  sounds(pcm: Uint8Array): void {
    this.options.frame(pcm)
  }
  play(pcm: Uint8Array): void {
    this.played += pcm.length
  }
  /** Reached at once: simulated sound takes no time. */
  mark(name: string): void {
    this.options.mark(name)
  }
  clear(): void {
    this.played = 0
  }
  async close(): Promise<void> {
    this.lines.delete(this)
  }
}

/** Opens a line to a channel that is there. */
export async function openSimLine(
  lines: Set<SimLine>,
  channels: ReadonlyMap<string, unknown>,
  options: MediaLineOptions,
): Promise<MediaLine> {
  if (!channels.has(options.channelId)) throw new TelephonyError('notFound', 'opening a line', 'no such channel')
  return new SimLine(lines, options)
}
