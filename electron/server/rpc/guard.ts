// The middleware every procedure runs under: its role is checked before its input is looked at, and every error leaves with a
// code of the closed set, or as INTERNAL_SERVER_ERROR without details.
import { implement, ORPCError, ValidationError } from '@orpc/server'
import { type ErrorCode, errorCodes, type ProcedureMeta } from '../../../shared/contract/base.ts'
import { contract } from '../../../shared/contract/index.ts'
import type { Role } from '../../../shared/domain/office.ts'
import { mayActAs } from '../../../shared/domain/roles.ts'
import { EngineError } from '../../engine/api.ts'
import type { Log } from '../../engine/ports.ts'
import type { RpcContext, User } from '../../host/services.ts'

/** Whether the user has at least that role. */
export const hasRole = (user: User, role: Role): boolean => mayActAs(user.role, role)

/** Whether a token's scopes name the procedure or its area; people have none. What follows a colon is the procedure's own to judge. */
export const inScope = ({ scopes = [] }: User, name: string): boolean =>
  scopes.length === 0 ||
  scopes.map((scope) => scope.replace(/:.*/, '')).some((scope) => name === scope || name.startsWith(`${scope}.`))

/** Whether a token whose scope is one thing (`area.procedure:id`) was made for this one; people, and tokens without such a scope, may all. */
export const isScopeOf = ({ scopes = [] }: User, procedure: string, id: string | undefined): boolean => {
  const narrowed = scopes.filter((scope) => scope.startsWith(`${procedure}:`))
  return narrowed.length === 0 || narrowed.includes(`${procedure}:${id}`)
}

/** The contract's implementer with the guard in front of every procedure. */
export function guarded(log: Log) {
  return implement(contract)
    .$context<RpcContext>()
    .use(async ({ context, procedure, path, next }) => {
      const { user, consoleId, session } = context
      try {
        if (user === null) throw new EngineError('UNAUTHENTICATED', errorCodes.UNAUTHENTICATED.message)
        const { role } = procedure['~orpc'].meta as ProcedureMeta
        if (role !== 'anyone' && !mayActAs(user.role, role)) throw new EngineError('FORBIDDEN', errorCodes.FORBIDDEN.message)
        if (!inScope(user, path.join('.'))) throw new EngineError('FORBIDDEN', 'This token was not made for that.')
        // `present` stays fresh for long-lived answers: it reads the connection's user, not this call's.
        return await next({ context: { user, consoleId, session, present: () => context.user !== null } })
      } catch (error) {
        throw asContractError(error, (cause) => log.error('procedure failed', { path: path.join('.'), error: storyOf(cause) }))
      }
    })
}

export type Guarded = ReturnType<typeof guarded>

/** An error as consoles may see it. `unknown` is told of those that they may not. */
export function asContractError(error: unknown, unknown: (error: unknown) => void): ORPCError<string, unknown> {
  const coded = withCode(error)
  if (coded) return contractError(coded.code, coded.message, coded.data)
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
    return contractError('INVALID', ...explain(error.cause))
  if (error instanceof ORPCError && error.code in errorCodes) return error
  unknown(error)
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Something went wrong in the host; its log says what.' })
}

function contractError(code: ErrorCode, message: string, data?: unknown): ORPCError<string, unknown> {
  const known = errorCodes[code]
  const fallback = code === 'INVALID' ? {} : undefined
  return new ORPCError(code, { defined: true, status: known.status, message: message || known.message, data: data ?? fallback })
}

/** The engine's refusals, and by their shape those of store and media, which this layer does not import. */
function withCode(error: unknown): { code: ErrorCode; message: string; data?: unknown } | null {
  if (error instanceof EngineError) return { code: error.code, message: error.message, data: error.data }
  if (!(error instanceof Error) || error.name !== 'StoreError') return null
  const { code } = error as Error & { code?: unknown }
  if (code === 'CONFLICT' || code === 'PIN_TAKEN') return { code: 'CONFLICT', message: error.message }
  return code === 'NOT_FOUND' || code === 'BUSY' || code === 'TOO_SLOW' ? { code, message: error.message } : null
}

function explain(error: ValidationError): [message: string, data: { field?: string }] {
  const issue = error.issues[0]
  const field = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  return [field ? `${field}: ${issue?.message}` : (issue?.message ?? errorCodes.INVALID.message), field ? { field } : {}]
}

const storyOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
