// Asterisk writes nothing to an idle channel, and a whisper only rides on what is written. While a line is open to a channel,
// silence is: again after each prompt and after music, which both end it, but not in a bridge, where it would drown the others.

import type { AriSession } from './session.ts'

export class SoundKeeper {
  private readonly session: AriSession
  /** Lines by channel. */
  private readonly open = new Map<string, number>()
  /** Which bridge those channels are in. */
  private readonly inBridge = new Map<string, string>()
  /** Prompts under way on those channels. */
  private readonly playing = new Map<string, string>()

  constructor(session: AriSession) {
    this.session = session
    session.onEvent((event) => {
      if (event.type === 'playbackEnded') this.ended(event.playbackId)
      else if (event.type === 'leftBridge') this.left(event.channelId, event.bridgeId)
      else if (event.type === 'ended') this.forget(event.channelId)
    })
  }

  /** A line is open; returns what says that it is not any more. */
  async keep(channelId: string): Promise<() => void> {
    this.open.set(channelId, (this.open.get(channelId) ?? 0) + 1)
    await this.again(channelId)
    return () => {
      const left = (this.open.get(channelId) ?? 0) - 1
      if (left > 0) this.open.set(channelId, left)
      else if (this.open.delete(channelId)) void this.quiet(channelId)
    }
  }

  /** A prompt goes to the channel. */
  prompt(channelId: string, playbackId: string): void {
    if (this.open.has(channelId)) this.playing.set(playbackId, channelId)
  }

  /** Prompt or music are over. */
  async again(channelId: string): Promise<void> {
    if (!this.open.has(channelId) || this.inBridge.has(channelId)) return
    await this.session
      .command(`keeping sound on ${channelId}`, [channelId], (ari) => ari.channels.startSilence({ channelId }))
      .catch(() => {}) // the caller has just left
  }

  /** The channels come into a bridge, which writes to them. */
  async bridged(bridgeId: string, channelIds: readonly string[]): Promise<void> {
    const ours = channelIds.filter((id) => this.open.has(id))
    for (const id of ours) this.inBridge.set(id, bridgeId)
    await Promise.all(ours.map((id) => this.quiet(id)))
  }

  private left(channelId: string, bridgeId: string): void {
    if (this.inBridge.get(channelId) !== bridgeId) return // it went on to another
    this.inBridge.delete(channelId)
    void this.again(channelId)
  }

  private forget(channelId: string): void {
    this.open.delete(channelId)
    this.inBridge.delete(channelId)
  }

  private ended(playbackId: string): void {
    const channelId = this.playing.get(playbackId)
    if (channelId === undefined) return
    this.playing.delete(playbackId)
    void this.again(channelId)
  }

  private async quiet(channelId: string): Promise<void> {
    await this.session
      .command(`ending the silence on ${channelId}`, [channelId], (ari) => ari.channels.stopSilence({ channelId }))
      .catch(() => {}) // the caller has just left
  }
}
