// Failover: a number that several trunks lead to goes out by the next one where the trunk failed, and not the called party.
import type { TrunkFault } from '../../../shared/domain/trunkFault.ts'
import type { EndCause, TrunkStates } from '../ports.ts'
import type { LegStart } from '../session/leg.ts'
import type { Ringable } from '../session/ringing.ts'
import type { Failover, FailoverPlan } from '../session/trunkWay.ts'
import type { SentBy } from './outgoing.ts'

/** Q.850 causes of a trunk that cannot carry a call, where it gave no SIP answer. */
const faults: ReadonlyMap<number, TrunkFault> = new Map([
  [20, 'unreachable'],
  [27, 'unreachable'],
  [34, 'serverError'],
  [38, 'serverError'],
  [41, 'serverError'],
  [42, 'serverError'],
  [102, 'noAnswer'],
])

/**
 * Why the trunk ended a leg that never answered: it is at fault for a 5xx, a password that it refuses, and for silence. Null where the
 * other party or the number is why: busy, rejected, unknown, not answered. `rang`: it had shown a sign of the call.
 */
export function trunkFault({ cause, sip }: EndCause, rang: boolean): TrunkFault | null {
  const fault = sip === null ? (faults.get(cause) ?? null) : answered(sip)
  return fault === 'noAnswer' && rang ? null : fault
}

function answered(status: number): TrunkFault | null {
  if (status >= 500 && status < 600) return 'serverError'
  if (status === 401 || status === 407) return 'credentials'
  return status === 408 ? 'noAnswer' : null
}

/** Somebody who is rung, whichever way. */
export type Reached = Omit<Ringable, 'to' | 'callerId'>

/** The same number by the next trunk; null where there is none. */
export function byNextTrunk(ringable: Reached): Ringable | null {
  const { failover } = ringable
  const [way, ...next] = failover?.next ?? []
  if (!failover || !way) return null
  const { trunk, ...leaves } = way
  return { ...ringable, ...leaves, failover: { ...failover, trunk, next, passedOver: [] } }
}

type Sorted = { by: readonly SentBy[]; passedOver: { trunk: string; fault: TrunkFault }[] }

/** Only the trunks that may carry one call more; `calls`: how many each carries now. */
export function withRoom(by: readonly SentBy[], calls: (trunkId: string) => number): Sorted {
  const isFull = ({ trunk: { id, maxCalls } }: SentBy) => maxCalls > 0 && calls(id) >= maxCalls
  return {
    by: by.filter((each) => !isFull(each)),
    passedOver: by.filter(isFull).map(({ trunk }) => ({ trunk: trunk.name, fault: 'full' })),
  }
}

/** The trunks whose provider takes their registration first; the others are the last resort. */
export function byStanding(by: readonly SentBy[], states: TrunkStates): Sorted {
  const up = by.filter(({ trunk }) => states.registered(trunk.id))
  const down = by.filter(({ trunk }) => !states.registered(trunk.id))
  // What is tried first all the same was not passed over.
  const passedOver =
    up.length > 0 ? down.map(({ trunk }): Sorted['passedOver'][number] => ({ trunk: trunk.name, fault: 'unregistered' })) : []
  return { by: [...up, ...down], passedOver }
}

/** What of it the journal keeps. */
export const planOf = ({ trunk, silentMs, next }: Failover): FailoverPlan => ({ trunk, silentMs, next })

/** What was being tried when the host went away, as far as the next trunk needs it. */
export const wayOf = ({ destination, keys, forwarded }: LegStart, plan: FailoverPlan): Reached => ({
  extension: null,
  destination,
  ...(keys ? { keys } : {}),
  ...(forwarded ? { forwarded } : {}),
  failover: { ...plan, passedOver: [] },
})
