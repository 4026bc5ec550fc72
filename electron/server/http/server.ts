// The host over HTTP: sign-in, health, media, the API, the console's files, and the WebSockets.
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { Host, HostCertificate } from '../../host/hostPort.ts'
import { type SignIn, signInService } from '../auth/signIn.ts'
import { openRpc, type Rpc } from '../rpc/router.ts'
import { type RpcServer, rpcServer } from '../rpc/transports/serve.ts'
import { apiRoutes } from './api.ts'
import { authRoutes } from './authRoutes.ts'
import { backupRoutes } from './backupRoutes.ts'
import { callflowRoutes } from './callflows.ts'
import { consoleFiles } from './consoleFiles.ts'
import { answerErrors } from './errors.ts'
import { mediaRoutes } from './mediaRoutes.ts'
import { metricsRoutes } from './metrics.ts'
import { pbxFilesRoute } from './pbxFilesRoute.ts'
import { phoneRoutes } from './phoneRoutes.ts'
import { ownNames, secure } from './security.ts'
import { type TlsListener, tlsListener } from './tlsListener.ts'
import { acceptUpgrades } from './upgrades.ts'

export type HttpOptions = {
  /** Folder with the built console. */
  consoleFolder: string
  /** Address to listen on. */
  host: string
  /** 0: any free one. */
  port: number
  /** More names it answers to, e.g. behind a proxy. */
  names?: readonly string[]
  /** Proxies in front whose word on who asks is taken; nobody's without. */
  trustedProxies?: readonly string[]
  /** For the network: TLS, and plain HTTP for this computer only. Without, plain HTTP, which belongs on the loopback. */
  certificate?: HostCertificate
}

/**
 * No route has schemas of Fastify's: zod checks what comes in. Its own compilers take a tenth of the time in which a host that was killed
 * is back, and are not loaded where others are named.
 */
const compilersFactory: NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']> = {
  buildValidator: () => () => neverAsked(),
  buildSerializer: () => () => neverAsked(),
}
function neverAsked(): never {
  throw new TypeError('Routes have no schemas: what comes in is checked by zod.')
}

export type HttpHost = {
  /** For requests without a network (tests, the desktop app). */
  app: FastifyInstance
  signIn: SignIn
  /** The procedures, for transports of another kind. */
  rpc: RpcServer
  /** Listens; returns the address to open, e.g. `http://127.0.0.1:7080/`, with a certificate `https://192.0.2.7:7080/`. */
  listen(): Promise<string>
  /** Ends all connections and leaves no timer. */
  close(): Promise<void>
}

/** Requests a minute and address, all told; a console's page takes some dozens. */
const requestsAMinute = 3000

/** Builds the HTTP side of a host; nothing listens before `listen()`. */
export async function httpHost(host: Host, options: HttpOptions): Promise<HttpHost> {
  const proxies = options.trustedProxies ?? []
  const trustProxy = proxies.length > 0 ? [...proxies] : false
  const app = Fastify({
    logger: false,
    bodyLimit: 1_000_000,
    forceCloseConnections: true,
    trustProxy,
    schemaController: { compilersFactory },
  })
  const namesNow = () => ownNames(options.host, options.names)
  const names = namesNow()
  const signIn = signInService(host)
  const rpc = openRpc(host.deps)
  const served = rpcServer(rpc)
  // An issuer asks by a name that is not this host's yet.
  app.addHook('onRequest', async (request, reply) => {
    const answer = options.certificate?.challenges.answer(request.raw.url) ?? null
    if (answer !== null) await reply.type('text/plain').send(answer)
  })
  secure(app, names, () => options.certificate?.current().strictTransport === true)
  answerErrors(app, host.deps.log)
  await app.register(cookie)
  await app.register(rateLimit, { max: requestsAMinute, timeWindow: 60_000 })
  await routes(app, host, signIn, rpc, options)
  const tls = options.certificate ? tlsListener(app, options.certificate, { names, namesNow, plainFrom: proxies }) : null
  const servers = tls ? [app.server, tls.server] : [app.server]
  const upgrades = acceptUpgrades({ servers, host, rpc: served, signIn, names })
  return {
    app,
    signIn,
    rpc: served,
    async listen() {
      if (tls) return await listenWithTls(tls, host, options)
      const address = await app.listen({ host: options.host, port: options.port })
      const own = `http://${bracketed(onAll(options.host) ? '127.0.0.1' : options.host)}:${new URL(address).port}/`
      host.recordingLinks.servedAt(own)
      return own
    },
    async close() {
      upgrades.close()
      rpc.close()
      await tls?.close()
      await app.close()
    },
  }
}

async function listenWithTls(tls: TlsListener, host: Host, options: HttpOptions): Promise<string> {
  const port = await tls.listen(options.host, options.port)
  const all = onAll(options.host)
  const address = () => `https://${bracketed(all ? tls.bestName(options.names ?? []) : options.host)}:${port}/`
  options.certificate?.servedAt(address)
  const shown = address()
  // Programs of this computer need not know who signed the certificate.
  host.recordingLinks.servedAt(all ? `http://127.0.0.1:${port}/` : shown)
  return shown
}

const onAll = (address: string) => address === '0.0.0.0' || address === '::'

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address)

async function routes(app: FastifyInstance, host: Host, signIn: SignIn, rpc: Rpc, options: HttpOptions): Promise<void> {
  await consoleFiles(app, options.consoleFolder)
  health(app, host)
  metricsRoutes(app, host, signIn)
  authRoutes(app, host, signIn)
  mediaRoutes(app, host, signIn)
  backupRoutes(app, host, signIn)
  pbxFilesRoute(app, host, signIn)
  phoneRoutes(app, host)
  callflowRoutes(app, host, signIn)
  apiRoutes(app, rpc, signIn)
}

function health(app: FastifyInstance, host: Host): void {
  let wasReady = false
  app.get('/healthz', (_request, reply) => {
    const ready = host.ready()
    wasReady ||= ready
    const problems = host.problems()
    // A host with a problem that takes calls stays in service: a supervisor that started it anew would mend nothing.
    const status = !ready ? (wasReady ? 'pbxDown' : 'starting') : problems.length > 0 ? 'degraded' : 'ok'
    return reply.code(ready ? 200 : 503).send({ status, problems, pbx: host.pbxKind, version: host.deps.version })
  })
  // For whatever spreads calls or waits for a start: only whether calls are taken.
  app.get('/readyz', (_request, reply) => {
    const ready = host.ready()
    return reply.code(ready ? 200 : 503).send({ ready })
  })
}
