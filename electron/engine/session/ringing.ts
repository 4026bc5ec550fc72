// Rings the telephones of people: what of theirs rings for a call, and the same person again whose console vanished in mid-call.
// (Before there is a call: ringFirst.ts.)
import type { CallerId, Device, DialTarget } from '../ports.ts'
import type { Call } from './call.ts'
import type { OfficeContext, PbxContext } from './context.ts'
import type { Forwarded } from './forwarded.ts'
import { Leg, type LegStart } from './leg.ts'
import type { Failover } from './trunkWay.ts'

/** One thing to ring; a person has one a registered telephone. */
export type Ringable = {
  to: DialTarget
  extension: string | null
  destination: string
  callerId: CallerId
  /** Set for what leaves the house, and is counted by it. */
  country?: string
  /** Sent once somebody answers. */
  keys?: string
  /** Set where several trunks lead there. */
  failover?: Failover
  /** Set where somebody has their calls forwarded to a number outside. */
  forwarded?: Forwarded
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

/** What has to be rung: of several desk phones registered to one extension each. */
export async function everyTelephone({ telephony }: PbxContext, to: DialTarget, near: string | null): Promise<DialTarget[]> {
  if (to.kind !== 'phone' || to.console) return [to] // a console's softphone is there once
  const registrations = await telephony.registrations(to, near)
  return registrations.length > 1 ? registrations.map((registration) => ({ ...to, registration })) : [to]
}

/** As `everyTelephone`, of several. */
export async function everyRingable(pbx: PbxContext, ringables: readonly Ringable[], near: string | null): Promise<Ringable[]> {
  const found = ringables.map(async (each) => (await everyTelephone(pbx, each.to, near)).map((to) => ({ ...each, to })))
  return (await Promise.all(found)).flat()
}

const retryMs = 250

/** Rings the phones of `extension` again and again for `forMs`; the leg that entered, or null. Rejects when the call ends. */
export async function ringAgain(call: Call, extension: string, like: Leg, forMs: number): Promise<Leg | null> {
  const { clock } = call.pbx
  const { phones } = call.office
  const until = clock.now() + forMs
  while (clock.now() < until) {
    for (const console of [true, false]) {
      const device = { extension, console }
      if (!phones.has(device)) continue
      const leg = await ringOnce(call, { ...like.start, ...device, role: 'rejoin' })
      if (leg) return leg
    }
    await call.sleep(retryMs)
  }
  return null
}

const ringOnceSeconds = 5

/** The telephone knows its own running call by the notes, and answers by itself; of several the first to be picked up. */
async function ringOnce(call: Call, like: LegStart & { extension: string }): Promise<Leg | null> {
  const { telephony, chance } = call.pbx
  const targets = await everyTelephone(call.pbx, asTarget(like), call.channelId)
  return call.until<Leg | null>((resolve) => {
    const open = new Set<Leg>()
    const over = (leg: Leg) => {
      open.delete(leg)
      if (open.size === 0) resolve(null)
    }
    const legs = targets.map((to) => {
      const entered = (leg: Leg) => {
        open.delete(leg)
        resolve(leg)
      }
      const leg = new Leg(call, { ...like, channelId: `cb-${chance.id()}` }, { entered, ended: over })
      open.add(leg)
      return { leg, to }
    })
    for (const { leg, to } of legs)
      telephony
        .originate({
          channelId: leg.channelId,
          to,
          callerId: { name: call.fromName, number: call.from },
          timeoutSeconds: ringOnceSeconds,
          callId: call.id,
          role: 'rejoin',
          notes: { resumed: true, call: call.id },
        })
        .catch(() => {
          leg.drop('normal')
          over(leg) // the phone is not there after all: the next round tries again
        })
    return () => {
      for (const leg of open) leg.drop('answeredElsewhere')
    }
  })
}
