// A telephone that registers over SIP on TLS (RFC 3261, 26; RFC 5630) and hears of calls; it answers none.
import { connect, type TLSSocket } from 'node:tls'
import { answerChallenge } from './digest.ts'
import { newBranch, newTag } from './outcome.ts'
import { header, parseSip, responseTo, type SipMessage, writeSip } from './sipMessage.ts'

type Account = { server: { host: string; port: number }; user: string; password: string }

/** Connects and registers; rejects with the status where that is refused. */
export async function tlsPhone({ server, user, password }: Account) {
  const socket = await connected(server)
  const calls: SipMessage[] = []
  let answered: (response: SipMessage) => void = () => {}
  let rest = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    rest += part
    for (let found = whole(rest); found; found = whole(rest)) {
      rest = rest.slice(found.length)
      const message = parseSip(found)
      if (message?.status !== undefined) answered(message)
      else if (message) take(message)
    }
  })
  const take = (request: SipMessage) => {
    if (request.method === 'INVITE') calls.push(request)
    const busy = request.method === 'INVITE'
    const response = responseTo(request, busy ? 486 : 200, busy ? 'Busy Here' : 'OK', newTag())
    if (request.method !== 'ACK') socket.write(writeSip(response))
  }
  const own = `${socket.localAddress}:${socket.localPort};transport=tls`
  const uri = `sip:${server.host}:${server.port};transport=tls`
  const [id, tag] = [newTag(), newTag()]
  let sequence = 0
  const register = (expires: number, more: [string, string][] = []): Promise<SipMessage> =>
    new Promise((resolve) => {
      answered = resolve
      const headers: [string, string][] = [
        ['via', `SIP/2.0/TLS ${socket.localAddress}:${socket.localPort};rport;branch=${newBranch()}`],
        ['max-forwards', '70'],
        ['from', `<sip:${user}@${server.host}>;tag=${tag}`],
        ['to', `<sip:${user}@${server.host}>`],
        ['call-id', id],
        ['cseq', `${++sequence} REGISTER`],
        ['contact', `<sip:${user}@${own}>`],
        ['expires', String(expires)],
        ...more,
      ]
      socket.write(writeSip({ method: 'REGISTER', uri, headers, body: '' }))
    })
  const signIn = async (expires: number) => {
    const challenge = header(await register(expires), 'www-authenticate') ?? ''
    const { status } = await register(expires, [['authorization', answerChallenge(challenge, user, password, 'REGISTER', uri)]])
    if (status !== 200) throw new Error(`REGISTER of ${user} over TLS was refused: ${status}`)
  }
  await signIn(300)
  return {
    /** Calls that came in. */
    calls,
    close: async () => {
      await signIn(0)
      socket.destroy()
    },
  }
}

const connected = ({ host, port }: Account['server']): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    // As phones do that are told so: this host signs its certificate itself.
    const socket = connect({ host, port, rejectUnauthorized: false }, () => resolve(socket))
    socket.on('error', reject)
  })

/** The first whole message of a stream; null where there is none yet. */
function whole(text: string): string | null {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return null
  const length = Number(/^(?:Content-Length|l)\s*:\s*(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0)
  const end = head + 4 + length
  return text.length >= end ? text.slice(0, end) : null
}
