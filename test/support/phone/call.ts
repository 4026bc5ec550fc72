// One call of the phone: dialog, media, and what became of it.

import { type CallHost, Dialog, type DialogStart } from './dialog.ts'
import { type CallEnd, type CallOutcome, type CallState, cseqOf, newBranch, reasonOf, withLimit } from './outcome.ts'
import type { RtpStream } from './rtp.ts'
import { describeMedia, type RemoteMedia, readMedia } from './sdp.ts'
import { header, responseTo, type SipMessage, uriOf } from './sipMessage.ts'

export class PhoneCall extends Dialog {
  state: CallState
  readonly audio: RtpStream
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
  private inviteBranch = ''
  private retransmit: NodeJS.Timeout | undefined
  private wantsCancel = false
  private readonly progressWatchers = new Set<() => void>()

  constructor(host: CallHost, audio: RtpStream, start: DialogStart) {
    super(host, start)
    this.audio = audio
    this.times = { started: performance.now() }
    this.end = new Promise((resolve) => {
      this.resolveEnd = resolve
    })
    this.outcome = new Promise((resolve) => {
      this.resolveOutcome = resolve
    })
    this.invite = 'invite' in start ? start.invite : undefined
    this.state = this.invite ? 'incoming' : 'calling'
  }

  // ── we call ──────────────────────────────────────────────────────────────

  /** Sends the INVITE. */
  start(extra: [string, string][] = [], authorization: [string, string][] = []) {
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

  private onInviteResponse(response: SipMessage, invite: SipMessage) {
    const status = response.status ?? 0
    this.progress.push(status)
    if (status >= 300) {
      this.acknowledgeFailure(response, invite)
      return this.rejected(response)
    }
    if (status >= 200) return this.accepted(response)
    if (this.wantsCancel) return this.sendCancel()
    if (status === 180 || status === 183) this.onRinging(response, status)
    this.tellProgress()
  }

  private onRinging(response: SipMessage, status: number): void {
    if (this.state === 'calling') this.state = 'ringing'
    if (status === 180) this.times.ringing ??= performance.now()
    if (!response.body) return
    this.times.early ??= performance.now()
    this.takeMedia(response.body)
  }

  private accepted(response: SipMessage): void {
    this.remote = header(response, 'to') ?? this.remote
    this.target = uriOf(header(response, 'contact')) ?? this.target
    this.host.transport.send(this.request('ACK', newBranch(), [], '', cseqOf(response)))
    if (this.state === 'ended' || this.state === 'up') return
    this.takeMedia(response.body)
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

  /** Gives the attempt up (CANCEL); resolves when it has ended. */
  cancel(): Promise<CallEnd> {
    if (this.state === 'calling' || this.state === 'ringing') {
      this.wantsCancel = true
      if (this.progress.length > 0) this.sendCancel()
    }
    return this.end
  }

  private sendCancel(): void {
    const cancel = this.request('CANCEL', this.inviteBranch)
    this.host.transport.request(cancel, () => {})
  }

  /** Resolves once a response with this status (or one of the same kind, e.g. 18x for 180) came. */
  waitForProgress(status: number, timeoutMs = 20_000): Promise<void> {
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

  /** 183 with SDP: what `audio` sends is heard before the answer. */
  early(): void {
    if (this.state !== 'incoming' || !this.invite || !this.takeMedia(this.invite.body))
      throw new Error(`Nothing to be heard in a call which is ${this.state}`)
    const { eventType } = readMedia(this.invite.body) ?? {}
    this.respondToInvite(
      183,
      'Session Progress',
      describeMedia(this.host.transport.address, this.audio.port, 'sendrecv', eventType),
    )
    this.times.early ??= performance.now()
  }

  /** 200 OK, repeated until the ACK comes. */
  answer() {
    if (this.state !== 'incoming' || !this.invite) throw new Error(`Cannot answer a call which is ${this.state}`)
    if (!this.takeMedia(this.invite.body)) return this.reject(488, 'Not Acceptable Here')
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
  reject(status = 486, phrase = 'Busy Here') {
    if (this.state !== 'incoming') throw new Error(`Cannot reject a call which is ${this.state}`)
    this.respondToInvite(status, phrase)
    this.resolveOutcome({ result: 'rejected', status, phrase })
    this.finish({ by: 'us', status })
  }

  private respondToInvite(status: number, phrase: string, sdp = '') {
    if (!this.invite) return
    const extra: [string, string][] = [
      ['contact', this.contact],
      ...(sdp ? [['content-type', 'application/sdp'] as [string, string]] : []),
    ]
    this.host.transport.respond(this.invite, responseTo(this.invite, status, phrase, this.localTag, extra, sdp))
  }

  // ── in the call ──────────────────────────────────────────────────────────

  /** A request of this dialog. */
  accept(request: SipMessage) {
    if (request.method === 'ACK') return clearTimeout(this.retransmit)
    if (request.method === 'CANCEL') return this.cancelled(request)
    if (request.method === 'INVITE' || request.method === 'UPDATE') return this.reinvited(request)
    this.reply(request, 200, 'OK')
    if (request.method === 'BYE') this.finish({ by: 'them', ...reasonOf(request) })
    if (request.method === 'NOTIFY') this.referProgress.push(request.body.trim())
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
    if (media) this.takeMedia(request.body)
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
    if (response.body) this.takeMedia(response.body)
  }

  /** Blind transfer (REFER, RFC 3515); resolves when the REFER was accepted. */
  async transfer(to: string): Promise<void> {
    const target = to.startsWith('sip:') ? to : `sip:${to}@${this.host.server.host}:${this.host.server.port}`
    await this.transact('REFER', [
      ['refer-to', `<${target}>`],
      ['referred-by', `<sip:${this.host.user}@${this.host.server.host}>`],
    ])
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

  private takeMedia(sdp: string): boolean {
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
}
