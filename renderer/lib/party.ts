// Whom a call was with, seen from the office: the caller, or who was called by a phone of the office.
import type { CallRecord } from '../../shared/domain/calls.ts'
import { useCallerName } from './contacts.ts'

type Ends = Pick<CallRecord, 'kind' | 'from' | 'fromName' | 'to'>

/** A phone of the office made it, for itself or to return a callback; see `callDirection`. */
export const isOutgoing = ({ kind }: Pick<CallRecord, 'kind'>): boolean => kind === 'phone' || kind === 'return'

/** The number to call again. */
export const partyNumber = (call: Ends): string => (isOutgoing(call) ? call.to : call.from)

/** Names whom a call was with. */
export function usePartyName(): (call: Ends) => string {
  const nameOf = useCallerName()
  return (call) => (isOutgoing(call) ? nameOf(call.to, '') : nameOf(call.from, call.fromName))
}
