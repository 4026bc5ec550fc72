// What the host knows of the call behind a line.
import type { LiveCall, WaitingCaller } from '../../shared/domain/calls.ts'
import { callBySipId, useLive } from '../lib/live/index.ts'
import { useQueueName } from '../lib/session.ts'
import type { LineView } from './line.ts'

export type LineCall = { call: LiveCall | null; caller: WaitingCaller | null; queueName: string }

/** The host's call of a line, its place in a queue while it waits, and the queue's name. */
export function useLineCall(line: LineView): LineCall {
  const call = useLive((state) => callBySipId(state, line.sipCallId))
  const caller = useLive((state) => (call ? (state.waiting[call.id] ?? null) : null))
  const nameOf = useQueueName()
  return { call, caller, queueName: call?.queueId ? nameOf(call.queueId) : '' }
}
