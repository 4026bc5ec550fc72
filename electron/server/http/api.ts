// The same procedures for integrations: OpenAPI under /api, with the session's token as a bearer.
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance } from 'fastify'
import { contract } from '../../../shared/contract/index.ts'
import type { RpcContext } from '../../host/services.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError } from '../errors.ts'
import type { Rpc } from '../rpc/router.ts'
import { apiPage } from './apiPage.ts'
import { tokenOf, userOf } from './session.ts'

export function apiRoutes(app: FastifyInstance, rpc: Rpc, signIn: SignIn, version: string): void {
  const handler = new OpenAPIHandler<RpcContext>(rpc.router)
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  app.get('/api/openapi.json', () =>
    generator.generate(contract, { info: { title: 'Cordboard', version }, servers: [{ url: '/api' }] }),
  )
  app.get('/api/docs', async (_request, reply) => {
    const document = await generator.generate(contract, { info: { title: 'Cordboard', version }, servers: [{ url: '/api' }] })
    return reply.type('text/html; charset=utf-8').send(apiPage(document))
  })
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
