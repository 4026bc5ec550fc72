// Simulated people: callers who press keys and hang up, telephones that ring.
import type { ChannelInfo, EndCause, HangupReason, TelephonyEvent, Timer } from '../../engine/ports.ts'

/** What the other side sees of a hang-up. */
export const causes: Record<HangupReason, { cause: number; sip: number }> = {
  normal: { cause: 16, sip: 200 },
  busy: { cause: 17, sip: 486 },
  congestion: { cause: 34, sip: 503 },
  noAnswer: { cause: 19, sip: 480 },
  rejected: { cause: 21, sip: 603 },
  unallocated: { cause: 1, sip: 404 },
  answeredElsewhere: { cause: 26, sip: 200 },
  timeout: { cause: 102, sip: 408 },
}

export type SimChannel = {
  info: ChannelInfo
  endpoint: string
  bridge: string | null
  timer: Timer | null
  music: boolean
  /** Media URIs played to it, in order. */
  heard: string[]
  person: { answered?(): void; ended(cause: EndCause): void } | null
}

/**
 * What a telephone does when it rings; `ring` lets it ring, `nothing`: it is gone, and does not show that it rings. `early`: it is heard
 * before it answers; `cause`: it rejects for that.
 */
export type SimPhone = {
  rings(channel: SimChannel): {
    does: 'answer' | 'reject' | 'busy' | 'ring' | 'nothing'
    afterMs?: number
    early?: true
    /** Where whoever answers is asked to take the call by a key: presses it. */
    takes?: true
    cause?: EndCause
  }
}

export const answers = (afterMs = 1000): SimPhone => ({ rings: () => ({ does: 'answer', afterMs }) })
export const rejects = (afterMs = 500): SimPhone => ({ rings: () => ({ does: 'reject', afterMs }) })
export const isBusy = (): SimPhone => ({ rings: () => ({ does: 'busy', afterMs: 10 }) })
export const ringsForEver = (): SimPhone => ({ rings: () => ({ does: 'ring' }) })

/** The switch that somebody is connected to. */
export interface SimSwitch {
  readonly channels: ReadonlyMap<string, SimChannel>
  readonly bridges: ReadonlyMap<string, { channels: string[] }>
  emit(event: TelephonyEvent): void
  end(channelId: string, cause: EndCause): void
}

/** Someone who called. */
export class SimCaller {
  readonly channel: SimChannel
  readonly id: string
  cause: EndCause | null = null
  private readonly sim: SimSwitch

  constructor(sim: SimSwitch, channel: SimChannel) {
    this.sim = sim
    this.channel = channel
    this.id = channel.info.id
  }
  press(digits: string): void {
    for (const digit of digits) this.sim.emit({ type: 'digit', channelId: this.id, digit })
  }
  hangup(): void {
    this.sim.end(this.id, { cause: 16, sip: 200 })
  }
  ended(cause: EndCause): void {
    this.cause = cause
  }
  get gone(): boolean {
    return this.cause !== null
  }
  get heard(): string[] {
    return this.channel.heard
  }
  /** Who else is in the caller's bridge. */
  get talkingTo(): string[] {
    const bridge = this.channel.bridge ? this.sim.bridges.get(this.channel.bridge) : undefined
    return (bridge?.channels ?? []).filter((id) => id !== this.id).map((id) => this.sim.channels.get(id)?.endpoint ?? '')
  }
}
