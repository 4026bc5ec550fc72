// `POST /api/v1/subaccounts/{id}/callflows`: a call-action document of a backend that was written for 8x8 (docs/spec/call-actions.md).
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError, parsed } from '../errors.ts'
import { requireUser } from './session.ts'

const largest = 256 * 1024
const created = 1
const badJson = -1001
/** The first action is not makeCall. */
const unprocessable = -1013

const answer = (statusCode: number, statusMessage: string, ids: { sessionId: string; requestId: string } | null = null) => ({
  sessionId: ids?.sessionId ?? null,
  sessionStatus: ids ? 'CREATED' : 'NOT_CREATED',
  callFlowRequestId: ids?.requestId ?? null,
  statusCode,
  statusMessage,
})

/** Judges, begins and answers; the session itself is told by its webhooks. */
export function callflowRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: largest }, (_request, body, done) => done(null, body))
    scope.post('/api/v1/subaccounts/:id/callflows', { bodyLimit: largest }, (request, reply) => {
      requireUser(request, signIn, 'integration.callflows', 'supervisor')
      const { id } = parsed(z.object({ id: z.string().max(100) }), request.params)
      let document: unknown
      try {
        document = JSON.parse(String(request.body ?? ''))
      } catch {
        return reply.code(400).send(answer(badJson, 'the document is not JSON'))
      }
      try {
        const started = host.deps.engine.callflows.start(id, document)
        if (started.result === 'created') return reply.send(answer(created, 'CREATED', started))
        return reply.code(started.code === unprocessable ? 422 : 400).send(answer(started.code, started.message))
      } catch (error) {
        if ((error as { code?: unknown }).code === 'NOT_FOUND') throw new HttpError('NOT_FOUND', 'There is no such subaccount.')
        throw error
      }
    })
  })
}
