// Calls that ring in the office now, and the phone of somebody else that takes one of them.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { PickUpAsked } from '../../../shared/domain/pickUpCodes.ts'
import type { ChannelInfo } from '../ports.ts'

/** Somebody's phones ring for a call. */
export interface Ringing {
  /** When it began, ms since 1970. */
  readonly since: number
  /** The extensions at which it can be picked up now: their phones show that they ring, and nobody has answered. */
  extensions(): string[]
  /** As whom that extension would take it; null: it may not. */
  taker(extension: string): { operatorId?: string } | null
  /** From here on the channel is the call's. `from`: where it rang. */
  take(channel: ChannelInfo, by: { extension: string; operatorId?: string }, from: string): void
}

export class PickUps {
  private readonly ringing = new Set<Ringing>()

  /** The function returned ends it. */
  open(ringing: Ringing): () => void {
    this.ringing.add(ringing)
    return () => void this.ringing.delete(ringing)
  }

  /** A phone of `extension` asks for a call that rings elsewhere; false where there is none that it may take. */
  pickUp({ config }: { config: OfficeConfig }, asked: PickUpAsked, channel: ChannelInfo, extension: string): boolean {
    const groupOf = (of: string) => config.extensions.get(of)?.pickUpGroup || null
    const fits = (of: string) => of !== extension && (asked.extension ?? of) === of
    const inReach = (of: string) => fits(of) && (asked.extension !== null || groupOf(of) === groupOf(extension))
    for (const ringing of [...this.ringing].sort((a, b) => a.since - b.since)) {
      const from = ringing.extensions().find(inReach)
      const taker = from === undefined ? null : ringing.taker(extension)
      if (from === undefined || !taker) continue
      ringing.take(channel, { extension, ...taker }, from)
      return true
    }
    return false
  }
}
