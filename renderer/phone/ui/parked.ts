// Who waits in the parking slots, as every console sees them.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { type LiveState, useLiveList } from '../../lib/live/index.ts'

export type ParkedCall = NonNullable<LiveCall['parked']>

/** The parked callers, who waits longest first. */
export function parkedCalls(state: LiveState): ParkedCall[] {
  return Object.values(state.calls)
    .flatMap(({ parked }) => parked ?? [])
    .sort((a, b) => a.since - b.since)
}

/** As `parkedCalls`; renders when one of them changes. */
export const useParked = (): ParkedCall[] => useLiveList(parkedCalls)
