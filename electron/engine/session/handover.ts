// Handing a conversation over: blind and attended transfer, three-way merge, REFER from desk phones. All of it is done by the host, in bridges.
import type { Call } from './call.ts'
import { Redirected } from './ends.ts'
import type { FarEnd, Side, Talk } from './talk.ts'

/** The other call that is asked about, or merged, is not connected. */
export class NotAnswered extends Error {
  constructor() {
    super('the other call is not answered yet')
    this.name = 'NotAnswered'
  }
}

const extensionOn = (talk: Talk, side: Side): string | null => (side === 'leg' ? talk.leg.extension : talk.call.extension)

function farEnd(talk: Talk, side: Side, consult: Call): FarEnd {
  const far = consult.talk?.giveFarEnd(extensionOn(talk, side))
  if (!far) throw new NotAnswered()
  return far
}

/** Blind: the person on `side` leaves, the other one goes on to `to`. */
export function transferBlind(talk: Talk, side: Side, to: string): void {
  talk.call.trace('talk.transferred', { by: side, to })
  if (side === 'caller') talk.makeLegTheCaller()
  talk.call.interrupt(new Redirected(to))
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
    done.catch((error: unknown) => log.warn('a transfer by REFER failed', { callId: talk.call.id, error: String(error) })),
  )
}
