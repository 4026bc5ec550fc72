// Who holds in a conversation. Asterisk mixes in whoever holds as soon as more than two are in a bridge, so the host
// mutes them itself, always; music is for whoever has nobody left to talk to.
import type { Telephony } from '../ports.ts'

/** The holding parties of one bridge, and what was done about them. */
export class Holds {
  private readonly telephony: Telephony
  private readonly holders = new Set<string>()
  private readonly muted = new Set<string>()
  /** The channel that hears music. */
  private music: string | null = null

  constructor(telephony: Telephony) {
    this.telephony = telephony
  }

  get any(): boolean {
    return this.holders.size > 0
  }

  /** `channelId` holds or is back; `members` are all who are in the bridge. */
  async set(channelId: string, on: boolean, members: string[]): Promise<void> {
    if (on) this.holders.add(channelId)
    // A host that began anew does not know whom the one before it muted.
    else if (!this.holders.delete(channelId)) this.muted.add(channelId)
    await this.update(members)
  }

  /** Others are in the bridge now, or others hold. */
  async update(members: string[]): Promise<void> {
    for (const id of this.holders) if (!members.includes(id)) this.holders.delete(id)
    const free = members.filter((id) => !this.holders.has(id))
    await Promise.all([...this.mutings(members), ...this.musicFor(this.any && free.length === 1 ? (free[0] ?? null) : null)])
  }

  /** The conversation is over: nobody goes on muted or with music. */
  release(members: string[]): Promise<void> {
    this.holders.clear()
    return this.update(members)
  }

  private mutings(members: string[]): Promise<void>[] {
    const done: Promise<void>[] = []
    for (const id of this.holders) {
      if (this.muted.has(id)) continue
      this.muted.add(id)
      done.push(this.telephony.mute(id, 'in', true))
    }
    for (const id of this.muted) {
      if (this.holders.has(id)) continue
      this.muted.delete(id)
      if (members.includes(id)) done.push(this.telephony.mute(id, 'in', false))
    }
    return done
  }

  private musicFor(channelId: string | null): Promise<void>[] {
    const before = this.music
    if (before === channelId) return []
    this.music = channelId
    const done: Promise<void>[] = []
    if (before !== null) done.push(this.telephony.stopMusic(before))
    if (channelId !== null) done.push(this.telephony.startMusic(channelId))
    return done
  }
}
