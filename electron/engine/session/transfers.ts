// Handing a conversation over: blind and attended transfer, three-way merge, REFER from desk phones. All of it is done by the host, in bridges.
import type { CallNote } from '../../../shared/domain/calls.ts'
import { DialError } from '../../../shared/domain/dial.ts'
import type { TransferState } from '../../../shared/domain/transfer.ts'
import { diallerOf, ringables } from '../actions/destinations.ts'
import { BridgedCall, type Side } from './bridgedCall.ts'
import type { Call } from './call.ts'
import { ConfigurationError } from './callErrors.ts'
import { Leg } from './leg.ts'
import { type Parking, type ParkVariable, parkVariables } from './parking.ts'
import { handedOn, parkTarget, redirectCall, targetOf } from './redirects.ts'

/** The other call that is asked about, or merged, is not connected. */
export class NotAnswered extends Error {
  constructor() {
    super('the other call is not answered yet')
    this.name = 'NotAnswered'
  }
}

/** Whoever is handed on leaves the other behind: with three on the call nobody is. */
export class ThreeWay extends Error {
  constructor() {
    super('three people are on the call')
    this.name = 'ThreeWay'
  }
}

/** There is nothing and nobody of that name to hand the call on to. */
export class NoSuchTarget extends Error {
  constructor(to: string) {
    super(`there is no “${to}”`)
    this.name = 'NoSuchTarget'
  }
}

const extensionOn = (talk: BridgedCall, side: Side): string | null => (side === 'leg' ? talk.leg.extension : talk.call.extension)

/**
 * The caller of `other` goes to another call, as a leg of it. The person they talked to has their place there, without anybody to talk
 * to, and is to be hung up: a host that restarts meanwhile does it.
 */
function callerTo(call: Call, other: BridgedCall): Leg {
  const { call: left } = other
  const { channelId, extension, sipCallId, onConsole, trunkId, from } = left
  other.makeLegTheCaller()
  left.endAfterRestart()
  const trunk = trunkId === null ? {} : { trunkId }
  const start = { channelId, console: onConsole, role: 'transferred', extension, destination: extension ?? from, ...trunk }
  const leg = Leg.adopt(call, start, sipCallId)
  // At once: nobody is to do anything with a call that has lost its caller.
  left.end()
  return leg
}

/** Whoever is at the other end of a call, and can be taken out of it. */
type FarEnd = {
  channelId: string
  /** Still there, in that call. */
  there(): boolean
  /** The person goes to the other call, as a leg of it; what is left of theirs ends, also after a restart. */
  takeTo(call: Call): Leg
}

/**
 * Who is at the other end of `consult` for the phone on `side` of the talk: whom it called, or who called it. Throws NotAnswered while
 * nobody is, ThreeWay where several are.
 */
function farEnd(talk: BridgedCall, side: Side, consult: Call): FarEnd {
  const extension = extensionOn(talk, side)
  const other = BridgedCall.of(consult)
  if (!other || extension === null || other.leg.state !== 'up') throw new NotAnswered()
  if (other.others.threeWay) throw new ThreeWay()
  const { leg } = other
  if (consult.extension === extension) {
    const takeTo = (call: Call) => {
      consult.endAfterRestart()
      return leg.handTo(call)
    }
    return { channelId: leg.channelId, there: () => leg.state === 'up', takeTo }
  }
  if (leg.extension !== extension) throw new NotAnswered()
  const { channelId } = consult
  return { channelId, there: () => !consult.isGone && consult.channelId === channelId, takeTo: (call) => callerTo(call, other) }
}

/**
 * Brings the far end of `consult` into the talk; `adopt` gives it its place there. Whoever hangs up meanwhile, nobody is left
 * alone: the far end stays where it was unless the talk goes on with it. Throws NotAnswered.
 */
async function bringOver(talk: BridgedCall, far: FarEnd, consult: Call, adopt: (leg: Leg) => void): Promise<void> {
  const { call } = talk
  const { telephony } = call.pbx
  const before = BridgedCall.of(consult)
  try {
    await telephony.join(talk.bridgeId, [far.channelId])
  } catch (error) {
    if (far.there() && call.conversation === talk) throw error
    throw new NotAnswered()
  }
  if (!far.there() || consult.conversation !== before || before === null) throw new NotAnswered()
  if (call.conversation !== talk || call.isInterrupted) {
    await telephony.join(before.bridgeId, [far.channelId])
    throw new NotAnswered()
  }
  adopt(far.takeTo(call))
  talk.hangup(consult.channelId)
}

