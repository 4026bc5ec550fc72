// One call of the phone: dialog, media, and what became of it.

import { randomBytes } from 'node:crypto'
import type { RtpStream } from './rtp.ts'
import { describeMedia, type RemoteMedia, readMedia } from './sdp.ts'
import { branchOf, header, nameOf, responseTo, type SipMessage, tagOf, uriOf, userOf } from './sipMessage.ts'
import type { SipTransport } from './transport.ts'

export type CallState = 'calling' | 'ringing' | 'incoming' | 'up' | 'ended'

/** How the attempt went. `cause` and `text` are of the Reason header (RFC 3326). */
export type CallOutcome = { result: 'answered' } | ({ result: 'rejected'; status: number; phrase: string } & Reason)

export interface Reason {
  cause?: number
  text?: string
}

/** How it ended. `elsewhere`: cancelled because another phone answered (Reason cause 26 or 200). */
export type CallEnd = { by: 'us' | 'them' | 'cancelled' | 'rejected'; at: number; elsewhere: boolean; status?: number } & Reason

/** What a call needs of its phone. */
export interface CallHost {
  transport: SipTransport
  user: string
  server: { host: string; port: number }
  /** Answers a 401 or 407: the Authorization headers for the request. */
  authorize(challenge: SipMessage, method: string, uri: string): [string, string][]
  forget(call: PhoneCall): void
}

export const newTag = (): string => randomBytes(6).toString('hex')
export const newBranch = (): string => `z9hG4bK${randomBytes(9).toString('hex')}`

export class PhoneCall {
  state: CallState
  readonly id: string
  readonly audio: RtpStream
  /** The other side's number and name as signalled in From (incoming) or as dialled. */
  readonly peer: { number: string; name: string }
  /** performance.now() of the events. */
  readonly times: { started: number; ringing?: number; early?: number; answered?: number; ended?: number }
  /** All responses to our INVITE, e.g. [100, 180, 200]. */
  readonly progress: number[] = []
  /** The INVITE which came in, for its headers. */
  readonly invite: SipMessage | undefined
  /** Direction which the other side asked for last; `sendonly` and `inactive` mean that we are held. */
  remoteDirection: RemoteMedia['direction'] = 'sendrecv'
  /** Bodies of NOTIFYs of a REFER, e.g. `SIP/2.0 200 OK`. */
  readonly referProgress: string[] = []
  readonly end: Promise<CallEnd>
  readonly outcome: Promise<CallOutcome>
  ended: CallEnd | undefined
  private resolveEnd!: (end: CallEnd) => void
  private resolveOutcome!: (outcome: CallOutcome) => void
  private readonly host: CallHost
  private readonly localTag = newTag()
  private readonly local: string
  private remote: string
  private target: string
  private sequence = 1
  private inviteBranch = ''
  private retransmit: NodeJS.Timeout | undefined
  private wantsCancel = false
  private readonly progressWatchers = new Set<() => void>()

  constructor(
    host: CallHost,
    audio: RtpStream,
    start: { to: string; callerName?: string; callerNumber?: string } | { invite: SipMessage },
  ) {
    this.host = host
    this.audio = audio
    this.times = { started: performance.now() }
    this.end = new Promise((resolve) => {
      this.resolveEnd = resolve
    })
    this.outcome = new Promise((resolve) => {
      this.resolveOutcome = resolve
    })
    if ('invite' in start) {
      const from = header(start.invite, 'from') ?? ''
      this.state = 'incoming'
      this.invite = start.invite
      this.id = header(start.invite, 'call-id') ?? ''
      this.local = `${header(start.invite, 'to')};tag=${this.localTag}`
      this.remote = from
      this.target = uriOf(header(start.invite, 'contact')) ?? uriOf(from) ?? ''
      this.peer = { number: userOf(from), name: nameOf(from) }
      return
    }
    const { server } = host
    const name = start.callerName ? `"${start.callerName}" ` : ''
    this.state = 'calling'
    this.id = `${newTag()}@${host.transport.address}`
    this.local = `${name}<sip:${start.callerNumber ?? host.user}@${server.host}>;tag=${this.localTag}`
    this.target = `sip:${encodeURIComponent(start.to).replace('%2B', '+').replace('%2A', '*')}@${server.host}:${server.port}`
    this.remote = `<${this.target}>`
    this.peer = { number: start.to, name: '' }
  }

