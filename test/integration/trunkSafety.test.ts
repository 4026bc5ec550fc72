// What a stranger on the network gets of the office's lines: no credentials, no control; and who vanished is let go.
import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { trunk } from '../../shared/domain/office.ts'
import { end, flow, start } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { newTag } from '../support/phone/outcome.ts'
import { header, responseTo, type SipMessage } from '../support/phone/sipMessage.ts'
import { SipTransport } from '../support/phone/transport.ts'

let office: RealOffice
beforeAll(async () => {
  office = await realOffice({ bindAddress: '0.0.0.0' })
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

/** Answers every request with 401 and its realm, and keeps what came. */
async function challenger(address: string, realm: string) {
  const transport = await SipTransport.open(address, 0, office.address.sip)
  const seen: SipMessage[] = []
  transport.onRequest = (request) => {
    seen.push(request)
    if (request.method === 'ACK') return
    const challenge: [string, string] = ['www-authenticate', `Digest realm="${realm}", nonce="n1", algorithm=MD5`]
    transport.respond(request, responseTo(request, 401, 'Unauthorized', newTag(), [challenge]))
  }
  const invites = () => seen.filter(({ method }) => method === 'INVITE')
  const signed = () => seen.filter((request) => header(request, 'authorization') ?? header(request, 'proxy-authorization'))
  return { transport, invites, signed }
}

const account = { username: 'office', password: 'account-secret' }
const to = (target: object) =>
  flow({ start, go: { type: 'transfer', to: target, ringSeconds: 5 }, end }, [
    'start.next>go',
    ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
  ])

test('a SIP address that asks for a password gets none; nor does another realm behind the provider’s address', async () => {
  const evil = await challenger('127.0.0.6', 'evil')
  const provider = await challenger('127.0.0.7', 'provider')
  const hijacked = await challenger('127.0.0.8', 'evil')
  try {
    await office.change((o) => {
      o.settings.save({ ...o.settings.get(), sipAddresses: true })
      const line = (id: string, host: string, port: number) =>
        o.trunks.save(trunk.parse({ id, name: id, host, port, realm: 'provider', identifyAddresses: ['192.0.2.1'], ...account }))
      line('a', '127.0.0.7', provider.transport.port)
      line('b', '127.0.0.8', hijacked.transport.port)
    })
    const call = async (target: object, number: string) => {
      await office.publish({ ...to(target), id: `f${number}` }, number)
      const caller = await office.dial(number)
      await caller.outcome
    }
    await call({ kind: 'uri', uri: `sip:victim@127.0.0.6:${evil.transport.port}` }, '7001')
    await call({ kind: 'number', number: '030123456', trunkId: 'a' }, '7002')
    await call({ kind: 'number', number: '030123456', trunkId: 'b' }, '7003')
    expect([evil.invites().length, evil.signed()]).toEqual([1, []])
    expect([hijacked.invites().length, hijacked.signed()]).toEqual([1, []])
    // The office's own provider does get them: the credentials are in use.
    expect(provider.signed().length).toBeGreaterThan(0)
  } finally {
    for (const each of [evil, provider, hijacked]) each.transport.close()
    await office.change((o) => ['a', 'b'].map((id) => o.trunks.remove(id)))
  }
})

test('ARI answers on the loopback only, though SIP listens on every address', async () => {
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address
  const { http } = office.address.ari.ports
  const reached = (host: string) =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection({ host, port: http })
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
  expect(await reached('127.0.0.1')).toBe(true)
  // 127.0.0.9 is this machine, too, and nothing of ARI's: as another interface would be.
  for (const host of ['127.0.0.9', ...(outer ? [outer] : [])]) expect(await reached(host), host).toBe(false)
})

test('a stranger who writes a trunk’s name into From is no trunk', async () => {
  const stranger = await SipTransport.open('127.0.0.1', 0, office.address.sip)
  try {
    const answers: number[] = []
    for (const name of ['trunk-test', 'sip-address']) {
      const id = newTag()
      const request: SipMessage = {
        method: 'INVITE',
        uri: `sip:5000@127.0.0.1:${office.address.sip.port}`,
        headers: [
          ['via', stranger.via(`z9hG4bK${id}`)],
          ['max-forwards', '70'],
          ['from', `<sip:${name}@127.0.0.1>;tag=${id}`],
          ['to', '<sip:5000@127.0.0.1>'],
          ['call-id', id],
          ['cseq', '1 INVITE'],
          ['contact', `<sip:x@127.0.0.1:${stranger.port}>`],
        ],
        body: '',
      }
      answers.push(
        await new Promise<number>((resolve) =>
          stranger.request(request, ({ status = 0 }) => {
            if (status >= 200) resolve(status)
          }),
        ),
      )
    }
    expect(answers).toEqual([401, 401])
  } finally {
    stranger.close()
  }
})

test('a caller who vanished without a word is out of the queue within 70 s', async () => {
  const caller = await office.dial('5000')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await until('the caller to wait', () => office.engine.parts.queueing.dispatcher.waitingCount('reception') === 1)
  const from = performance.now()
  caller.audio.stopSending()
  caller.accept = () => {} // answers nothing any more
  await until('the queue to be empty', () => office.engine.parts.queueing.dispatcher.waitingCount('reception') === 0, 75_000)
  expect(performance.now() - from).toBeLessThan(70_000)
  caller.audio.close()
}, 90_000)
