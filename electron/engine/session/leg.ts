// A leg: a channel we dialled. It is owned by whoever dialled it until it ends or is handed on.
import type { ChannelInfo, EndCause, HangupReason } from '../ports.ts'
import type { Call } from './call.ts'
import type { ChannelOwner } from './channels.ts'
import { onRefer } from './handover.ts'

export type LegResult = 'busy' | 'rejected' | 'noAnswer' | 'failed'

/** Q.850 cause of a leg that never answered → the trade's word. */
export function resultOf(cause: EndCause): LegResult {
  if (cause.cause === 17 || cause.sip === 486 || cause.sip === 600) return 'busy'
  if (cause.cause === 21 || cause.sip === 603 || cause.sip === 403) return 'rejected'
  if ([16, 18, 19, 26, 102, 127].includes(cause.cause) || cause.sip === 480 || cause.sip === 408) return 'noAnswer'
  return 'failed'
}

export type LegEvents = {
  ringing?(leg: Leg): void
  /** The phone was taken; the channel may not be ours to command yet. */
  answered?(leg: Leg): void
  /** Under our control: can be bridged. */
  entered?(leg: Leg): void
  ended?(leg: Leg, cause: EndCause): void
}

export type LegStart = {
  channelId: string
  endpoint: string
  role: string
  extension: string | null
  destination: string
  operatorId?: string
}

/** One outbound channel of a call, from the dial to its end; it never outlives the call. */
export class Leg implements ChannelOwner {
  readonly channelId: string
  readonly endpoint: string
  readonly role: string
  readonly extension: string | null
  /** What was dialled, for people. */
  readonly destination: string
  readonly operatorId: string | null
  call: Call
  events: LegEvents
  state: 'dialing' | 'answered' | 'up' | 'ended' = 'dialing'
  sipCallId: string | null = null
  /** A borrowed line (an off-hook operator's) goes back there instead of being hung up; `true`: it ended. */
  home: ((ended: boolean) => void) | null = null

  constructor(call: Call, start: LegStart, events: LegEvents) {
    this.call = call
    this.events = events
    this.channelId = start.channelId
    this.endpoint = start.endpoint
    this.role = start.role
    this.extension = start.extension
    this.destination = start.destination
    this.operatorId = start.operatorId ?? null
    call.exchange.channels.own(this.channelId, this)
  }

  ringing(): void {
    if (this.state === 'dialing') this.call.showLeg(this.channelId, this.role, this.extension, this.sipCallId, 'ringing')
    this.events.ringing?.(this)
  }
  taken(): void {
    if (this.state !== 'dialing') return
    this.state = 'answered'
    this.events.answered?.(this)
  }
  entered(channel: ChannelInfo): void {
    if (this.state === 'ended' || this.state === 'up') return
    this.taken()
    this.state = 'up'
    this.sipCallId = channel.sipCallId
    this.call.showLeg(this.channelId, this.role, this.extension, this.sipCallId, 'up')
    this.events.entered?.(this)
  }
  digit(digit: string): void {
    this.talk?.legDigit(digit)
  }
  held(held: boolean): void {
    this.call.talk?.heldBy(this.channelId, held)
  }
  transfer(to: string, toChannelId: string | null): void {
    if (this.talk) onRefer(this.talk, 'leg', to, toChannelId)
  }
  ended(cause: EndCause): void {
    if (this.state === 'ended') return
    const { events, home } = this
    this.forget()
    events.ended?.(this, cause)
    home?.(true)
  }

  /** The conversation it is the other side of; others on the call, as a supervisor, are not. */
  private get talk() {
    return this.call.talk?.leg === this ? this.call.talk : null
  }

  /** Hangs up and forgets; safe at any time. */
  drop(reason: HangupReason): void {
    if (this.state === 'ended') return
    const { home } = this
    this.forget()
    if (home) {
      home(false)
      return
    }
    void this.call.exchange.telephony.hangup(this.channelId, reason).catch((error: unknown) => {
      this.call.exchange.log.warn('a leg could not be hung up', {
        callId: this.call.id,
        channelId: this.channelId,
        error: String(error),
      })
    })
  }
  /** Gives the channel away without hanging it up; someone else owns it from here on. */
  release(): void {
    if (this.state !== 'ended') this.forget()
  }
  /** Becomes a leg of the other call; this one is over, without being hung up. */
  handTo(call: Call): Leg {
    const { start, sipCallId } = this
    this.release()
    return Leg.adopt(call, start, sipCallId, {})
  }
  /** A channel that is up already: found again after a restart, or taken over from another call. */
  static adopt(call: Call, start: LegStart, sipCallId: string | null, events: LegEvents): Leg {
    const leg = new Leg(call, start, events)
    leg.state = 'up'
    leg.sipCallId = sipCallId
    call.showLeg(leg.channelId, leg.role, leg.extension, sipCallId, 'up')
    return leg
  }
  /** What the journal keeps of it. */
  get start(): LegStart {
    const { channelId, endpoint, role, extension, destination, operatorId } = this
    return { channelId, endpoint, role, extension, destination, ...(operatorId ? { operatorId } : {}) }
  }
  private forget(): void {
    this.state = 'ended'
    this.events = {}
    this.home = null
    this.call.exchange.channels.disown(this.channelId, this)
    this.call.hideLeg(this.channelId)
  }
}
