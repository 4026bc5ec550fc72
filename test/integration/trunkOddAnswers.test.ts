// Providers that answer, and call, in ways of their own: SIPp plays them by scripts. Whatever comes, the call is answered or ends with a reason,
// and nothing is left of it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { outgoingRule, type Trunk, trunk } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { acknowledged, answer, calls, ended, invited, pause, type Sipp, type Step, startSipp } from '../support/sippScenario.ts'

let office: RealOffice
let ann: Phone
let provider: Sipp | null = null
const address = '127.0.0.56'

beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
})
afterAll(() => office?.stop())
afterEach(async () => {
  await provider?.stop()
  provider = null
  await office.assertQuiet()
})

const rule = (others: string[]) =>
  outgoingRule.parse({ id: 'out', pattern: '0.', trunkId: 'odd', otherTrunkIds: others, nextAfterSeconds: 3 })

/** Ann calls out by a provider with that script. */
async function dialled(steps: readonly Step[], more: Partial<Trunk> = {}, others: string[] = []) {
  provider = await startSipp(address, steps)
  const at = { host: address, port: provider.port, qualifySeconds: 0, ...more }
  await office.change((o) => {
    o.trunks.save(trunk.parse({ id: 'odd', name: 'Odd', ...at }))
    o.outgoing.replaceAll([rule(others)])
  })
  return ann.dial('030901820')
}

const account = { username: 'office', password: 'secret' }
const challenge = (algorithm: string) =>
  `WWW-Authenticate: Digest realm="odd", nonce="n-${algorithm}", algorithm=${algorithm}, qop="auth"`

describe('is answered', () => {
  test.each<[string, Step[], Partial<Trunk>?]>([
    [
      'after every sign of progress there is, with a body and without',
      [
        answer('100 Trying'),
        answer('180 Ringing'),
        answer('183 Session Progress'),
        answer('180 Ringing'),
        answer('200 OK', { sdp: true }),
      ],
    ],
    [
      'after 181, 182 and 199',
      [
        answer('181 Is Being Forwarded'),
        answer('182 Queued'),
        answer('199 Early Dialog Terminated'),
        answer('200 OK', { sdp: true }),
      ],
    ],
    [
      'with headers nobody knows, and a reason in another language',
      [
        answer('180 läutet', { headers: ['X-Odd: \t a  b', 'Server: Öd/1.0 (?)'] }),
        answer('200 Ja, bitte', { sdp: true, headers: ['Allow:INVITE,ACK', 'x-empty:'] }),
      ],
    ],
    ['with a codec that we did not put first', [answer('200 OK', { sdp: '8 0' })]],
    [
      'with a stream for pictures besides',
      [answer('200 OK', { sdp: '8 101\na=rtpmap:101 telephone-event/8000\nm=video 0 RTP/AVP 31' })],
    ],
  ])('%s', async (_, steps, more) => {
    const mine = await dialled([invited, ...steps, acknowledged, ended], more)
    await mine.untilAnswered()
    await mine.hangup()
    expect(await provider?.code, await provider?.log()).toBe(0)
  })

  test.each([
    ['MD5', ['MD5']],
    ['SHA-256 first, MD5 as well', ['SHA-256', 'MD5']],
    ['an algorithm that is unknown first', ['SHA-999', 'MD5']],
  ])('once it is signed in: %s', async (_, algorithms) => {
    const headers = algorithms.map(challenge)
    const refused = [invited, answer('401 Unauthorized', { headers }), acknowledged]
    const mine = await dialled([...refused, invited, answer('200 OK', { sdp: true }), acknowledged, ended], account)
    await mine.untilAnswered()
    await mine.hangup()
    expect(await provider?.code, await provider?.log()).toBe(0)
  })

  test('once the session interval is as long as it wants', async () => {
    const short = [invited, answer('422 Session Interval Too Small', { headers: ['Min-SE: 1800'] }), acknowledged]
    const mine = await dialled([...short, invited, answer('200 OK', { sdp: true }), acknowledged, ended])
    await mine.untilAnswered()
    await mine.hangup()
    expect(await provider?.code, await provider?.log()).toBe(0)
  })
})

