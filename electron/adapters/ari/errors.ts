// Turns what HTTP says into the engine's closed set of errors.

import { TelephonyError, type TelephonyErrorCode } from '../../engine/ports.ts'
import { AriHttpError } from './http.ts'

/** The engine's error for a failed request while `doing` something. */
export function telephonyError(doing: string, error: unknown): TelephonyError {
  if (error instanceof TelephonyError) return error
  if (!(error instanceof AriHttpError))
    return new TelephonyError('unavailable', doing, String((error as Error)?.message ?? error))
  if (error.kind === 'timeout') return new TelephonyError('timeout', doing, error.message)
  if (error.kind === 'network') return new TelephonyError('unavailable', doing, error.message)
  // Of an originate: whoever the call is for has hung up.
  const originatorGone = error.status === 400 && /originator channel/i.test(error.message)
  return new TelephonyError(originatorGone ? 'notFound' : codeOf(error.status), doing, `${error.message} (${error.status})`)
}

function codeOf(status: number): TelephonyErrorCode {
  if (status === 404) return 'notFound'
  if (status === 409 || status === 412) return 'conflict' // exists already, not in Stasis, not in that state
  if (status === 401 || status === 403) return 'refused'
  if (status >= 500) return 'unavailable'
  return 'badRequest'
}
