// Files of settings that desk phones fetch: `/provision/<code>/<file>`, or `/provision/<file>` and the code as a password (RFC 7617).
import { TLSSocket } from 'node:tls'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Host } from '../../host/hostPort.ts'
import { servedBy } from '../rpc/servedHttps.ts'

const file = z.string().regex(/^[\w.-]{1,80}$/)
const code = z.string().regex(/^\d{12}$/)

/** Phones add a file of their own to whatever they were told. */
export function phoneRoutes(app: FastifyInstance, host: Host): void {
  app.get('/provision/:file', (request, reply) => send(host, request, reply, null))
  app.get('/provision/:code/:file', (request, reply) => {
    const shown = code.safeParse((request.params as { code?: unknown }).code)
    return send(host, request, reply, shown.success ? shown.data : '')
  })
}

/** The password of Basic authentication, spaces and dashes as they are read out gone; null where there is none. */
function passwordIn(authorization: string | undefined): string | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1).replace(/[ -]/g, '')
}

async function send(host: Host, request: FastifyRequest, reply: FastifyReply, inPath: string | null): Promise<FastifyReply> {
  const { phones, certificate } = host.deps
  const asked = file.safeParse((request.params as { file?: unknown }).file)
  const answer = await phones.answer(
    {
      file: asked.success ? asked.data : '',
      code: inPath ?? passwordIn(request.headers.authorization),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
      from: request.ip,
      host: request.hostname,
      https: request.raw.socket instanceof TLSSocket || request.protocol === 'https',
    },
    await servedBy(certificate),
  )
  if (answer.ask) reply.header('www-authenticate', 'Basic realm="Cordboard", charset="UTF-8"')
  return reply.code(answer.status).header('cache-control', 'private, no-store').type(answer.type).send(answer.text)
}
