// Why a certificate was not issued: problem documents of the issuer (RFC 8555, 6.7) and faults of the way to it, as a closed set.
import type { AcmeProblem } from '../../../../shared/domain/acme.ts'

/** A certificate that was not issued; `message` is what the issuer said. */
export class AcmeError extends Error {
  readonly code: AcmeProblem
  constructor(code: AcmeProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'AcmeError'
    this.code = code
  }
}

const kind = 'urn:ietf:params:acme:error:'
const problems: Readonly<Record<string, AcmeProblem>> = {
  userActionRequired: 'terms',
  agreementRequired: 'terms', // of Pebble
  invalidContact: 'contact',
  unsupportedContact: 'contact',
  externalAccountRequired: 'externalAccount',
  rateLimited: 'rateLimited',
  rejectedIdentifier: 'rejectedName',
  unsupportedIdentifier: 'rejectedName',
  dns: 'dns',
  caa: 'caa',
  connection: 'connection',
  unauthorized: 'wrongAnswer',
  incorrectResponse: 'wrongAnswer',
  tls: 'tls',
  serverInternal: 'server',
}

type Document = { type?: unknown; detail?: unknown; error?: unknown; subproblems?: unknown; challenges?: unknown }

const isObject = (value: unknown): value is Document => typeof value === 'object' && value !== null

/**
 * The problem in what an issuer answered: a problem document, or a challenge, an authorization or an order that has one. Null where
 * there is none, or only a nonce to be fetched anew, which the library does.
 */
export function problemIn(answer: unknown): AcmeError | null {
  if (!isObject(answer)) return null
  if (Array.isArray(answer.challenges)) return first(answer.challenges)
  if (isObject(answer.error)) return problemIn(answer.error)
  if (typeof answer.type !== 'string' || !answer.type.startsWith(kind)) return null
  const type = answer.type.slice(kind.length)
  if (type === 'badNonce') return null
  const detail = typeof answer.detail === 'string' ? answer.detail.slice(0, 500) : ''
  const inner = Array.isArray(answer.subproblems) ? first(answer.subproblems) : null
  return inner ?? new AcmeError(problems[type] ?? 'unknown', detail || type)
}

const first = (all: readonly unknown[]): AcmeError | null => all.map(problemIn).find((each) => each !== null) ?? null

/** A fault that no answer of the issuer explains. */
export function faultOf(error: unknown): AcmeError {
  if (error instanceof AcmeError) return error
  const { code, message = String(error), cause } = error as Error & { code?: unknown }
  const reason = cause instanceof Error ? `${message}: ${cause.message}` : message
  if (typeof code === 'string') return new AcmeError('unreachable', reason, error) // of the connection
  if (error instanceof TypeError) return new AcmeError('unreachable', 'no answer in time', error) // the library missed the answer
  return new AcmeError(/directory|resource|nonce|JSON/i.test(message) ? 'notAcme' : 'unknown', reason, error)
}
