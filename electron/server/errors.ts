// A refusal that leaves as `{code, message, …}`.
import type { z } from 'zod'
import { type ErrorCode, errorCodes } from '../../shared/contract/base.ts'

/** A refusal with one of the contract's codes; `more` goes into the answer. */
export class HttpError extends Error {
  readonly code: ErrorCode
  readonly more: Record<string, unknown>
  constructor(code: ErrorCode, message: string = errorCodes[code].message, more: Record<string, unknown> = {}) {
    super(message)
    this.name = 'HttpError'
    this.code = code
    this.more = more
  }
}

/** The value if it fits the schema; throws INVALID with the field's name. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.')
  throw new HttpError('INVALID', issue?.message, field ? { field } : {})
}
