// A small SIP phone over UDP for tests, benchmarks and `npm run call`.

import { PhoneCall } from './call.ts'
import type { CallHost } from './dialog.ts'
import { answerChallenge } from './digest.ts'
import { newBranch, newTag, withLimit } from './outcome.ts'
import { RtpStream } from './rtp.ts'
import { header, responseTo, type SipMessage } from './sipMessage.ts'
import { SipTransport } from './transport.ts'

export interface PhoneOptions {
  /** Asterisk's SIP address. */
  server: { host: string; port: number }
  /** User part, and digest user name; default `trunk`. */
  user?: string
  password?: string
  /** Local address: 127.0.0.1 for phones, 127.0.0.2 for the test trunk. */
  address?: string
  port?: number
  /** What to do with incoming calls besides queueing them for `nextCall()`; default: ring. */
  onCall?: (call: PhoneCall) => void
}

export interface DialOptions {
  callerName?: string
  /** From's user part; default the phone's user. */
  callerNumber?: string
  headers?: [string, string][]
  /** To's user where the request goes to another one, as of a trunk that calls the registered contact. */
  toNumber?: string
}

export interface Notification {
  event: string
  body: string
  at: number
}

export class Phone implements CallHost {
  readonly transport: SipTransport
  readonly user: string
  readonly server: { host: string; port: number }
  readonly notifications: Notification[] = []
  /** Calls which are running. */
  readonly calls = new Set<PhoneCall>()
  private readonly password: string
  private readonly onCall: (call: PhoneCall) => void
  private readonly arrived: PhoneCall[] = []
  private readonly waiting: ((call: PhoneCall) => void)[] = []
  private readonly notified = new Set<() => void>()
  private readonly registration = { id: newTag(), tag: newTag(), sequence: 0 }

  private constructor(transport: SipTransport, options: PhoneOptions) {
    this.transport = transport
    this.server = options.server
    this.user = options.user ?? 'trunk'
    this.password = options.password ?? ''
    this.onCall = options.onCall ?? ((call) => call.ring())
    transport.onRequest = (request) => void this.accept(request)
  }

  /** Opens the socket; nothing is sent. */
  static async open(options: PhoneOptions): Promise<Phone> {
    return new Phone(await SipTransport.open(options.address ?? '127.0.0.1', options.port ?? 0, options.server), options)
  }

  authorize(challenge: SipMessage, method: string, uri: string): [string, string][] {
    const proxy = challenge.status === 407
    const value = header(challenge, proxy ? 'proxy-authenticate' : 'www-authenticate') ?? ''
    return [[proxy ? 'proxy-authorization' : 'authorization', answerChallenge(value, this.user, this.password, method, uri)]]
  }

  forget(call: object): void {
    this.calls.delete(call as PhoneCall)
  }

  // ── registration and subscriptions ───────────────────────────────────────

  /** REGISTER; rejects with the status when refused. */
  async register(expires = 300): Promise<void> {
    const response = await this.outOfDialog('REGISTER', `sip:${this.server.host}:${this.server.port}`, this.registration, [
      ['expires', String(expires)],
    ])
    if ((response.status ?? 0) >= 300)
      throw new Error(`REGISTER of ${this.user} was refused: ${response.status} ${response.phrase}`)
  }

  unregister(): Promise<void> {
    return this.register(0)
  }

  /** SUBSCRIBE to `target` for `event` (`dialog`, `presence`, `message-summary`); notifications follow. Rejects when refused. */
  async subscribe(target: string, event: string, expires = 300): Promise<void> {
    const dialog = { id: newTag(), tag: newTag(), sequence: 0 }
    const accept =
      { 'message-summary': 'application/simple-message-summary', presence: 'application/pidf+xml' }[event] ??
      'application/dialog-info+xml'
    const uri = `sip:${target}@${this.server.host}:${this.server.port}`
    const response = await this.outOfDialog('SUBSCRIBE', uri, dialog, [
      ['event', event],
      ['accept', accept],
      ['expires', String(expires)],
    ])
    if ((response.status ?? 0) >= 300)
      throw new Error(`SUBSCRIBE to ${target} was refused: ${response.status} ${response.phrase}`)
  }

