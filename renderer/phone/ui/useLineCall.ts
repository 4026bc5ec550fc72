// What the host knows of the call behind a line.
import { useEffect } from 'react'
import type { LiveCall, WaitingCaller } from '../../../shared/domain/calls.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { showCaller } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { callBySipId, type LiveState, useLive } from '../../lib/live/index.ts'
import { useQueueName, useSession } from '../../lib/session.ts'
import { lastCall, rememberCall } from '../lastCalls.ts'
import type { LineView } from '../sip/line.ts'
import { monitoredBy, monitorTitle } from './monitored.ts'

export type LineCall = {
  /** Running, or as it last was. */
  call: LiveCall | null
  caller: WaitingCaller | null
  queueName: string
}

/** A leg that still rings may not have told its Call-ID: then it is the call being offered to me, if the number is the same. */
function offeredCall(state: LiveState, operatorId: string | null, line: LineView): LiveCall | null {
  const callId = operatorId ? state.operators[operatorId]?.callId : null
  const call = callId ? state.calls[callId] : undefined
  return call && line.direction === 'in' && (call.from === line.number || line.resumed) ? call : null
}

/** The running call of a line, as far as the host has told of it. */
export const lineCall = (state: LiveState, operatorId: string | null, line: LineView): LiveCall | null =>
  callBySipId(state, line.sipCallId) ?? offeredCall(state, operatorId, line)

type Party = { number: string; name: string }

/** The other end of a call that this telephone was rung for: the customer of a returned callback, else whoever called. */
export function farParty(call: LiveCall | null, line: LineView): Party {
  const handed = call?.transfer
  if (call?.kind === 'return' && !handed) return { number: call.to || line.number, name: '' }
  return { number: handed?.number || call?.from || line.number, name: handed?.name || (call ? call.fromName : line.name) }
}

/** Whoever dialled a parking slot, or the code of a colleague's ringing call, talks to its caller. */
const pickedUp = (call: LiveCall | null, { sipCallId }: LineView): boolean =>
  call?.legs.some((leg) => leg.role === 'pickUp' && leg.sipCallId === sipCallId) ?? false

/** Whom a line is with, in one word for where there is room for no more: the caller rather than the queue they come from. */
export function partyName(state: LiveState, operatorId: string | null, line: LineView): string {
  const known = lineCall(state, operatorId, line)
  const call = line.direction === 'in' || pickedUp(known, line) ? known : null
  const monitored = monitoredBy(state, line)
  if (monitored) return monitorTitle(monitored)
  const { number, name } = farParty(call, line)
  return showCaller(number, name, text.common.anonymous)
}

/** The host's call of a line, its place in a queue while it waits, and the queue's name. */
export function useLineCall(line: LineView): LineCall {
  const operatorId = useSession((state) => state.me?.operatorId ?? null)
  const ended = line.state === 'ended'
  const running = useLive((state) => (ended ? null : lineCall(state, operatorId, line)))
  useEffect(() => {
    if (running) rememberCall(line.id, running)
  }, [running, line.id])
  const call = running ?? lastCall(line.id)
  const caller = useLive((state) => (call ? (state.waiting[call.id] ?? null) : null))
  const nameOf = useQueueName()
  return { call, caller, queueName: call?.queueId ? nameOf(call.queueId) : '' }
}

/** Who is at the other end, by the directory's name where it has one. */
export function useParty(line: LineView): { from: string; name: string; dialled: boolean } {
  const callerName = useCallerName()
  const { call } = useLineCall(line)
  const dialled = line.direction === 'out' && !pickedUp(call, line)
  const { number, name } = dialled ? line : farParty(call, line)
  const title = useLive((state) => {
    const monitored = monitoredBy(state, line)
    return monitored && monitorTitle(monitored)
  })
  return { from: number, dialled, name: title ?? callerName(number, name) }
}

/** Who dropped this line from a call of several; null when nobody did. */
export function useSentAwayBy(line: LineView): string | null {
  return useLive((state) => {
    if (line.state !== 'ended') return null
    const departed = Object.values(state.calls).flatMap((call) => call?.departed ?? [])
    return departed.find(({ sipCallId }) => sipCallId === line.sipCallId)?.by ?? null
  })
}
