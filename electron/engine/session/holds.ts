// Who holds in a conversation, who has muted themselves, and who is put aside while two talk alone. Asterisk mixes in whoever
// holds as soon as more than two are in a bridge, so the host mutes them itself, always; music is for whoever has nobody left to
// talk to.
import { z } from 'zod'
import type { Telephony } from '../ports.ts'

/** What a restarted host has to know of it, by channel. */
export const holdState = z.object({
  holding: z.array(z.string()),
  muted: z.array(z.string()),
  aside: z.array(z.string()),
  music: z.array(z.string()),
})
export type HoldState = z.infer<typeof holdState>

/** The holding, muted and put aside parties of one bridge, and what was done about them. */
export class Holds {
  private readonly telephony: Telephony
  private readonly holders: Set<string>
  /** Their own telephone sends nothing: shown to the others, no more. */
  private readonly muters: Set<string>
  /** They neither hear the others nor are heard. */
  private readonly aside: Set<string>
  /** Channels of which Asterisk drops what they say. */
  private readonly silenced: Set<string>
  private readonly music: Set<string>

  /** `before`: as it was before the host's restart. */
  constructor(telephony: Telephony, before?: HoldState) {
    this.telephony = telephony
    this.holders = new Set(before?.holding)
    this.muters = new Set(before?.muted)
    this.aside = new Set(before?.aside)
    this.silenced = new Set([...this.holders, ...this.aside])
    this.music = new Set(before?.music)
  }

  get any(): boolean {
    return this.holders.size > 0
  }
  /** Two of several talk alone. */
  get apart(): boolean {
    return this.aside.size > 0
  }
  of(channelId: string): { onHold: boolean; muted: boolean; aside: boolean } {
    return { onHold: this.holders.has(channelId), muted: this.muters.has(channelId), aside: this.aside.has(channelId) }
  }
  get state(): HoldState {
    return { holding: [...this.holders], muted: [...this.muters], aside: [...this.aside], music: [...this.music] }
  }

  /** `channelId` holds or is back; `members` are all who are in the bridge. */
  async set(channelId: string, on: boolean, members: string[]): Promise<void> {
    if (on) this.holders.add(channelId)
    // A host that restarted may not know whom the one before it muted.
    else if (!this.holders.delete(channelId)) this.silenced.add(channelId)
    await this.update(members)
  }

  /** Their own telephone sends nothing, or does again. */
  mute(channelId: string, on: boolean): void {
    if (on) this.muters.add(channelId)
    else this.muters.delete(channelId)
  }

  /** These hear music and nobody hears them; nobody else. */
  async putAside(channelIds: string[], members: string[]): Promise<void> {
    this.aside.clear()
    for (const id of channelIds) this.aside.add(id)
    await this.update(members)
  }

  /** Others are in the bridge now, or others hold. */
  async update(members: string[]): Promise<void> {
    for (const set of [this.holders, this.muters, this.aside]) for (const id of set) if (!members.includes(id)) set.delete(id)
    if (members.length < 3) this.aside.clear()
    await Promise.all([...this.mutings(members), ...this.musics(members)])
  }

  /** The conversation is over: nobody goes on muted or with music. */
  release(members: string[]): Promise<void> {
    this.holders.clear()
    this.aside.clear()
    return this.update(members)
  }

  private mutings(members: string[]): Promise<void>[] {
    const done: Promise<void>[] = []
    const wanted = new Set([...this.holders, ...this.aside])
    for (const id of wanted) {
      if (this.silenced.has(id)) continue
      this.silenced.add(id)
      done.push(this.telephony.mute(id, 'in', true))
    }
    for (const id of this.silenced) {
      if (wanted.has(id)) continue
      this.silenced.delete(id)
      if (members.includes(id)) done.push(this.telephony.mute(id, 'in', false))
    }
    return done
  }

  private musics(members: string[]): Promise<void>[] {
    const free = members.filter((id) => !this.holders.has(id) && !this.aside.has(id))
    const wanted = new Set(this.aside)
    if ((this.any || this.apart) && free.length === 1 && free[0]) wanted.add(free[0])
    const done: Promise<void>[] = []
    for (const id of this.music) {
      if (wanted.has(id)) continue
      this.music.delete(id)
      done.push(this.telephony.stopMusic(id))
    }
    for (const id of wanted) {
      if (this.music.has(id)) continue
      this.music.add(id)
      done.push(this.telephony.startMusic(id))
    }
    return done
  }
}
