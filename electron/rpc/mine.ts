// What is whose: agents act on their own telephone, calls and work; supervisors on everyone's.
import { EngineError } from '../engine/api.ts'
import type { Deps, User } from './deps.ts'
import { hasRole } from './guard.ts'

/** The operator this user is. Throws FORBIDDEN when they are none. */
export function operatorOf(user: User): string {
  if (user.operatorId === null) throw new EngineError('FORBIDDEN', 'You are not an operator.')
  return user.operatorId
}

/** The user's extension. Throws NO_PHONE when they have none. */
export function extensionOf(deps: Pick<Deps, 'config'>, user: User): string {
  const extension = user.operatorId === null ? undefined : deps.config().operators.get(user.operatorId)?.extension
  if (extension === undefined) throw new EngineError('NO_PHONE', 'You have no extension.')
  return extension
}

/** Throws NOT_FOUND for a call nobody knows, FORBIDDEN for an agent when it was not theirs. */
export function ownCall(deps: Pick<Deps, 'store'>, user: User, callId: string): void {
  const found = deps.store.calls.get(callId)
  if (!found) throw new EngineError('NOT_FOUND', 'There is no such call.')
  if (found.call.operatorId !== user.operatorId || user.operatorId === null) supervisorOnly(user, 'That is not your call.')
}

/** Throws FORBIDDEN with that sentence for an agent. */
export function supervisorOnly(user: User, message: string): void {
  if (!hasRole(user, 'supervisor')) throw new EngineError('FORBIDDEN', message)
}

export const ok = { ok: true } as const

/** The value, or NOT_FOUND. */
export function found<T>(value: T | null | undefined, message = 'It is not there any more.'): T {
  if (value === null || value === undefined) throw new EngineError('NOT_FOUND', message)
  return value
}
