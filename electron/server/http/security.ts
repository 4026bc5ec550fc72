// What every answer carries and every request must show: headers, Host and Origin of our own.
import { hostname, networkInterfaces } from 'node:os'
import { TLSSocket } from 'node:tls'
import type { FastifyInstance } from 'fastify'

export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  // Mantine and the flow canvas set style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), speaker-selection=(self), camera=(), geolocation=(), payment=(), usb=(), hid=(self)',
}

/** Names this host answers to: loopback, what it listens on, and when that is everything, all its own names. */
export function ownNames(listen: string, more: readonly string[] = []): Set<string> {
  const names = ['localhost', '127.0.0.1', '::1', listen, ...more]
  if (listen === '0.0.0.0' || listen === '::') {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address))
    names.push(hostname(), `${hostname()}.local`, ...addresses)
  }
  return new Set(names.map((name) => name.toLowerCase()))
}

/** The name in a Host header, without port and brackets; null when it is none. */
function nameOf(host: string | undefined): string | null {
  const url = host ? URL.parse(`http://${host}`) : null
  return url ? url.hostname.replace(/^\[|\]$/g, '').toLowerCase() : null
}

/** Whether the request names us in Host, and comes from our own page where it tells an Origin. */
export function isOurs(request: { host?: string; origin?: string }, names: ReadonlySet<string>): boolean {
  const name = nameOf(request.host)
  if (name === null || !names.has(name)) return false
  if (request.origin === undefined || request.origin === desktopOrigin) return true
  return URL.parse(request.origin)?.host === URL.parse(`http://${request.host}`)?.host
}

/** The desktop app's own pages. */
export const desktopOrigin = 'app://cordboard'

/** A year. It holds for a name's every port, so that nothing is said of the names below it. */
const strictTransport = 'max-age=31536000'

/**
 * Sets the headers of every answer and refuses requests of foreign pages and names. `strict`: whether browsers are told never to use
 * plain HTTP again, which is said over TLS only (RFC 6797, 7.2).
 */
export function secure(app: FastifyInstance, names: ReadonlySet<string>, strict: () => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (request.raw.socket instanceof TLSSocket && strict()) reply.header('strict-transport-security', strictTransport)
    const read = request.method === 'GET' || request.method === 'HEAD'
    const origin = read ? undefined : request.headers.origin
    if (!isOurs({ host: request.headers.host, origin }, names))
      await reply.code(403).send({ code: 'FORBIDDEN', message: 'This host does not answer to that name or page.' })
  })
}
