// Handing a conversation over: blind and attended transfer, three-way merge, REFER from desk phones. All of it is done by the host, in bridges.
import type { Call } from './call.ts'
import { Redirected } from './ends.ts'
import type { FarEnd } from './leg.ts'
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

const extensionOn = (talk: Talk, side: Side): string | null => (side === 'leg' ? talk.leg.extension : talk.call.extension)

function farEnd(talk: Talk, side: Side, consult: Call): FarEnd {
  const far = consult.talk?.giveFarEnd(extensionOn(talk, side))
  if (!far) throw new NotAnswered()
  return far
}

/** Where a redirected call goes to be parked. */
export const parkTarget = 'park'

/** Where a call to be parked finds what its slot is to show. */
export const parkVariables = { slot: 'park.slot', by: 'park.by', number: 'park.number', name: 'park.name' }
type ParkVariable = keyof typeof parkVariables

/** Parks the party that is not on `side`, in the wished slot if it is free; null, and nothing happens, when all are taken. Throws ThreeWay. */
export function parkCall(talk: Talk, side: Side, wish?: string): string | null {
  const { call } = talk
  if (talk.hasGuest()) throw new ThreeWay()
  const slot = call.exchange.parking.reserve(call.id, wish)
  if (slot === null) return null
  const inside = call.exchange.config.extensions.get(talk.leg.destination)
  const about: Record<ParkVariable, string> = {
    slot,
    by: extensionOn(talk, side) ?? '',
    number: side === 'leg' ? call.from : talk.leg.destination,
    name: side === 'leg' ? call.fromName : (inside?.name ?? ''),
  }
  for (const [key, name] of Object.entries(parkVariables)) call.set(name, about[key as ParkVariable])
  handOver(talk, side, parkTarget)
  return slot
}

function handOver(talk: Talk, side: Side, to: string): void {
  if (side === 'caller') talk.makeLegTheCaller()
  talk.call.interrupt(new Redirected(to))
}

/** Blind: the person on `side` leaves, the other one goes on to `to`; to a parking slot's number: is parked. Throws ThreeWay. */
export function transferBlind(talk: Talk, side: Side, to: string): void {
  if (talk.hasGuest()) throw new ThreeWay()
  if (talk.call.exchange.parking.isSlot(to) && parkCall(talk, side, to) !== null) return
  talk.call.trace('talk.transferred', { by: side, to })
  handOver(talk, side, to)
}

/** Attended: the far end of `consult`, which the same phone holds, takes that phone's place. Throws NotAnswered. */
export async function transferAttended(talk: Talk, side: Side, consult: Call): Promise<void> {
  const { call } = talk
  const far = farEnd(talk, side, consult)
  await call.exchange.telephony.join(talk.bridgeId, [far.channelId])
  call.trace('talk.transferred', { by: side, to: far.destination, attended: true })
  if (side === 'caller') {
    const old = call.channelId
    call.rebind({ id: far.channelId, sipCallId: far.sipCallId })
    call.extension = far.extension
    talk.hangup(old)
  } else talk.replaceLeg(far)
  talk.hangup(consult.channelId)
}

/** Three-way: the far end of `consult`, which the same phone holds, joins the two. Throws NotAnswered. */
export async function merge(talk: Talk, side: Side, consult: Call): Promise<void> {
  const { call } = talk
  const far = farEnd(talk, side, consult)
  await call.exchange.telephony.join(talk.bridgeId, [far.channelId])
  talk.welcome(far.adopt(call))
  talk.hangup(consult.channelId)
  call.trace('talk.merged', { by: side, with: far.destination })
}

/** REFER from the phone on `side`: blind goes on as a transfer; attended joins the far end of the phone's other call. */
export function onRefer(talk: Talk, side: Side, to: string, toChannelId: string | null): void {
  const { telephony, log, calls, background } = talk.call.exchange
  const channel = side === 'leg' ? talk.leg.channelId : talk.call.channelId
  const other = toChannelId ? [...calls.values()].find((call) => call.legs.has(toChannelId)) : null
  const done = (async () => {
    if (other) await transferAttended(talk, side, other)
    else transferBlind(talk, side, to)
    await telephony.transferProgress(channel, 'success')
  })()
  background(
    done.catch(async (error: unknown) => {
      const refused = error instanceof ThreeWay || error instanceof NotAnswered
      if (!refused) log.warn('a transfer by REFER failed', { callId: talk.call.id, error: String(error) })
      await telephony.transferProgress(channel, 'failed').catch(() => {}) // a phone that hung up meanwhile need not hear of it
    }),
  )
}