  private get contact(): string {
    return `<sip:${this.host.user}@${this.host.transport.address}:${this.host.transport.port}>`
  }

  private request(method: string, branch: string, extra: [string, string][] = [], body = '', sequence?: number): SipMessage {
    const number = sequence ?? (method === 'ACK' || method === 'CANCEL' ? this.sequence : ++this.sequence)
    const headers: [string, string][] = [
      ['via', this.host.transport.via(branch)],
      ['max-forwards', '70'],
      ['from', this.local],
      ['to', this.remote],
      ['call-id', this.id],
      ['cseq', `${number} ${method}`],
      ['contact', this.contact],
      ['allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER'],
      ...(body ? [['content-type', 'application/sdp'] as [string, string]] : []),
      ...extra,
    ]
    return { method, uri: this.target, headers, body }
  }

  // ── we call ──────────────────────────────────────────────────────────────

  /** Sends the INVITE. */
  start(extra: [string, string][] = [], authorization: [string, string][] = []): void {
    this.inviteBranch = newBranch()
    const sdp = describeMedia(this.host.transport.address, this.audio.port)
    const invite = this.request('INVITE', this.inviteBranch, [...extra, ...authorization], sdp)
    const { uri = '' } = invite
    this.host.transport.request(invite, (response) => {
      const status = response.status ?? 0
      if ((status === 401 || status === 407) && authorization.length === 0) {
        this.acknowledgeFailure(response, invite)
        return this.start(extra, this.host.authorize(response, 'INVITE', uri))
      }
      this.onInviteResponse(response, invite)
    })
  }

  private onInviteResponse(response: SipMessage, invite: SipMessage): void {
    const status = response.status ?? 0
    this.progress.push(status)
    if (status >= 300) {
      this.acknowledgeFailure(response, invite)
      return this.rejected(response)
    }
    if (status >= 200) return this.accepted(response)
    if (this.wantsCancel) return this.sendCancel(invite)
    if (status === 180 || status === 183) this.onRinging(response, status)
    this.tellProgress()
  }

  private onRinging(response: SipMessage, status: number): void {
    if (this.state === 'calling') this.state = 'ringing'
    if (status === 180) this.times.ringing ??= performance.now()
    if (!response.body) return
    this.times.early ??= performance.now()
    this.useMedia(response.body)
  }

  private accepted(response: SipMessage): void {
    this.remote = header(response, 'to') ?? this.remote
    this.target = uriOf(header(response, 'contact')) ?? this.target
    this.host.transport.send(this.request('ACK', newBranch(), [], '', cseqOf(response)))
    if (this.state === 'ended' || this.state === 'up') return
    this.useMedia(response.body)
    this.state = 'up'
    this.times.answered = performance.now()
    this.resolveOutcome({ result: 'answered' })
    this.tellProgress()
    if (this.wantsCancel) void this.hangup() // the answer crossed our CANCEL
  }

  private rejected(response: SipMessage): void {
    const status = response.status ?? 0
    this.resolveOutcome({ result: 'rejected', status, phrase: response.phrase ?? '', ...reasonOf(response) })
    this.finish({ by: this.wantsCancel ? 'us' : 'rejected', status, ...reasonOf(response) })
  }

  // The ACK of a failure belongs to the INVITE's transaction: same branch, same CSeq.
  private acknowledgeFailure(response: SipMessage, invite: SipMessage): void {
    const headers = invite.headers.filter(([name]) => ['via', 'from', 'call-id', 'max-forwards'].includes(name))
    const to = header(response, 'to') ?? this.remote
    this.host.transport.send({
      method: 'ACK',
      uri: invite.uri,
      headers: [...headers, ['to', to], ['cseq', `${cseqOf(invite)} ACK`]],
      body: '',
    })
  }

  /** Gives the attempt up (CANCEL); resolves when it has ended. */
  cancel(): Promise<CallEnd> {
    if (this.state === 'calling' || this.state === 'ringing') {
      this.wantsCancel = true
      if (this.progress.length > 0) this.sendCancel()
    }
    return this.end
  }

  private sendCancel(_invite?: SipMessage): void {
    const cancel = this.request('CANCEL', this.inviteBranch)
    this.host.transport.request(cancel, () => {})
  }

