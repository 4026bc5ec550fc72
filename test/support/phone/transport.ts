// SIP over UDP: one socket, retransmission in both directions (RFC 3261 chapter 17, as far as a phone needs it).

import { createSocket, type Socket } from 'node:dgram'
import { branchOf, header, parseSip, type SipMessage, writeSip } from './sipMessage.ts'

const T1 = 500
const TIMEOUT_MS = 10_000
const REMEMBERED = 200

interface ClientTransaction {
  onResponse: (response: SipMessage) => void
  stop: () => void
}

export class SipTransport {
  readonly address: string
  readonly port: number
  /** Requests which are no retransmissions. */
  onRequest: (request: SipMessage) => void = () => {}
  private readonly socket: Socket
  private readonly server: { host: string; port: number }
  private readonly clients = new Map<string, ClientTransaction>()
  /** Last response by transaction, for requests which come again; undefined while there is none. */
  private readonly answered = new Map<string, string | undefined>()
  private closed = false

  private constructor(socket: Socket, server: { host: string; port: number }) {
    this.socket = socket
    this.server = server
    this.address = socket.address().address
    this.port = socket.address().port
    socket.on('message', (datagram) => this.receive(datagram.toString('utf8')))
    socket.on('error', () => {}) // ICMP errors: the transaction's own timer tells
  }

  static open(address: string, port: number, server: { host: string; port: number }): Promise<SipTransport> {
    return new Promise((resolve, reject) => {
      const socket = createSocket('udp4')
      socket.once('error', reject)
      socket.bind(port, address, () => {
        socket.removeListener('error', reject)
        resolve(new SipTransport(socket, server))
      })
    })
  }

  /** A new branch for a Via header. */
  via(branch: string): string {
    return `SIP/2.0/UDP ${this.address}:${this.port};rport;branch=${branch}`
  }

  send(message: SipMessage | string): void {
    if (this.closed) return
    this.socket.send(typeof message === 'string' ? message : writeSip(message), this.server.port, this.server.host)
  }

  /** Sends a request again and again until it is answered; 408 is made up where it is not within 10 s. */
  request(message: SipMessage, onResponse: (response: SipMessage) => void): void {
    const key = `${branchOf(message)} ${message.method}`
    const text = writeSip(message)
    const started = performance.now()
    let wait = T1
    const again = () => {
      if (performance.now() - started > TIMEOUT_MS) {
        this.clients.delete(key)
        return onResponse({ status: 408, phrase: 'No answer', headers: message.headers, body: '' })
      }
      this.send(text)
      wait = Math.min(wait * 2, 4_000)
      timer = setTimeout(again, wait)
    }
    let timer = setTimeout(again, wait)
    this.clients.set(key, { onResponse, stop: () => clearTimeout(timer) })
    this.send(text)
  }

  /** Answers a request; the same answer is given to its retransmissions. */
  respond(request: SipMessage, response: SipMessage): void {
    const text = writeSip(response)
    this.answered.set(transactionOf(request), text)
    this.send(text)
  }

  private receive(text: string) {
    const message = parseSip(text)
    if (!message || this.closed) return
    if (message.method) return this.receiveRequest(message)
    const key = `${branchOf(message)} ${(header(message, 'cseq') ?? '').split(' ')[1]}`
    const client = this.clients.get(key)
    if (!client) return
    client.stop()
    const status = message.status ?? 0
    // A 2xx to INVITE may come again and wants another ACK; everything else ends its transaction.
    if (status >= 200 && !(status < 300 && key.endsWith(' INVITE'))) this.clients.delete(key)
    client.onResponse(message)
  }

  private receiveRequest(request: SipMessage): void {
    const key = transactionOf(request)
    if (this.answered.has(key)) {
      const response = this.answered.get(key)
      if (response) this.send(response)
      return
    }
    if (request.method !== 'ACK') {
      this.answered.set(key, undefined)
      const oldest = this.answered.keys().next().value
      if (this.answered.size > REMEMBERED && oldest !== undefined) this.answered.delete(oldest)
    }
    this.onRequest(request)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    for (const client of this.clients.values()) client.stop()
    this.clients.clear()
    this.socket.close()
  }
}

const transactionOf = (request: SipMessage): string => `${branchOf(request)} ${request.method}`
