// Rings the telephones of people: what of theirs rings for a call, and the same person again whose console vanished in mid-call.
// (Before there is a call: ringFirst.ts.)
import type { CallerId, Device, DialTarget } from '../ports.ts'
import type { Call } from './call.ts'
import type { OfficeContext } from './context.ts'
import { Leg, type LegStart } from './leg.ts'

/** One thing to ring; a person has one a registered telephone. */
export type Ringable = {
  to: DialTarget
  extension: string | null
  destination: string
  callerId: CallerId
  /** Set for what leaves the house, and is counted by it. */
  country?: string
}

/** Dials a telephone. */
export const asTarget = (device: Device): DialTarget => ({ kind: 'phone', extension: device.extension, console: device.console })

/** The registered telephones of those extensions, which show `callerId`. */
export function phonesToRing(
  { phones }: Pick<OfficeContext, 'phones'>,
  extensions: readonly string[],
  callerId: CallerId,
): Ringable[] {
  return extensions.flatMap((extension) =>
    phones.of(extension).map((device): Ringable => {
      return { to: asTarget(device), extension, destination: extension, callerId }
    }),
  )
}

const retryMs = 250

/** Rings the phones of `extension` again and again for `forMs`; the leg that entered, or null. Rejects when the call ends. */
export async function ringAgain(call: Call, extension: string, like: Leg, forMs: number): Promise<Leg | null> {
  const { clock, chance } = call.pbx
  const { phones } = call.office
  const until = clock.now() + forMs
  while (clock.now() < until) {
    for (const console of [true, false]) {
      const device = { extension, console }
      if (!phones.has(device)) continue
      const leg = await ringOnce(call, { ...like.start, ...device, channelId: `cb-${chance.id()}`, role: 'rejoin' })
      if (leg) return leg
    }
    await call.sleep(retryMs)
  }
  return null
}

/** The telephone knows its own running call by the notes, and answers by itself. */
function ringOnce(call: Call, start: LegStart & { extension: string }): Promise<Leg | null> {
  const { telephony } = call.pbx
  return call.until<Leg | null>((resolve) => {
    let kept = false
    const leg: Leg = new Leg(call, start, {
      entered: () => {
        kept = true
        resolve(leg)
      },
      ended: () => resolve(null),
    })
    telephony
      .originate({
        channelId: start.channelId,
        to: asTarget(start),
        callerId: { name: call.fromName, number: call.from },
        timeoutSeconds: 5,
        callId: call.id,
        role: 'rejoin',
        notes: { resumed: true, call: call.id },
      })
      .catch(() => resolve(null)) // the phone is not there after all: the next round tries again
    return () => {
      if (!kept) leg.drop('normal')
    }
  })
}
