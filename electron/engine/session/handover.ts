// Handing a conversation over: blind and attended transfer, three-way merge, REFER from desk phones. All of it is done by the host, in bridges.
import { DialError } from '../../../shared/domain/dial.ts'
import type { HandOver } from '../../../shared/domain/handover.ts'
import { ringables } from '../actions/destinations.ts'
import type { Call } from './call.ts'
import { ConfigurationError } from './ends.ts'
import type { Leg } from './leg.ts'
import { handedOn, parkTarget, redirectCall, targetOf } from './redirects.ts'
import type { Side, Talk } from './talk.ts'

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

const extensionOn = (talk: Talk, side: Side): string | null => (side === 'leg' ? talk.leg.extension : talk.call.extension)

/** The leg at the other end of the call that `side`'s phone asked about, still in that call. Throws NotAnswered. */
function farEnd(talk: Talk, side: Side, consult: Call): Leg {
  const far = consult.talk?.farEnd(extensionOn(talk, side))
  if (!far) throw new NotAnswered()
  return far
}

/**
 * Brings the far end of `consult` into the talk; `adopt` gives it its place there. Whoever hangs up meanwhile, nobody is left
 * alone: the far end stays where it was unless the talk goes on with it. Throws NotAnswered.
 */
async function bringOver(talk: Talk, far: Leg, consult: Call, adopt: (leg: Leg) => void): Promise<void> {
  const { call } = talk
  const { telephony } = call.exchange
  const before = consult.talk
  try {
    await telephony.join(talk.bridgeId, [far.channelId])
  } catch (error) {
    if (far.state === 'up' && call.talk === talk) throw error
    throw new NotAnswered()
  }
  if (far.state !== 'up' || consult.talk !== before || before === null) throw new NotAnswered()
  if (call.talk !== talk || call.isInterrupted) {
    await telephony.join(before.bridgeId, [far.channelId])
    throw new NotAnswered()
  }
  consult.endAfterRestart()
  adopt(far.handTo(call))
  talk.hangup(consult.channelId)
}

/** Where a call to be parked finds what its slot is to show. */
export const parkVariables = { slot: 'park.slot', by: 'park.by', number: 'park.number', name: 'park.name' }
type ParkVariable = keyof typeof parkVariables

/** Who is handed on when `side` leaves. */
function other(talk: Talk, side: Side): { number: string; name: string } {
  const { call } = talk
  if (side === 'leg') return { number: call.from, name: call.fromName }
  const inside = call.exchange.config.extensions.get(talk.leg.destination)
  return { number: talk.leg.destination, name: inside?.name ?? '' }
}

/** Parks the party that is not on `side`, in the wished slot if it is free; null, and nothing happens, when all are taken. Throws ThreeWay. */
export function parkCall(talk: Talk, side: Side, wish?: string): string | null {
  const { call } = talk
  if (talk.others.threeWay) throw new ThreeWay()
  const slot = call.exchange.parking.reserve(call.id, wish)
  if (slot === null) return null
  const about: Record<ParkVariable, string> = { slot, by: extensionOn(talk, side) ?? '', ...other(talk, side) }
  for (const [key, name] of Object.entries(parkVariables)) call.set(name, about[key as ParkVariable])
  letGo(talk, side, parkTarget, null)
  return slot
}

/** The person on `side` leaves, the other one goes on to `to`. */
function letGo(talk: Talk, side: Side, to: string, about: HandOver | null): void {
  const { call } = talk
  const old = side === 'caller' ? talk.makeLegTheCaller() : null
  redirectCall(call, to, about)
  if (old !== null && call.transferor?.channelId !== old) talk.hangup(old)
}