/** What the extension `by` has to say about the call it hands on. */
const noteOf = (call: Call, by: string | null, text: string): CallNote => ({
  author: by === null ? '' : `ext:${by}`,
  name: by === null ? '' : call.office.config.extensions.get(by)?.name || by,
  at: call.pbx.clock.now(),
  text,
})

/** Who is handed on when `side` leaves. */
function other(talk: BridgedCall, side: Side): { number: string; name: string } {
  const { call } = talk
  if (side === 'leg') return { number: call.from, name: call.fromName }
  const inside = call.office.config.extensions.get(talk.leg.destination)
  return { number: talk.leg.destination, name: inside?.name ?? '' }
}

/** The person on `side` leaves, the other one goes on to `to`. */
function letGo(talk: BridgedCall, side: Side, to: string, about: TransferState | null): void {
  const { call } = talk
  const old = side === 'caller' ? talk.makeLegTheCaller() : null
  redirectCall(call, to, about)
  if (old !== null && !call.assignment.waits(old)) talk.hangup(old)
}

/** Throws NoSuchTarget, DialError: what cannot be reached is refused while the call is still in good hands. */
function checkTarget(talk: BridgedCall, side: Side, to: string): 'rings' | 'takes' {
  const { call } = talk
  const target = targetOf(call.office, to)
  if (target.kind === 'unknown') throw new NoSuchTarget(to)
  if (target.kind === 'code') throw new DialError('unknownCode', `The code ${target.code} is unknown.`)
  if (target.kind !== 'ring') return 'takes'
  try {
    // On the transferor's right.
    ringables({ ...diallerOf(call), handOver: handedOn(call, to, { by: extensionOn(talk, side) }) }, target.to, '')
  } catch (error) {
    if (error instanceof ConfigurationError) throw new NoSuchTarget(to)
    throw error
  }
  return 'rings'
}

export type Blind = {
  note?: string
  /** Keeps its line until somebody answers, and has the caller back when nobody does. */
  referred?: boolean
  /** A colleague who is on another call is waited for that long, ms. */
  campOnMs?: number
}

/** Whom that phone called has not answered. One that rings at the phone itself is nobody's to give up. */
const stillRings = (consult: Call, by: string | null): boolean =>
  consult.extension === by && consult.conversation === null && !consult.isGone && consult.legs.ringing

type TransfersContext = { calls: ReadonlyMap<string, Call>; parking: Parking }

/** What consoles and desk phones do with a conversation: hand it on, park it, merge another into it. */
export class Transfers {
  private readonly context: TransfersContext

  constructor(context: TransfersContext) {
    this.context = context
  }

  /** Parks the party that is not on `side`, in the wished slot if it is free; null, and nothing happens, when all are taken. Throws ThreeWay. */
  park(talk: BridgedCall, side: Side, wish?: string): string | null {
    const { call } = talk
    if (talk.others.threeWay) throw new ThreeWay()
    const slot = this.context.parking.reserve(call.id, wish)
    if (slot === null) return null
    const about: Record<ParkVariable, string> = { slot, by: extensionOn(talk, side) ?? '', ...other(talk, side) }
    for (const [key, name] of Object.entries(parkVariables)) call.set(name, about[key as ParkVariable])
    letGo(talk, side, parkTarget, null)
    return slot
  }

  /** Blind: the person on `side` leaves, the other one goes on to `to`; to a parking slot's number: is parked. Throws ThreeWay, NoSuchTarget, DialError. */
  blind(talk: BridgedCall, side: Side, to: string, { note = '', referred = false, campOnMs = 0 }: Blind = {}): 'rings' | 'done' {
    const { call } = talk
    if (talk.others.threeWay) throw new ThreeWay()
    if (this.context.parking.isSlot(to) && this.park(talk, side, to) !== null) return 'done'
    const how = checkTarget(talk, side, to)
    const by = extensionOn(talk, side)
    call.trace('transfer.begun', { by: by ?? side, to, ...(note ? { note } : {}) })
    // Whoever takes the call finds it where notes on a call are.
    if (note) call.records.callLog.addNote(call.id, noteOf(call, by, note))
    call.parts.handed(by, to)
    const about = handedOn(call, to, { by, note, ...other(talk, side) })
    if (campOnMs > 0 && call.office.config.extensions.has(to)) {
      const since = call.pbx.clock.now()
      about.campOn = { since, until: since + campOnMs, position: 0 }
      call.trace('transfer.camped', { to })
    }
    if (how === 'rings' && referred) {
      const leg = talk.keep(side)
      call.assignment.keepTransferor(leg)
      about.transferor = leg?.start ?? null
    }
    letGo(talk, side, to, about)
    return how === 'rings' ? 'rings' : 'done'
  }