describe('is refused', () => {
  test.each<[string, string, string[], number]>([
    ['busy, with a reason in another language', '486 Besetzt – später', [], 486],
    ['busy everywhere', '600 Busy Everywhere', [], 486],
    ['declined', '603 Decline', ['Reason: Q.850;cause=21;text="declined"'], 603],
    ['nobody of that number', '404 Not Found', [], 404],
    ['gone for good', '410 Gone', [], 404],
    ['nobody takes it now', '480 Temporarily Unavailable', ['Retry-After: 60 (out for lunch)'], 480],
    ['a status that was never defined', '499 Why Not', [], 480],
    [
      'elsewhere, which is not followed: nobody is called whom the rules did not choose',
      '302 Moved Temporarily',
      ['Contact: <sip:0900123456@127.0.0.57>'],
      503,
    ],
    ['several places', '300 Multiple Choices', ['Contact: <sip:202@127.0.0.57>, <sip:0900123456@127.0.0.57>'], 480],
  ])('%s', async (_, status, headers, told) => {
    const mine = await dialled([invited, answer(status, { headers }), acknowledged])
    expect(await mine.outcome).toMatchObject({ result: 'rejected', status: told })
    expect(await provider?.code, await provider?.log()).toBe(0)
  })

  test('with codecs that nobody offered: the call ends', async () => {
    const mine = await dialled([invited, answer('200 OK', { sdp: '18' }), acknowledged, ended])
    expect(await mine.outcome).toMatchObject({ result: 'rejected' })
  })
})

describe('fails, and the next trunk takes it', () => {
  test.each<[string, Step[]]>([
    ['500 with a Retry-After', [answer('500 Server Error', { headers: ['Retry-After: 0'] }), acknowledged]],
    ['503', [answer('503 Service Unavailable'), acknowledged]],
    ['nothing but 100', [answer('100 Trying'), pause(8000)]],
  ])('%s', async (_, steps) => {
    const mine = await dialled([invited, ...steps], {}, ['test'])
    const theirs = await office.trunk.nextCall()
    theirs.answer()
    await mine.untilAnswered()
    await mine.hangup()
    await theirs.untilEnded()
  })
})

describe('a caller comes in', () => {
  const from = (number: string) => `From: ${number};tag=[pid]odd[call_number]`
  test.each<[string, string, string[], string]>([
    ['tel: in From', from('<tel:+49301112>'), [], '+49301112'],
    ['no angle brackets', from('sip:+49301113@odd.example'), [], '+49301113'],
    ['a phone-context and user=phone', from('"Ann" <sip:+49301114;phone-context=+49@odd.example;user=phone>'), [], '+49301114'],
    ['a name with quotation marks and Umlauts', from('"Ünn \\"A\\" Öd" <sip:+49301115@odd.example>'), [], '+49301115'],
    [
      'headers nobody knows',
      from('<sip:+49301116@odd.example>'),
      ['X-Long: '.padEnd(1500, 'x'), 'History-Info: <sip:a@b>;index=1', 'P-Early-Media: supported'],
      '+49301116',
    ],
    ['nothing before the @', from('<sip:odd.example>'), [], 'anonymous'],
  ])('%s', async (_, header, headers, shown) => {
    const before = office.calls().length
    const { host, port } = office.address.sip
    await office.change((o) =>
      o.trunks.save(trunk.parse({ id: 'odd', name: 'Odd', host: address, identifyAddresses: [address], qualifySeconds: 0 })),
    )
    provider = await startSipp(address, [calls(`sip:5000@${host}:${port}`, { from: header, headers })], { host, port })
    await until('the call', () => office.calls().length > before)
    await until('the call to be answered', () => office.engine.runningCalls > 0)
    expect(office.calls()[0]).toMatchObject({ from: shown, to: '5000' })
    for (const { id } of office.engine.parts.calls.values()) await office.engine.integration.hangup(id)
  })
})
