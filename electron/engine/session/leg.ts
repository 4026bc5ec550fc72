// A leg: a channel we dialled. The module that dialled it owns it until it ends or is handed on.
import type { ChannelInfo, EndCause, HangupReason } from '../ports.ts'
import type { CallLegs } from './callLegs.ts'
import type { ChannelOwner } from './channels.ts'
import type { PbxContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Forwarded } from './forwarded.ts'
import type { FailoverPlan } from './trunkWay.ts'

export type LegResult = 'busy' | 'rejected' | 'noAnswer' | 'failed'

/** Q.850 cause of a leg that never answered → the trade's word. */
export function resultOf(cause: EndCause): LegResult {
  if (cause.cause === 17 || cause.sip === 486 || cause.sip === 600) return 'busy'
  if (cause.cause === 21 || cause.sip === 603 || cause.sip === 403) return 'rejected'
  if ([16, 18, 19, 26, 102, 127].includes(cause.cause) || cause.sip === 480 || cause.sip === 408) return 'noAnswer'
  return 'failed'
}

/** Numbers that the network does not know: unallocated, no route, changed, incomplete. */
const unknownNumber = [1, 2, 3, 22, 28]
const unknownNumberAnswers = [404, 410, 484, 604]

/** How the dialling party learns of a leg that never answered. */
export function reasonOf(cause: EndCause): HangupReason {
  if (unknownNumberAnswers.includes(cause.sip ?? 0) || (cause.sip === null && unknownNumber.includes(cause.cause)))
    return 'unallocated'
  const result = resultOf(cause)
  return result === 'failed' ? 'congestion' : result
}

export type LegEvents = {
  ringing?(leg: Leg): void
  /** The far side sends sound before it answers. */
  earlySound?(leg: Leg): void
  /** The phone was taken; the channel may not be ours to command yet. */
  answered?(leg: Leg): void
  /** Under our control: can be bridged. */
  entered?(leg: Leg): void
  ended?(leg: Leg, cause: EndCause): void
  digit?(leg: Leg, digit: string): void
}

export type LegStart = {
  channelId: string
  /** A console's softphone. */
  console: boolean
  role: string
  extension: string | null
  destination: string
  operatorId?: string
  /** The trunk it leaves by. */
  trunkId?: string
  /** Sent once somebody answers. */
  keys?: string
  /** Where several trunks lead there. */
  failover?: FailoverPlan
  /** It called us to pick the call up; answered by us. */
  picksUp?: boolean
  /** On whose behalf it leaves the house. */
  forwarded?: Forwarded
}

/** The call that a leg belongs to, as far as the leg has to know of it. */
export interface LegOwner {
  readonly id: string
  readonly pbx: PbxContext
  readonly legs: CallLegs
  readonly conversation: Conversation | null
  /** The phone on that channel asked for a transfer. */
  referred(channelId: string, to: string, toChannelId: string | null): void
}

/** Whose line a borrowed leg is (an off-hook operator's): it goes back there instead of being hung up. */
export interface LineOwner {
  /** The line is free again (`false`) or gone (`true`). */
  back(ended: boolean): void
}

type LegState = 'dialing' | 'answered' | 'up' | 'ended'

/** One outbound channel of a call, from the dial to its end; it never outlives the call. */
export class Leg implements ChannelOwner {
  readonly channelId: string
  /** A console's softphone. */
  readonly console: boolean
  readonly role: string
  readonly extension: string | null
  /** What was dialled, for people. */
  readonly destination: string
  readonly operatorId: string | null
  readonly trunkId: string | null
  private readonly call: LegOwner
  private events: LegEvents
  private home: LineOwner | null
  private progress: LegState = 'dialing'
  private sip: string | null = null
  private endCause: EndCause | null = null

  /** `home`: the line is borrowed. */
  constructor(call: LegOwner, start: LegStart, events: LegEvents, home: LineOwner | null = null) {
    this.call = call
    this.events = events
    this.home = home
    this.channelId = start.channelId
    this.console = start.console
    this.role = start.role
    this.extension = start.extension
    this.destination = start.destination
    this.operatorId = start.operatorId ?? null
    this.trunkId = start.trunkId ?? null
    call.pbx.channels.own(this.channelId, this)
  }