/** Throws NoSuchTarget, DialError: what cannot be reached is refused while the call is still in good hands. */
function checkTarget(talk: Talk, side: Side, to: string): 'rings' | 'takes' {
  const { call } = talk
  const target = targetOf(call.exchange, to)
  if (target.kind === 'unknown') throw new NoSuchTarget(to)
  if (target.kind !== 'ring') return 'takes'
  try {
    // On the right of whoever hands the call on.
    ringables({ ...call.dialler(), handOver: handedOn(call, to, { by: extensionOn(talk, side) }) }, target.to, '')
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
}

/** Blind: the person on `side` leaves, the other one goes on to `to`; to a parking slot's number: is parked. Throws ThreeWay, NoSuchTarget, DialError. */
export function transferBlind(talk: Talk, side: Side, to: string, { note = '', referred = false }: Blind = {}): 'rings' | 'done' {
  const { call } = talk
  if (talk.others.threeWay) throw new ThreeWay()
  if (call.exchange.parking.isSlot(to) && parkCall(talk, side, to) !== null) return 'done'
  const how = checkTarget(talk, side, to)
  const by = extensionOn(talk, side)
  call.trace('transfer.begun', { by: by ?? side, to, ...(note ? { note } : {}) })
  // Whoever takes the call finds it where notes on a call are.
  if (note) call.exchange.callLog.addNote(call.id, by ? `${by}: ${note}` : note)
  const about = handedOn(call, to, { by, note, ...other(talk, side) })
  if (how === 'rings' && referred) {
    const leg = talk.keep(side)
    call.transferor = leg
    about.transferor = leg?.start ?? null
  }
  letGo(talk, side, to, about)
  return how === 'rings' ? 'rings' : 'done'
}

const stillRings = (consult: Call): boolean =>
  consult.talk === null && !consult.isGone && [...consult.legs.values()].some(({ state }) => state === 'ringing')

/** Nobody has answered the phone's question yet: it is given up, and whoever was asked rings for the other party. Throws NoSuchTarget, DialError. */
async function transferRinging(talk: Talk, side: Side, consult: Call, blind: Blind): Promise<'rings' | 'done'> {
  const { telephony } = talk.call.exchange
  checkTarget(talk, side, consult.to)
  consult.end()
  await telephony.hangup(consult.channelId, 'normal').catch(() => {}) // a phone that hung up by itself is as good
  return transferBlind(talk, side, consult.to, blind)
}

/**
 * Attended: the far end of `consult`, which the same phone holds, takes that phone's place. While it still rings there, as blind:
 * `rings`. Throws NotAnswered, and what `transferBlind` throws.
 */
export async function transferAttended(talk: Talk, side: Side, consult: Call, blind: Blind = {}): Promise<'rings' | 'done'> {
  const { call } = talk
  if (stillRings(consult)) return transferRinging(talk, side, consult, blind)
  const far = farEnd(talk, side, consult)
  await bringOver(talk, far, consult, (leg) => {
    call.trace('talk.transferred', { by: extensionOn(talk, side) ?? side, to: leg.destination, attended: true })
    call.outcome = 'transferred'
    if (side === 'leg') talk.replaceLeg(leg)
    else talk.replaceCaller(leg)
  })
  return 'done'
}

/** Three-way: the far end of `consult`, which the same phone holds, joins the two. Throws NotAnswered. */
export async function merge(talk: Talk, side: Side, consult: Call): Promise<void> {
  const { call } = talk
  const far = farEnd(talk, side, consult)
  await bringOver(talk, far, consult, (leg) => {
    talk.others.welcome(leg)
    call.trace('talk.merged', { by: extensionOn(talk, side) ?? side, with: leg.destination })
  })
}

/** REFER from the phone on `side`: blind goes on as a transfer; attended joins the far end of the phone's other call. */
export function onRefer(talk: Talk, side: Side, to: string, toChannelId: string | null): void {
  const { telephony, log, calls, background } = talk.call.exchange
  const channel = side === 'leg' ? talk.leg.channelId : talk.call.channelId
  const consult = toChannelId ? [...calls.values()].find((call) => call.legs.has(toChannelId)) : null
  const done = (async () => {
    const referred = { referred: true }
    const how = consult ? await transferAttended(talk, side, consult, referred) : transferBlind(talk, side, to, referred)
    // The phone is told by whoever rings the target, once it is known how it went.
    if (how === 'rings') return
    await telephony.transferProgress(channel, 'success')
  })()
  background(
    done.catch(async (error: unknown) => {
      const refused = [ThreeWay, NotAnswered, NoSuchTarget, DialError].some((kind) => error instanceof kind)
      if (!refused) log.warn('a transfer by REFER failed', { callId: talk.call.id, error: String(error) })
      else talk.call.trace('transfer.refused', { to, reason: String((error as Error).message) })
      await telephony.transferProgress(channel, 'failed').catch(() => {}) // a phone that hung up meanwhile need not hear of it
    }),
  )
}