  /** Nobody has answered the phone's question yet: it is given up, and the consulted party rings for the other one. Throws NoSuchTarget, DialError. */
  private async ringing(talk: BridgedCall, side: Side, consult: Call, blind: Blind): Promise<'rings' | 'done'> {
    const { telephony } = talk.call.pbx
    checkTarget(talk, side, consult.to)
    consult.end()
    await telephony.hangup(consult.channelId, 'normal').catch(() => {}) // a phone that hung up by itself is as good
    return this.blind(talk, side, consult.to, blind)
  }

  /**
   * Attended: the far end of `consult`, the other call of the same phone, takes that phone's place, whoever called whom in either. While
   * it still rings there, as blind: `rings`. Throws NotAnswered, and what `blind` throws.
   */
  async attended(talk: BridgedCall, side: Side, consult: Call, blind: Blind = {}): Promise<'rings' | 'done'> {
    const { call } = talk
    if (stillRings(consult, extensionOn(talk, side))) return this.ringing(talk, side, consult, blind)
    const by = extensionOn(talk, side)
    const far = farEnd(talk, side, consult)
    const stays = other(talk, side).number
    // Whoever called in the other call has a story of their own, which goes on here.
    const called = consult.extension !== by
    await bringOver(talk, far, consult, (leg) => {
      call.trace('talk.transferred', { by: by ?? side, to: leg.destination, attended: true })
      if (called) {
        consult.trace('talk.transferred', { by: by ?? side, to: stays, attended: true })
        consult.assignment.counts('transferred')
        consult.parts.handed(by, stays)
      }
      call.assignment.counts('transferred')
      call.parts.handed(extensionOn(talk, side), leg.extension ?? leg.destination)
      if (side === 'leg') talk.replaceLeg(leg)
      else talk.replaceCaller(leg)
    })
    return 'done'
  }

  /** Three-way: the far end of `consult`, the other call of the same phone, joins the two. Throws NotAnswered, ThreeWay. */
  async merge(talk: BridgedCall, side: Side, consult: Call): Promise<void> {
    const { call } = talk
    const far = farEnd(talk, side, consult)
    await bringOver(talk, far, consult, (leg) => {
      talk.others.welcome(leg)
      call.trace('talk.merged', { by: extensionOn(talk, side) ?? side, with: leg.destination })
    })
  }

  /** REFER from a phone in a conversation: blind goes on as a transfer; attended joins the far end of the phone's other call. */
  refer(call: Call, channelId: string, to: string, toChannelId: string | null): void {
    const talk = BridgedCall.of(call)
    const side = channelId === talk?.leg.channelId ? 'leg' : channelId === call.channelId ? 'caller' : null
    // Whoever was brought in besides the two hands nobody on.
    if (!talk || !side) return
    const { telephony, log, background } = call.pbx
    const consult = toChannelId ? [...this.context.calls.values()].find((each) => each.legs.has(toChannelId)) : null
    const done = (async () => {
      const referred = { referred: true }
      const how = consult ? await this.attended(talk, side, consult, referred) : this.blind(talk, side, to, referred)
      // The module that rings the target notifies the phone, once the result is known.
      if (how === 'rings') return
      await telephony.transferProgress(channelId, 'success')
    })()
    background(
      done.catch(async (error: unknown) => {
        const refused = [ThreeWay, NotAnswered, NoSuchTarget, DialError].some((kind) => error instanceof kind)
        if (!refused) log.warn('a transfer by REFER failed', { callId: call.id, error: String(error) })
        else call.trace('transfer.refused', { to, reason: String((error as Error).message) })
        await telephony.transferProgress(channelId, 'failed').catch(() => {}) // a phone that hung up meanwhile need not hear of it
      }),
    )
  }
}
