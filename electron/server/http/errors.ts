// Every error leaves as `{code, message, …}` with a code of the contract's closed set, or INTERNAL without details.
import type { FastifyError, FastifyInstance } from 'fastify'
import { type ErrorCode, errorCodes } from '../../../shared/contract/base.ts'

const named = new Set(['HttpError', 'EngineError', 'StoreError', 'MediaError'])
const byReason: Record<string, ErrorCode> = {
  notAudio: 'INVALID',
  tooLong: 'INVALID',
  empty: 'INVALID',
  tooLarge: 'TOO_LARGE',
  notFound: 'NOT_FOUND',
}

/** Every error leaves as `{code, message}` with its status; what is unexpected is logged and told to nobody. */
export function answerErrors(app: FastifyInstance, log: { error(message: string, fields: Record<string, unknown>): void }): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND', message: 'There is no such page.' }))
  app.setErrorHandler((error: FastifyError & { more?: Record<string, unknown> }, request, reply) => {
    if (named.has(error.name)) {
      const code = byReason[error.code] ?? error.code
      if (code in errorCodes) {
        const reason = code === error.code ? {} : { reason: error.code }
        return reply.code(errorCodes[code as ErrorCode].status).send({ code, message: error.message, ...reason, ...error.more })
      }
    }
    if (error.statusCode === 413) return reply.code(413).send({ code: 'TOO_LARGE', message: errorCodes.TOO_LARGE.message })
    if (error.statusCode === 429) return reply.code(429).send({ code: 'LOCKED', message: 'Too many requests; wait a little.' })
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply.code(error.statusCode).send({ code: 'INVALID', message: errorCodes.INVALID.message })
    log.error('request failed', { method: request.method, route: request.routeOptions.url, error: error.stack ?? String(error) })
    return reply.code(500).send({ code: 'INTERNAL', message: 'Something went wrong in the host; its log says what.' })
  })
}
