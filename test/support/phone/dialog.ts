// A SIP dialog (RFC 3261 chapter 12): who is at both ends, and requests inside it.

import { cseqOf, newBranch, newTag } from './outcome.ts'
import { header, nameOf, responseTo, type SipMessage, uriOf, userOf } from './sipMessage.ts'
import type { SipTransport } from './transport.ts'

/** What a call needs of its phone. */
export interface CallHost {
  transport: SipTransport
  user: string
  server: { host: string; port: number }
  /** Answers a 401 or 407: the Authorization headers for the request. */
  authorize(challenge: SipMessage, method: string, uri: string): [string, string][]
  forget(call: object): void
}

/** `toNumber`: To's user where the request goes to another one. */
export type DialogStart = { to: string; toNumber?: string; callerName?: string; callerNumber?: string } | { invite: SipMessage }

export class Dialog {
  readonly id: string
  /** The other side's number and name as signalled in From (incoming) or as dialled. */
  readonly peer: { number: string; name: string }
  protected readonly host: CallHost
  protected readonly localTag = newTag()
  /** From of our requests. */
  protected readonly local: string
  /** To of our requests. */
  protected remote: string
  /** Where requests of the dialog go. */
  protected target: string
  protected sequence = 1

  constructor(host: CallHost, start: DialogStart) {
    this.host = host
    if ('invite' in start) {
      const from = header(start.invite, 'from') ?? ''
      this.id = header(start.invite, 'call-id') ?? ''
      this.local = `${header(start.invite, 'to')};tag=${this.localTag}`
      this.remote = from
      this.target = uriOf(header(start.invite, 'contact')) ?? uriOf(from) ?? ''
      this.peer = { number: userOf(from), name: nameOf(from) }
      return
    }
    const { server } = host
    const name = start.callerName ? `"${start.callerName}" ` : ''
    this.id = `${newTag()}@${host.transport.address}`
    this.local = `${name}<sip:${start.callerNumber ?? host.user}@${server.host}>;tag=${this.localTag}`
    this.target = `sip:${encodeURIComponent(start.to).replace('%2B', '+')}@${server.host}:${server.port}`
    this.remote = start.toNumber ? `<sip:${start.toNumber}@${server.host}>` : `<${this.target}>`
    this.peer = { number: start.to, name: '' }
  }

  protected get contact(): string {
    return `<sip:${this.host.user}@${this.host.transport.address}:${this.host.transport.port}>`
  }

  protected request(method: string, branch: string, extra: [string, string][] = [], body = '', sequence?: number): SipMessage {
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

  // The ACK of a failure belongs to the INVITE's transaction: same branch, same CSeq.
  protected acknowledgeFailure(response: SipMessage, invite: SipMessage): void {
    const headers = invite.headers.filter(([name]) => ['via', 'from', 'call-id', 'max-forwards'].includes(name))
    const to = header(response, 'to') ?? this.remote
    this.host.transport.send({
      method: 'ACK',
      uri: invite.uri,
      headers: [...headers, ['to', to], ['cseq', `${cseqOf(invite)} ACK`]],
      body: '',
    })
  }

  /** A request in the dialog, signed where asked for; rejects for 3xx and more. */
  protected transact(
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

  protected reply(request: SipMessage, status: number, phrase: string, extra: [string, string][] = [], body = ''): void {
    this.host.transport.respond(request, responseTo(request, status, phrase, this.localTag, extra, body))
  }
}
