// What is whose: agents act on their own telephone, calls and work; supervisors on everyone's.

import type { CallFilter } from '../../../shared/domain/callFilter.ts'
import type { CallRecord, Voicemail } from '../../../shared/domain/calls.ts'
import { readDialled } from '../../../shared/domain/dialled.ts'
import { traceCall } from '../../../shared/trace/call.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { hasRole } from './guard.ts'

/** The operator this user is. Throws FORBIDDEN when they are none. */
export function operatorOf(user: User): string {
  if (user.operatorId === null) throw new EngineError('FORBIDDEN', 'You are not an operator.')
  return user.operatorId
}

/** The user's extension. Throws NO_PHONE when they have none. */
export function extensionOf(deps: Uses<'config'>, user: User): string {
  const extension = user.operatorId === null ? undefined : deps.config().operators.get(user.operatorId)?.extension
  if (extension === undefined) throw new EngineError('NO_PHONE', 'You have no extension.')
  return extension
}

/** Given to that operator, or they spoke in it: one who handed it on keeps it. */
const isOf = (call: CallRecord, operatorId: string | null): boolean =>
  operatorId !== null && (call.operatorId === operatorId || call.parts.some((part) => part.operatorId === operatorId))

/** Throws NOT_FOUND for a call nobody knows, FORBIDDEN for an agent when it was not theirs. */
export function ownCall(deps: Uses<never, 'calls'>, user: User, callId: string): void {
  const found = deps.store.calls.record(callId)
  if (!found) throw new EngineError('NOT_FOUND', 'There is no such call.')
  if (!isOf(found, user.operatorId)) supervisorOnly(user, 'That is not your call.')
}

/**
 * The call, for whoever speaks or spoke in it, on whichever telephone of theirs and however it came to them, and for supervisors.
 * Throws NOT_FOUND for a call nobody knows, FORBIDDEN.
 */
export async function spokenCall(
  deps: Uses<'ask' | 'engine' | 'config', 'calls'>,
  user: User,
  callId: string,
  signal: AbortSignal | undefined,
): Promise<CallRecord> {
  const call = found(deps.store.calls.record(callId), 'There is no such call.')
  if (hasRole(user, 'supervisor') || isOf(call, user.operatorId)) return call
  const { extension } = seenBy(deps, user)
  if (extension === null) throw new EngineError('FORBIDDEN', 'That is not your call.')
  const spoke = call.parts.some((part) => part.extension === extension)
  if (spoke || call.from === extension || call.to === extension || isAt(deps, extension, callId)) return call
  const past = found(await deps.ask('call', { id: callId }, signal), 'There is no such call.')
  // Of calls before parts were kept.
  const answered = traceCall(past.trace).legs.some(({ to, answeredAt }) => to === extension && answeredAt !== null)
  if (!answered) throw new EngineError('FORBIDDEN', 'That is not your call.')
  return call
}

/** The call is at a telephone of that extension now. */
function isAt(deps: Uses<'engine'>, extension: string, callId: string): boolean {
  try {
    deps.engine.phone.about(extension, callId)
    return true
  } catch {
    return false // over, or at others' telephones
  }
}

/** Throws FORBIDDEN with that sentence for an agent. */
export function supervisorOnly(user: User, message: string): void {
  if (!hasRole(user, 'supervisor')) throw new EngineError('FORBIDDEN', message)
}

/** Which calls an agent may look at: their own, those that rang at their telephone, those of their queues. */
export function seenBy(deps: Uses<'config'>, user: User): NonNullable<CallFilter['seenBy']> {
  const operator = user.operatorId === null ? undefined : deps.config().operators.get(user.operatorId)
  return {
    operatorId: user.operatorId,
    extension: operator?.extension ?? null,
    queueIds: operator?.queues.map(({ queueId }) => queueId) ?? [],
  }
}

/** Throws FORBIDDEN for an agent whose call it was not, nor one of their queues. */
export function visibleCall(
  deps: Uses<'config'>,
  user: User,
  { call, trace }: { call: CallRecord; trace: readonly TraceEvent[] },
): void {
  if (hasRole(user, 'supervisor')) return
  const { operatorId, extension, queueIds } = seenBy(deps, user)
  const own = isOf(call, operatorId)
  const queued = call.queueId !== null && queueIds.includes(call.queueId)
  const rang =
    extension !== null && ([call.from, call.to].includes(extension) || traceCall(trace).legs.some(({ to }) => to === extension))
  if (!own && !queued && !rang) throw new EngineError('FORBIDDEN', 'That is not your call.')
}

/** A message nobody has is everyone's; one that is assigned is its operator's and the supervisors'. */
export const mayHear = (user: User, message: Pick<Voicemail, 'assignedTo'>): boolean =>
  message.assignedTo === null || message.assignedTo === user.operatorId || hasRole(user, 'supervisor')

/** The message. Throws NOT_FOUND, and FORBIDDEN when it is assigned to someone else. */
export function ownMessage(deps: Uses<never, 'voicemails'>, user: User, id: string): Voicemail {
  const message = found(deps.store.voicemails.get(id), 'There is no such message.')
  if (!mayHear(user, message)) throw new EngineError('FORBIDDEN', 'That message is assigned to someone else.')
  return message
}

/** Throws INVALID with the field for what is no number: digits picked out of a word may be anybody's. A code passes: whether there is such a one is the engine's to say. */
export function numberOnly(deps: Uses<'config'>, field: string, value: string): void {
  const named = /^(?:(?:sips?|queue|voicemail|flow):|park$)/i.test(value)
  const read = readDialled(value, deps.config().settings.country)
  if (named || read.kind === 'number' || read.kind === 'code') return
  const letters = read.kind === 'problem' && read.problem === 'letters'
  throw new EngineError('INVALID', letters ? `“${value}” has letters in it.` : `“${value}” is no number.`, { field })
}

/** Throws WEAK_PASSWORD for one that is easily guessed. */
export async function strongOnly(
  deps: Uses<'isStrong'>,
  password: string,
  { name, login }: { name: string; login: string },
): Promise<void> {
  if (!(await deps.isStrong(password, [name, login])))
    throw new EngineError('WEAK_PASSWORD', 'This password is easily guessed.', { field: 'password' })
}

export const ok = { ok: true } as const

/** The value, or NOT_FOUND. */
export function found<T>(value: T | null | undefined, message = 'It is not there any more.'): T {
  if (value === null || value === undefined) throw new EngineError('NOT_FOUND', message)
  return value
}
