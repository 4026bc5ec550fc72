// Signing in over HTTP: the cookie is HttpOnly and SameSite=Strict, so that no other site and no script can use it.
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Host } from '../../host/hostPort.ts'
import { deviceCookie, deviceMs } from '../auth/devices.ts'
import { credentials, firstAdmin, type SignedIn, type SignIn } from '../auth/signIn.ts'
import { HttpError, parsed } from '../errors.ts'
import { cookieName, requireUser, tokenOf, userOf } from './session.ts'

const fewTries = { config: { rateLimit: { max: 120, timeWindow: 60_000 } } }
const cookie = { path: '/', httpOnly: true, sameSite: 'strict' as const }

export function authRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  const welcome = (reply: FastifyReply, { user, token, expiresAt }: SignedIn) => {
    const secure = reply.request.protocol === 'https'
    const device = signIn.deviceCookie(reply.request.cookies[deviceCookie], user.id)
    return reply
      .setCookie(cookieName, token, { ...cookie, secure, expires: new Date(expiresAt) })
      .setCookie(deviceCookie, device, { ...cookie, path: '/auth', secure, maxAge: deviceMs / 1000 })
      .code(204)
      .send()
  }

  app.get('/auth/state', async (request) => ({
    needsSetup: signIn.setupToken() !== null,
    signedIn: userOf(request, signIn) !== null,
    officeName: host.deps.config().settings.name,
    language: host.deps.config().settings.language,
  }))

  app.post('/auth/setup', fewTries, async (request, reply) => {
    const session = await signIn.setUp(parsed(firstAdmin, request.body))
    if (!session) throw new HttpError('FORBIDDEN', 'That link is not valid any more.')
    return welcome(reply, session)
  })

  app.post('/auth/sign-in', fewTries, async (request, reply) => {
    const { login, password } = parsed(credentials, request.body)
    const outcome = await signIn.signIn(login, password, request.ip, request.cookies[deviceCookie])
    if (outcome.result === 'locked') throw new HttpError('LOCKED', undefined, { until: outcome.until })
    if (outcome.result === 'wrong') throw new HttpError('UNAUTHENTICATED', 'Login or password is not right.')
    return welcome(reply, outcome.session)
  })

  app.post('/auth/sign-out', async (request, reply) => {
    const token = tokenOf(request)
    if (token !== null) signIn.signOut(token)
    return reply.clearCookie(cookieName, cookie).code(204).send()
  })

  app.post('/auth/ticket', async (request) => {
    requireUser(request, signIn, 'auth.ticket')
    return { ticket: signIn.tickets.issue(tokenOf(request) ?? '') }
  })
}
