// Every error leaves as `{code, message, …}` with a code of the contract's closed set, or INTERNAL without details.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { type ErrorCode, errorCodes } from '../../../shared/contract/base.ts'

const named = new Set(['HttpError', 'EngineError', 'StoreError', 'MediaError'])
const byReason: Record<string, ErrorCode> = {
  notAudio: 'INVALID',
  tooLong: 'INVALID',
  empty: 'INVALID',
  tooLarge: 'TOO_LARGE',
  notFound: 'NOT_FOUND',
}

export type ErrorLog = { error(message: string, fields: Record<string, unknown>): void }
type Answer = { status: number; body: { code: string; message: string } & Record<string, unknown> }
type Thrown = Partial<FastifyError> & { more?: Record<string, unknown> }

/** The status and the body an error leaves as; what is unexpected is logged and told to nobody. */
export function answeredAs(thrown: unknown, request: FastifyRequest, log: ErrorLog): Answer {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & Thrown
  if (named.has(error.name)) {
    const code = byReason[error.code ?? ''] ?? error.code ?? ''
    if (code in errorCodes) {
      const reason = code === error.code ? {} : { reason: error.code }
      return { status: errorCodes[code as ErrorCode].status, body: { code, message: error.message, ...reason, ...error.more } }
    }
  }
  const { statusCode } = error
  if (statusCode === 413) return { status: 413, body: { code: 'TOO_LARGE', message: errorCodes.TOO_LARGE.message } }
  if (statusCode === 429) return { status: 429, body: { code: 'LOCKED', message: 'Too many requests; wait a little.' } }
  if (statusCode !== undefined && statusCode < 500)
    return { status: statusCode, body: { code: 'INVALID', message: errorCodes.INVALID.message } }
  log.error('request failed', { method: request.method, route: request.routeOptions.url, error: error.stack ?? String(error) })
  return { status: 500, body: { code: 'INTERNAL', message: 'Something went wrong in the host; its log says what.' } }
}

/** Every error leaves as `{code, message}` with its status. */
export function answerErrors(app: FastifyInstance, log: ErrorLog): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND', message: 'There is no such page.' }))
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = answeredAs(error, request, log)
    return reply.code(status).send(body)
  })
}
