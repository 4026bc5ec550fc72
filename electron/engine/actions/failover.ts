// Failover: a number that several trunks lead to goes out by the next one where a trunk, and not whoever is called, is why it failed.
import type { TrunkFault } from '../../../shared/domain/trunkFault.ts'
import type { EndCause, TrunkStates } from '../ports.ts'
import type { Ringable } from '../session/ringing.ts'
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

/** The same number by the next trunk; null where there is none. */
export function byNextTrunk(ringable: Ringable): Ringable | null {
  const { failover } = ringable
  const [way, ...next] = failover?.next ?? []
  if (!failover || !way) return null
  const { trunk, ...leaves } = way
  return { ...ringable, ...leaves, failover: { ...failover, trunk, next, unregistered: [] } }
}

/** The trunks whose provider takes their registration first; the others are the last resort. `unregistered`: their names. */
export function byStanding(
  by: readonly [SentBy, ...SentBy[]],
  states: TrunkStates,
): { by: readonly [SentBy, ...SentBy[]]; unregistered: string[] } {
  const [up, down] = [true, false].map((wanted) => by.filter(({ trunk }) => states.registered(trunk.id) === wanted)) as [
    SentBy[],
    SentBy[],
  ]
  const [first, ...others] = [...up, ...down]
  // What stood first anyway was not passed over.
  const unregistered = up.length > 0 ? down.map(({ trunk }) => trunk.name) : []
  return { by: first ? [first, ...others] : by, unregistered }
}
