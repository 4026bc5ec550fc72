// The same procedures for integrations: OpenAPI under /api, with the session's token as a bearer.
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { ORPCError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { errorCodes } from '../../../shared/contract/base.ts'
import type { RpcContext } from '../../host/services.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError } from '../errors.ts'
import type { Rpc } from '../rpc/router.ts'
import { apiPage } from './apiPage.ts'
import { openApiDocument } from './openApi.ts'
import { tokenOf, userOf } from './session.ts'

/** The guard makes a contract's error of whatever a procedure throws: what is none comes from reading the request. */
function asMalformed(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error
  const { status, message } = errorCodes.MALFORMED
  return new ORPCError('MALFORMED', { defined: true, status, message })
}

/** The procedures over HTTP, and their description, which is public. */
export function apiRoutes(app: FastifyInstance, rpc: Rpc, signIn: SignIn): void {
  const handler = new OpenAPIHandler<RpcContext>(rpc.router, {
    interceptors: [
      ({ next }) =>
        next().catch((error: unknown) => {
          throw asMalformed(error)
        }),
    ],
  })
  app.get('/api/openapi.json', openApiDocument)
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(apiPage(await openApiDocument())))
  void app.register(async (scope) => {
    // oRPC reads the body itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    scope.all('/api/*', async (request, reply) => {
      const context: RpcContext = {
        get user() {
          return userOf(request, signIn)
        },
        consoleId: `api:${request.id}`,
        session: tokenOf(request) ?? '',
      }
      const { matched } = await handler.handle(request, reply, { prefix: '/api', context })
      if (!matched) throw new HttpError('NOT_FOUND', 'There is no such procedure.')
    })
  })
}
