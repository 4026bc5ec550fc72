// The store of the running office, and the narrow views of it that components subscribe to.
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { createStore } from 'zustand/vanilla'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { emptyLive, type LiveState, lastChangeOf } from './state.ts'

export const live = createStore<LiveState>()(() => emptyLive)

/** One value of the live state; the component renders when that value changes and at no other time. */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(live, select)
}

/** A list or record derived from the live state, compared member by member. */
export function useLiveList<T>(select: (state: LiveState) => T): T {
  return useStore(live, useShallow(select))
}

/** Another number after somebody changed something of these kinds. */
export const useLastChangeOf = (kinds: readonly string[]): number => useLive((state) => lastChangeOf(state, kinds))

/** The host's call that a softphone session belongs to. */
export function callBySipId(state: LiveState, sipCallId: string): LiveCall | null {
  return Object.values(state.calls).find((call) => call.legs.some((leg) => leg.sipCallId === sipCallId)) ?? null
}
