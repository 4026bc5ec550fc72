// Who a request comes from: the session cookie, or the same token as a bearer for integrations.
import type { FastifyRequest } from 'fastify'
import type { Role } from '../../../shared/domain/office.ts'
import { mayActAs } from '../../../shared/domain/roles.ts'
import type { User } from '../../host/services.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError } from '../errors.ts'
import { inScope } from '../rpc/guard.ts'

export const cookieName = 'cordboard'

/** The session's token; null when there is none. */
export function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? request.cookies[cookieName] ?? null
}

/** The token in a raw Cookie header, for upgrades, which Fastify does not see. */
export function tokenInCookies(header: string | undefined): string | null {
  const pair = (header ?? '').split(/;\s*/).find((part) => part.startsWith(`${cookieName}=`))
  return pair ? pair.slice(cookieName.length + 1) : null
}

/** Who asks; null without a valid session. */
export function userOf(request: FastifyRequest, signIn: SignIn): User | null {
  const token = tokenOf(request)
  return token === null ? null : signIn.user(token)
}

/** What an API token has to be made for where no procedure says so: each route names its own. `media` is all of those in it. */
export type RouteScope =
  | 'media.voicemail'
  | 'media.recording'
  | 'media.recovered'
  | 'media.prompt'
  | 'media.backups'
  | 'media.pbxFiles'
  | 'integration.callflows'
  | 'integration.metrics'
  | 'auth.ticket'

/** The user, who has at least that role, and whose token is for that scope. Throws UNAUTHENTICATED, FORBIDDEN. */
export function requireUser(request: FastifyRequest, signIn: SignIn, scope: RouteScope, role: Role = 'agent'): User {
  const user = userOf(request, signIn)
  if (!user) throw new HttpError('UNAUTHENTICATED')
  if (!mayActAs(user.role, role)) throw new HttpError('FORBIDDEN')
  if (!inScope(user, scope)) throw new HttpError('FORBIDDEN')
  return user
}
