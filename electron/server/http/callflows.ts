// `POST /api/v1/subaccounts/{id}/callflows`: a call-action document of a backend that was written for 8x8 (docs/spec/call-actions.md).
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errorCodes } from '../../../shared/contract/base.ts'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import { type Begun, notBegun } from './callflowAnswers.ts'
import { answeredAs, type ErrorLog } from './errors.ts'
import { requireUser } from './session.ts'

const largest = 256 * 1024
const badJson = -1001
/** The first action is not makeCall. */
const unprocessable = -1013

const accountOf = ({ params }: FastifyRequest): string => z.object({ id: z.string() }).parse(params).id

/** Judges, begins and answers; the session itself is told by its webhooks. */
export function callflowRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: largest }, (_request, body, done) => done(null, body))
    answerTheirWay(scope, host.deps.log)
    scope.post('/api/v1/subaccounts/:id/callflows', { bodyLimit: largest }, (request, reply) => {
      requireUser(request, signIn, 'integration.callflows', 'supervisor')
      let document: unknown
      try {
        document = JSON.parse(String(request.body ?? ''))
      } catch {
        return reply.code(400).send(notBegun(randomUUID(), badJson, 'Invalid JSON request body'))
      }
      const started = host.deps.engine.callflows.start(accountOf(request), document)
      if (started.result === 'refused')
        return reply.code(started.code === unprocessable ? 422 : 400).send(notBegun(randomUUID(), started.code, started.message))
      const { sessionId, requestId, validUntil } = started
      const begun: Begun = {
        sessionId,
        sessionStatus: 'CREATED',
        callFlowRequestId: requestId,
        ...(validUntil === null ? {} : { validUntil }),
        statusCode: 1,
        statusMessage: 'Created',
      }
      return reply.send(begun)
    })
  })
}

/** Every error of the endpoint is a session that was not begun, with the HTTP status as its code; those of our own API have none of it. */
function answerTheirWay(scope: FastifyInstance, log: ErrorLog): void {
  const sentences: Record<number, string> = { 401: 'Authentication header not found or token invalid' }
  scope.setErrorHandler((error, request, reply) => {
    const { status, body } = answeredAs(error, request, log)
    const sentence =
      status === errorCodes.NOT_FOUND.status ? `SubAccount not found by Id : ${accountOf(request)}` : sentences[status]
    return reply.code(status).send(notBegun(randomUUID(), status, sentence ?? body.message))
  })
}
