// How a call counts that a phone of the office makes, for itself or to return a callback, and that reaches nobody.
import type { CallOutcome } from '../../../shared/domain/outcome.ts'
import type { Call } from '../session/call.ts'
import { CallEnded } from '../session/callErrors.ts'
import { reasonVariable } from './dial.ts'

const outcomes: Partial<Record<string, CallOutcome>> = {
  busy: 'busy',
  rejected: 'rejected',
  noAnswer: 'noAnswer',
  unallocated: 'unknownNumber',
  congestion: 'congestion',
  refused: 'notDialled',
}

/** Somebody of the office calls, and nobody calls the office. */
const isOfOurs = ({ kind }: Pick<Call, 'kind'>): boolean => kind === 'phone' || kind === 'return'

/** By what became of the last who was rung; null for callers from outside, and where nobody was. */
export function notReached(call: Call): CallOutcome | null {
  const reason = isOfOurs(call) ? call.read(reasonVariable) : ''
  return reason === '' ? null : (outcomes[reason] ?? 'failed')
}

/** For the fault that ended the dialling: who hangs up before anybody answers cancels the call. */
export function countCancelled(call: Call, error: unknown): void {
  if (error instanceof CallEnded && isOfOurs(call)) call.assignment.countsAtLeast('cancelled')
}