  get state(): LegState {
    return this.progress
  }
  get sipCallId(): string | null {
    return this.sip
  }
  /** The person there hung up (Q.850 16, normal clearing); false when the phone was lost. */
  get hungUp(): boolean {
    return this.endCause?.cause === 16
  }
  /** It goes back to its owner when it is dropped. */
  get borrowed(): boolean {
    return this.home !== null
  }
  /** From here on these are told of it, and nobody else. */
  listen(events: LegEvents): void {
    this.events = events
  }

  private show(state: 'ringing' | 'up'): void {
    const { channelId, role, extension, sipCallId } = this
    this.call.legs.show({ channelId, role, extension, sipCallId, state })
  }

  ringing(): void {
    if (this.progress === 'dialing') this.show('ringing')
    this.events.ringing?.(this)
  }
  earlySound(): void {
    this.events.earlySound?.(this)
  }
  taken(): void {
    if (this.progress !== 'dialing') return
    this.progress = 'answered'
    this.events.answered?.(this)
  }
  entered(channel: ChannelInfo): void {
    this.enteredAs(channel.sipCallId)
  }
  enteredAs(sipCallId: string | null): void {
    if (this.progress === 'ended' || this.progress === 'up') return
    this.taken()
    this.progress = 'up'
    this.sip = sipCallId
    this.show('up')
    this.events.entered?.(this)
  }
  digit(digit: string): void {
    this.events.digit?.(this, digit)
    this.call.conversation?.digit(this.channelId, digit)
  }
  held(held: boolean): void {
    this.call.conversation?.heldBy(this.channelId, held)
  }
  transfer(to: string, toChannelId: string | null): void {
    this.call.referred(this.channelId, to, toChannelId)
  }
  ended(cause: EndCause): void {
    if (this.progress === 'ended') return
    const { events, home } = this
    this.endCause = cause
    this.forget()
    events.ended?.(this, cause)
    home?.back(true)
  }

  /** Hangs up and forgets; safe at any time. */
  drop(reason: HangupReason): void {
    if (this.progress === 'ended') return
    const { home } = this
    this.forget()
    if (home) {
      home.back(false)
      return
    }
    const { id, pbx } = this.call
    void pbx.telephony.hangup(this.channelId, reason).catch((error: unknown) => {
      pbx.log.warn('a leg could not be hung up', { callId: id, channelId: this.channelId, error: String(error) })
    })
  }
  /** Gives the channel away without hanging it up; someone else owns it from here on. */
  release(): void {
    if (this.progress !== 'ended') this.forget()
  }
  /** Hands the leg to another call, which owns it from here on. */
  handTo(call: LegOwner): Leg {
    const { start, sipCallId } = this
    this.release()
    return Leg.adopt(call, start, sipCallId)
  }
  /** It was up when the host came back. */
  foundUp(sipCallId: string | null): void {
    this.progress = 'up'
    this.sip = sipCallId
  }
  /** A channel that is up already: found again after a restart, or taken over from another call. */
  static adopt(
    call: LegOwner,
    start: LegStart,
    sipCallId: string | null,
    events: LegEvents = {},
    home: LineOwner | null = null,
  ): Leg {
    const leg = new Leg(call, start, events, home)
    leg.foundUp(sipCallId)
    leg.show('up')
    return leg
  }
  /** What the journal keeps of it. */
  get start(): LegStart {
    const { channelId, console, role, extension, destination, operatorId, trunkId } = this
    const known = { ...(operatorId ? { operatorId } : {}), ...(trunkId ? { trunkId } : {}) }
    return { channelId, console, role, extension, destination, ...known }
  }
  private forget(): void {
    this.progress = 'ended'
    this.events = {}
    this.home = null
    this.call.pbx.channels.disown(this.channelId, this)
    this.call.legs.hide(this.channelId)
  }
}
