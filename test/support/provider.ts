// A provider's registrar: it answers REGISTER with what it is told to.
import { newTag } from './phone/outcome.ts'
import { header, responseTo } from './phone/sipMessage.ts'
import { SipTransport } from './phone/transport.ts'

/** Listens on an address of its own; `status` may change at any time. */
export async function provider(address: string, server: { host: string; port: number }, status: number) {
  const transport = await SipTransport.open(address, 0, server)
  const state = { status, transport }
  transport.onRequest = (request) => {
    const answer = request.method === 'REGISTER' ? state.status : 200
    const challenge: [string, string] = ['www-authenticate', `Digest realm="p", nonce="${newTag()}", algorithm=MD5`]
    const granted: [string, string][] = [
      ['contact', header(request, 'contact') ?? ''],
      ['expires', '300'],
    ]
    transport.respond(request, responseTo(request, answer, 'X', newTag(), answer === 401 ? [challenge] : granted))
  }
  return state
}