  /** Resolves once a response with this status (or one of the same kind, e.g. 18x for 180) came. */
  waitForProgress(status: number, timeoutMs = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => this.progress.includes(status) && finish()
      const finish = (error?: Error) => {
        clearTimeout(timer)
        this.progressWatchers.delete(look)
        if (error) reject(error)
        else resolve()
      }
      const timer = setTimeout(
        () => finish(new Error(`Waited ${timeoutMs} ms for ${status}, had ${this.progress.join() || 'nothing'}`)),
        timeoutMs,
      )
      this.progressWatchers.add(look)
      look()
    })
  }

  private tellProgress(): void {
    for (const look of [...this.progressWatchers]) look()
  }

  /** Resolves when answered; rejects with status and reason when not. */
  async untilAnswered(timeoutMs = 15_000): Promise<void> {
    const outcome = await withLimit(
      this.outcome,
      timeoutMs,
      () => `the answer of ${this.peer.number} (had ${this.progress.join() || 'nothing'})`,
    )
    if (outcome.result === 'rejected')
      throw new Error(`Call to ${this.peer.number} was rejected: ${outcome.status} ${outcome.phrase}`)
  }

  /** Resolves when the call is over. */
  untilEnded(timeoutMs = 15_000): Promise<CallEnd> {
    return withLimit(this.end, timeoutMs, `the end of the call with ${this.peer.number}`)
  }

  // ── we are called ────────────────────────────────────────────────────────

  /** 180 Ringing. */
  ring(): void {
    this.respondToInvite(180, 'Ringing')
    this.times.ringing ??= performance.now()
  }

  /** 200 OK, repeated until the ACK comes. */
  answer(): void {
    if (this.state !== 'incoming' || !this.invite) throw new Error(`Cannot answer a call which is ${this.state}`)
    if (!this.useMedia(this.invite.body)) return this.reject(488, 'Not Acceptable Here')
    const sdp = describeMedia(this.host.transport.address, this.audio.port, 'sendrecv', readMedia(this.invite.body)?.eventType)
    this.state = 'up'
    this.times.answered = performance.now()
    this.resolveOutcome({ result: 'answered' })
    this.respondToInvite(200, 'OK', sdp)
    const again = () => {
      this.respondToInvite(200, 'OK', sdp)
      this.retransmit = setTimeout(again, 1_000)
    }
    this.retransmit = setTimeout(again, 500)
  }

  /** Turns the call down with a final status, e.g. 486. */
  reject(status = 486, phrase = 'Busy Here'): void {
    if (this.state !== 'incoming') throw new Error(`Cannot reject a call which is ${this.state}`)
    this.respondToInvite(status, phrase)
    this.resolveOutcome({ result: 'rejected', status, phrase })
    this.finish({ by: 'us', status })
  }

  private respondToInvite(status: number, phrase: string, sdp = ''): void {
    if (!this.invite) return
    const extra: [string, string][] = [
      ['contact', this.contact],
      ...(sdp ? [['content-type', 'application/sdp'] as [string, string]] : []),
    ]
    this.host.transport.respond(this.invite, responseTo(this.invite, status, phrase, this.localTag, extra, sdp))
  }

  // ── in the call ──────────────────────────────────────────────────────────

  /** A request of this dialog. */
  accept(request: SipMessage): void {
    if (request.method === 'ACK') return clearTimeout(this.retransmit)
    if (request.method === 'CANCEL') return this.cancelled(request)
    if (request.method === 'INVITE' || request.method === 'UPDATE') return this.reinvited(request)
    this.reply(request, 200, 'OK')
    if (request.method === 'BYE') this.finish({ by: 'them', ...reasonOf(request) })
    if (request.method === 'NOTIFY') this.referProgress.push(request.body.trim())
  }

  private reply(request: SipMessage, status: number, phrase: string, extra: [string, string][] = [], body = ''): void {
    this.host.transport.respond(request, responseTo(request, status, phrase, this.localTag, extra, body))
  }

  private cancelled(request: SipMessage): void {
    this.reply(request, 200, 'OK')
    if (this.state !== 'incoming') return
    this.respondToInvite(487, 'Request Terminated')
    this.resolveOutcome({ result: 'rejected', status: 487, phrase: 'Request Terminated', ...reasonOf(request) })
    this.finish({ by: 'cancelled', ...reasonOf(request) })
  }

  private reinvited(request: SipMessage): void {
    const media = request.body ? readMedia(request.body) : undefined
    if (media) this.useMedia(request.body)
    const answers = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' } as const
    const sdp = describeMedia(
      this.host.transport.address,
      this.audio.port,
      answers[media?.direction ?? 'sendrecv'],
      media?.eventType,
    )
    this.reply(
      request,
      200,
      'OK',
      [
        ['contact', this.contact],
        ['content-type', 'application/sdp'],
      ],
      sdp,
    )
  }

  /** Puts the other side on hold (re-INVITE, sendonly) or takes it back. Rejects when refused. */
  async hold(held = true): Promise<void> {
    const sdp = describeMedia(this.host.transport.address, this.audio.port, held ? 'sendonly' : 'sendrecv')
    const response = await this.transact('INVITE', [], sdp)
    this.host.transport.send(this.request('ACK', newBranch(), [], '', cseqOf(response)))
    if (response.body) this.useMedia(response.body)
  }

  /** Blind transfer (REFER, RFC 3515); resolves when the REFER was accepted. */
  async transfer(to: string): Promise<void> {
    const target = to.startsWith('sip:') ? to : `sip:${to}@${this.host.server.host}:${this.host.server.port}`
    await this.transact('REFER', [
      ['refer-to', `<${target}>`],
      ['referred-by', `<sip:${this.host.user}@${this.host.server.host}>`],
    ])
  }

  /** A request in the dialog, signed where asked for; rejects for 3xx and more. */
  private transact(
    method: string,
    extra: [string, string][],
    body = '',
    authorization: [string, string][] = [],
  ): Promise<SipMessage> {
    const request = this.request(method, newBranch(), [...extra, ...authorization], body)
    return new Promise((resolve, reject) => {
      this.host.transport.request(request, (response) => {
        const status = response.status ?? 0
        if (status < 200) return
        if (method === 'INVITE' && status >= 300) this.acknowledgeFailure(response, request)
        if ((status === 401 || status === 407) && authorization.length === 0) {
          const signed = this.host.authorize(response, method, request.uri ?? '')
          this.transact(method, extra, body, signed).then(resolve, reject)
        } else if (status >= 300) reject(new Error(`${method} was refused: ${status} ${response.phrase}`))
        else resolve(response)
      })
    })
  }

  /** Ends the call, whatever its state: BYE, CANCEL or 603. */
  async hangup(): Promise<CallEnd> {
    if (this.state === 'calling' || this.state === 'ringing') return this.cancel()
    if (this.state === 'incoming') this.reject(603, 'Decline')
    if (this.state === 'up') {
      this.finish({ by: 'us' })
      await this.transact('BYE', []).catch(() => {}) // it may be gone already: 481
    }
    return this.end
  }

  private useMedia(sdp: string): boolean {
    const media = readMedia(sdp)
    if (!media) return false
    this.remoteDirection = media.direction
    this.audio.connect(media.address, media.port, media.eventType)
    return true
  }

  private finish(end: Omit<CallEnd, 'at' | 'elsewhere'>): void {
    if (this.state === 'ended') return
    this.state = 'ended'
    const at = performance.now()
    this.times.ended = at
    clearTimeout(this.retransmit)
    this.audio.close()
    this.ended = { ...end, at, elsewhere: end.cause === 26 || end.cause === 200 }
    this.resolveEnd(this.ended)
    this.host.forget(this)
  }

  /** Whether this is the INVITE which `cancel` is about. */
  isInvite(cancel: SipMessage): boolean {
    return this.invite !== undefined && branchOf(this.invite) === branchOf(cancel)
  }
}

const cseqOf = (message: SipMessage): number => Number((header(message, 'cseq') ?? '0').split(' ')[0])

/** The Reason header; where there are two (Q.850 and SIP), the one which says most. */
function reasonOf(message: SipMessage): Reason {
  const reasons = message.headers.filter(([name]) => name === 'reason').map(([, value]) => value)
  const best = reasons.find((value) => /cause=(26|200)\b/.test(value)) ?? reasons[0]
  if (!best) return {}
  const cause = /cause=(\d+)/.exec(best)?.[1]
  return { cause: cause ? Number(cause) : undefined, text: /text="([^"]*)"/.exec(best)?.[1] }
}

/** Rejects with what was waited for when `promise` takes longer than `ms`. */
export async function withLimit<T>(promise: Promise<T>, ms: number, what: string | (() => string)): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${ms} ms for ${typeof what === 'string' ? what : what()}`)), ms)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}

export { tagOf }
