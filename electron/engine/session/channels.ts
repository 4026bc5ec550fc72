// Who listens to what: one map from ids to their owners. No listener per instance, nothing to forget.
import type { ChannelInfo, EndCause, TelephonyEvent } from '../ports.ts'

/** The owner of a channel: a call, a leg. */
export interface ChannelOwner {
  /** The trunk that the channel is a call of. */
  readonly trunkId?: string | null
  entered?(channel: ChannelInfo): void
  taken?(): void
  ringing?(): void
  /** The far side sends sound before it answers. */
  earlySound?(): void
  digit?(digit: string): void
  held?(held: boolean): void
  ended(cause: EndCause): void
  /** A REFER from the phone behind the channel. */
  transfer?(to: string, toChannelId: string | null): void
}

export class Channels {
  private readonly owners = new Map<string, ChannelOwner>()
  private readonly playbacks = new Map<string, (ok: boolean) => void>()
  private readonly recordings = new Map<string, (ok: boolean, seconds: number) => void>()
  /** Playbacks and recordings Asterisk has taken on. */
  private readonly accepted = new Set<string>()
  private readonly enders = new Set<(channelId: string) => void>()

  own(channelId: string, owner: ChannelOwner): void {
    this.owners.set(channelId, owner)
  }
  disown(channelId: string, owner: ChannelOwner): void {
    if (this.owners.get(channelId) === owner) this.owners.delete(channelId)
  }
  owner(channelId: string): ChannelOwner | undefined {
    return this.owners.get(channelId)
  }
  /** How many calls a trunk carries now, of both directions. */
  carriedBy(trunkId: string): number {
    return [...this.owners.values()].filter((owner) => owner.trunkId === trunkId).length
  }
  ids(): string[] {
    return [...this.owners.keys()]
  }
  /** Told of every channel that ends, owned or not. */
  onEnd(listener: (channelId: string) => void): () => void {
    this.enders.add(listener)
    return () => this.enders.delete(listener)
  }

  /** Told when the playback ends. */
  awaitPlayback(id: string, done: (ok: boolean) => void): () => void {
    this.playbacks.set(id, done)
    return () => {
      this.playbacks.delete(id)
      this.accepted.delete(id)
    }
  }
  /** Told when the recording ends. */
  awaitRecording(name: string, done: (ok: boolean, seconds: number) => void): () => void {
    this.recordings.set(name, done)
    return () => {
      this.recordings.delete(name)
      this.accepted.delete(name)
    }
  }
  /** Asterisk took the command: from here on, a playback or recording it does not know has ended. */
  begun(idOrName: string): void {
    if (this.playbacks.has(idOrName) || this.recordings.has(idOrName)) this.accepted.add(idOrName)
  }
  pendingPlaybacks(): string[] {
    return [...this.playbacks.keys()].filter((id) => this.accepted.has(id))
  }
  pendingRecordings(): string[] {
    return [...this.recordings.keys()].filter((name) => this.accepted.has(name))
  }

  /** Everything still watched; a stopped engine has 0. */
  get size(): number {
    return this.owners.size + this.playbacks.size + this.recordings.size + this.enders.size
  }

  /** Hands an event to its owner; false when nobody owns it. */
  dispatch(event: TelephonyEvent): boolean {
    switch (event.type) {
      case 'playbackEnded':
        this.accepted.delete(event.playbackId)
        return once(this.playbacks, event.playbackId, (done) => done(event.ok))
      case 'recordingEnded':
        this.accepted.delete(event.name)
        return once(this.recordings, event.name, (done) => done(event.ok, event.seconds))
      case 'ended': {
        for (const listener of this.enders) listener(event.channelId)
        return once(this.owners, event.channelId, (owner) => owner.ended(event))
      }
      case 'entered':
        return this.tell(event.channel.id, (owner) => owner.entered?.(event.channel))
      case 'answered':
        return this.tell(event.channelId, (owner) => owner.taken?.())
      case 'earlySound':
        return this.tell(event.channelId, (owner) => owner.earlySound?.())
      case 'ringing':
        return this.tell(event.channelId, (owner) => owner.ringing?.())
      case 'digit':
        return this.tell(event.channelId, (owner) => owner.digit?.(event.digit))
      case 'held':
      case 'resumed':
        return this.tell(event.channelId, (owner) => owner.held?.(event.type === 'held'))
      case 'transferRequested':
        return this.tell(event.channelId, (owner) => owner.transfer?.(event.to, event.toChannelId))
      default:
        return false
    }
  }

  private tell(id: string, run: (owner: ChannelOwner) => void): boolean {
    const owner = this.owners.get(id)
    if (owner) run(owner)
    return owner !== undefined
  }
}

function once<T>(map: Map<string, T>, id: string, run: (value: T) => void): boolean {
  const value = map.get(id)
  if (value === undefined) return false
  map.delete(id)
  run(value)
  return true
}
