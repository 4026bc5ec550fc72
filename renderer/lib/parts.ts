// Who of the office spoke in a call, in words, and how long.
import type { CallPart, CallRecord } from '../../shared/domain/calls.ts'
import { showNumber } from './format/telephone.ts'
import { useExtensionName, useOperatorName } from './session.ts'

/** Names a stay: the operator's, else the extension's name. */
export function usePartName(): (part: Pick<CallPart, 'extension' | 'operatorId'>) => string {
  const operator = useOperatorName()
  const extension = useExtensionName()
  return (part) => (part.operatorId ? operator(part.operatorId) : extension(part.extension))
}

/** Names where a call came from or went by a transfer: a colleague, or a number. */
export function useTransferName(): (to: string) => string {
  const name = useExtensionName()
  return (to) => (name(to) === to ? showNumber(to) || to : name(to))
}

/** Everybody who spoke, in their order, each once; else whom the call was given to. Empty: nobody. */
export function useSpeakers(): (call: Pick<CallRecord, 'parts' | 'operatorId'>) => string {
  const name = usePartName()
  const operator = useOperatorName()
  return ({ parts, operatorId }) =>
    parts.length > 0 ? [...new Set(parts.map(name))].join(' → ') : operatorId ? operator(operatorId) : ''
}

/** How long a stay was, or is so far, ms. */
export const partMs = ({ joinedAt, leftAt }: CallPart, now: number): number => Math.max(0, (leftAt ?? now) - joinedAt)
