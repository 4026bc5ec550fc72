// A provider's registrar and proxy: it answers REGISTER and INVITE with what it is told to.
import { newTag } from './phone/outcome.ts'
import { header, responseTo } from './phone/sipMessage.ts'
import { SipTransport } from './phone/transport.ts'

/** Listens on an address of its own; `status`, and `calls` (null: calls are not answered), may change at any time. */
export async function provider(
  address: string,
  server: { host: string; port: number },
  status: number,
  calls: number | null = 200,
) {
  const transport = await SipTransport.open(address, 0, server)
  const state = { status, calls, transport }
  transport.onRequest = (request) => {
    if (request.method === 'ACK') return
    const answer = { REGISTER: state.status, INVITE: state.calls }[request.method ?? ''] ?? 200
    if (request.method === 'INVITE' && state.calls === null) return
    const challenge: [string, string] = ['www-authenticate', `Digest realm="p", nonce="${newTag()}", algorithm=MD5`]
    const granted: [string, string][] = [
      ['contact', header(request, 'contact') ?? ''],
      ['expires', '300'],
    ]
    transport.respond(request, responseTo(request, answer, 'X', newTag(), answer === 401 ? [challenge] : granted))
  }
  return state
}