  /** The first notification, received or to come, whose body matches. */
  waitForNotification(matching: RegExp, timeoutMs = 20_000): Promise<Notification> {
    let look: () => void = () => {}
    const found = new Promise<Notification>((resolve) => {
      look = () => {
        const match = this.notifications.find(({ body }) => matching.test(body))
        if (match) resolve(match)
      }
      this.notified.add(look)
      look()
    })
    return withLimit(found, timeoutMs, `a notification like ${matching}`).finally(() => this.notified.delete(look))
  }

  private outOfDialog(
    method: string,
    uri: string,
    dialog: { id: string; tag: string; sequence: number },
    extra: [string, string][],
    authorization: [string, string][] = [],
  ): Promise<SipMessage> {
    const self = `<sip:${this.user}@${this.server.host}>`
    const headers: [string, string][] = [
      ['via', this.transport.via(newBranch())],
      ['max-forwards', '70'],
      ['from', `${self};tag=${dialog.tag}`],
      ['to', method === 'REGISTER' ? self : `<${uri}>`],
      ['call-id', dialog.id],
      ['cseq', `${++dialog.sequence} ${method}`],
      ['contact', `<sip:${this.user}@${this.transport.address}:${this.transport.port}>`],
      ...extra,
      ...authorization,
    ]
    return new Promise((resolve) => {
      this.transport.request({ method, uri, headers, body: '' }, (response) => {
        const status = response.status ?? 0
        if (status < 200) return
        if ((status !== 401 && status !== 407) || authorization.length > 0) return resolve(response)
        resolve(this.outOfDialog(method, uri, dialog, extra, this.authorize(response, method, uri)))
      })
    })
  }

  // ── calls ────────────────────────────────────────────────────────────────

  /** Sends an INVITE; resolves at once. Wait for `call.outcome` or `call.untilAnswered()`. */
  async dial(to: string, options: DialOptions = {}): Promise<PhoneCall> {
    const call = new PhoneCall(this, await RtpStream.open(this.transport.address), { to, ...options })
    this.calls.add(call)
    call.start(options.headers)
    return call
  }

  /** The oldest incoming call not yet fetched, or the next one. Rejects after `timeoutMs`. */
  nextCall(timeoutMs = 20_000): Promise<PhoneCall> {
    const first = this.arrived.shift()
    if (first) return Promise.resolve(first)
    let taker: (call: PhoneCall) => void = () => {}
    const call = new Promise<PhoneCall>((resolve) => {
      taker = resolve
      this.waiting.push(taker)
    })
    return withLimit(call, timeoutMs, `a call to ${this.user}`).finally(() => {
      const at = this.waiting.indexOf(taker)
      if (at >= 0) this.waiting.splice(at, 1)
    })
  }

  private async accept(request: SipMessage): Promise<void> {
    const id = header(request, 'call-id')
    const call = [...this.calls].find((candidate) => candidate.id === id)
    if (call) return call.accept(request)
    if (request.method === 'INVITE') return this.acceptInvite(request)
    if (request.method === 'ACK') return
    if (request.method === 'OPTIONS' || request.method === 'NOTIFY')
      this.transport.respond(request, responseTo(request, 200, 'OK', newTag()))
    else this.transport.respond(request, responseTo(request, 481, 'Call/Transaction Does Not Exist', newTag()))
    if (request.method === 'NOTIFY') this.acceptNotification(request)
  }

  private acceptNotification(request: SipMessage): void {
    this.notifications.push({ event: header(request, 'event') ?? '', body: request.body, at: performance.now() })
    for (const look of [...this.notified]) look()
  }

  private async acceptInvite(request: SipMessage): Promise<void> {
    this.transport.respond(request, responseTo(request, 100, 'Trying'))
    const call = new PhoneCall(this, await RtpStream.open(this.transport.address), { invite: request })
    this.calls.add(call)
    this.onCall(call)
    const taker = this.waiting.shift()
    if (taker) taker(call)
    else this.arrived.push(call)
  }

  /** Ends all calls; those that were not fetched are forgotten. */
  async hangUpAll(): Promise<void> {
    await Promise.all([...this.calls].map((call) => withLimit(call.hangup(), 2_000, 'hang-up').catch(() => call.audio.close())))
    this.arrived.length = 0
  }

  /** Ends all calls, then closes the sockets. */
  async close(): Promise<void> {
    await this.hangUpAll()
    this.transport.close()
  }
}
