// `app://cordboard`: the console's files, sign-in and media, answered by the host's own HTTP side without a network.
import { protocol, type Session } from 'electron'
import { contentSecurityPolicy } from '../../server/http/security.ts'
import type { HttpHost } from '../../server/http/server.ts'
import { cookieName } from '../../server/http/session.ts'
import { isBuiltIn, origin, scheme } from './address.ts'
import { builtInFile } from './builtIn.ts'
import type { Seat } from './seat.ts'

/** Before the app is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

export type Answering = {
  http: HttpHost
  /** Of the window, for the cookie that a scheme of one's own does not have. */
  seat: Seat
  /** Where the softphone connects to, for the content security policy. */
  sipOrigin: string | null
}

/**
 * Once the app is ready, for the pages of one session. `answering`: null while the office is
 * started anew, `elsewhere` where none is in this process.
 */
export function answerScheme(pages: Session, consoleFolder: string, answering: () => Answering | null | 'elsewhere'): void {
  pages.protocol.handle(scheme, async (request) => {
    if (!isBuiltIn(request.url)) return new Response(null, { status: 404 })
    const now = answering()
    if (now === 'elsewhere') return builtInFile(consoleFolder, request.url)
    return now ? await answer(request, now) : new Response(null, { status: 503, headers: { 'retry-after': '1' } })
  })
}

/** The way back of an owner whose password nobody knows. */
const ownerPath = '/auth/owner'

function ownersWay({ method }: Request, seat: Seat): Response {
  if (method !== 'POST') return Response.json({ possible: seat.ownerMayEnter(), remembers: seat.remembers })
  seat.enterAsOwner()
  return new Response(null, { status: 204 })
}

async function answer(request: Request, { http, seat, sipOrigin }: Answering): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname === ownerPath) return ownersWay(request, seat)
  const headers: Record<string, string> = { host: 'localhost', origin }
  for (const name of ['content-type', 'range', 'accept', 'if-none-match']) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  headers.cookie = `${cookieName}=${seat.token()}`
  const payload = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
  const method = request.method as 'GET' | 'HEAD' | 'POST'
  const reply = await http.app.inject({ method, url: `${url.pathname}${url.search}`, headers, payload })
  const cookies = reply.headers['set-cookie']
  if (cookies !== undefined) seat.took([cookies].flat())
  const given = new Headers()
  for (const [name, value] of Object.entries(reply.headers))
    if (name !== 'set-cookie' && name !== 'transfer-encoding' && value !== undefined) given.set(name, String(value))
  given.set('content-security-policy', policy(sipOrigin))
  const empty = reply.statusCode === 204 || reply.statusCode === 304
  return new Response(empty ? null : new Uint8Array(reply.rawPayload), { status: reply.statusCode, headers: given })
}

const policy = (sip: string | null) =>
  sip === null ? contentSecurityPolicy : contentSecurityPolicy.replace("connect-src 'self'", `connect-src 'self' ${sip}`)
