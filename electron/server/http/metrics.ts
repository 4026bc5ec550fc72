// `/metrics` for Prometheus, with an API token for `integration`.
import type { FastifyInstance } from 'fastify'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import type { Figures } from './figures.ts'
import { requireUser } from './session.ts'

/** Its library is loaded when somebody asks first: most offices have no Prometheus, and a host that was killed is to be back at once. */
export function metricsRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  let figures: Promise<Figures> | undefined
  app.get('/metrics', async (request, reply) => {
    requireUser(request, signIn, 'integration.metrics', 'supervisor')
    figures ??= import('./figures.ts').then(({ figuresOf }) => figuresOf(host))
    const { contentType, text } = await figures
    return reply.type(contentType).send(await text())
  })
}
