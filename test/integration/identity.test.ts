// Who calls, on a real Asterisk: every way to withhold a number, beside an identity that a network asserts, on trunks that are trusted
// and not; and where the number of ours stands that was dialled.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { end, flow, start } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { header } from '../support/phone/sipMessage.ts'

let office: RealOffice
beforeAll(async () => {
  office = await realOffice()
  await office.publish({ ...flow({ start, end }, ['start.next>end']), id: 'ends' }, '5050')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

type Headers = [string, string][]
const asserted: Headers = [['P-Asserted-Identity', '"Ann Secret" <sip:+4930555001@provider.example>']]
const privacy = (value: string): Headers => [['Privacy', value]]
const party = (value: string): Headers => [
  ['Remote-Party-ID', `"Ann Secret" <sip:+4930555001@provider.example>;party=calling;${value}`],
]

/** A call with these headers; what is stored of who called. */
async function caller(headers: Headers, from = '+4930123456', to = '5050', toNumber = to) {
  const before = office.calls().length
  const mine = await office.trunk.dial(to, { callerNumber: from, headers, toNumber })
  await mine.end
  await until('the call to be stored', () => office.calls().length > before)
  const [call] = office.calls()
  const told = JSON.stringify([call, office.traceOf(call?.id ?? '')])
  const traced = office.store.identities.of(call?.id ?? '')
  return {
    traced,
    from: call?.from,
    name: call?.fromName,
    to: call?.to,
    secret: told.includes('555001') || told.includes('Secret'),
  }
}
const hidden = { from: 'anonymous', name: '', to: '5050', secret: false }
/** The number is known for emergency calls and tracing where a network that is trusted names it. */
const traced = (headers: Headers, trusted: boolean) =>
  trusted && headers.some(([, value]) => value.includes('555001')) ? '+4930555001' : null
const trust = (trustIdentity: boolean) =>
  office.change((o) => {
    const trunk = o.trunks.get('test')
    if (trunk) o.trunks.save({ ...trunk, trustIdentity })
  })

describe.each([true, false])('a trunk that is trusted: %s', (trusted) => {
  beforeAll(() => trust(trusted))

  test.each<[string, Headers, string?]>([
    ['From anonymous', [], 'anonymous'],
    ['From anonymous beside an asserted identity', asserted, 'anonymous'],
    ['Privacy: id', privacy('id')],
    ['Privacy: id beside an asserted identity', [...asserted, ...privacy('id')]],
    ['Privacy: id;critical, From anonymous, asserted', [...asserted, ...privacy('id;critical')], 'anonymous'],
    ['Privacy: user', [...asserted, ...privacy('user')]],
    ['Privacy: header', [...asserted, ...privacy('header')]],
    ['Privacy: header;id', [...asserted, ...privacy('header;id')]],
    ['RPID privacy=full', party('privacy=full')],
    ['RPID privacy=full, asserted', [...asserted, ...party('privacy=full')]],
    ['RPID privacy="full"', party('privacy="full"')],
    ['two Privacy headers', [...privacy('session'), ...privacy('id')]],
  ])('%s: nobody learns the number', async (_how, headers, from) => {
    expect(await caller(headers, from)).toEqual({ ...hidden, traced: traced(headers, trusted) })
  })

  test('what is not withheld is shown, by whoever may say', async () => {
    const shown = trusted ? '+4930555001' : '+4930123456'
    expect((await caller(asserted)).from).toBe(shown)
    expect((await caller([...asserted, ...privacy('none')])).from).toBe(shown)
    expect((await caller(party('privacy=off'))).from).toBe(shown)
    expect((await caller(privacy('none'))).from).toBe('+4930123456')
    expect((await caller([])).from).toBe('+4930123456')
  })
})

test('a caller who is withheld matches the rule for anonymous callers, and no rule for the number', async () => {
  await trust(true)
  await office.change((o) =>
    o.blocked.replaceAll([
      { id: 'n', pattern: '+4930555.', action: 'busy', message: '' },
      { id: 'a', pattern: 'anonymous', action: 'reject', message: '' },
    ]),
  )
  const call = await office.trunk.dial('5050', { callerNumber: 'anonymous', headers: [...asserted, ...privacy('id')] })
  await call.end
  expect(office.calls()[0]?.flowId).toBe('builtin:reject')
  const open = await office.trunk.dial('5050', { callerNumber: '+4930123456', headers: asserted })
  await open.end
  expect(office.calls()[0]?.flowId).toBe('builtin:busy')
  await office.change((o) => o.blocked.replaceAll([]))
})

test('a call that goes on outside keeps what the caller withheld, and the provider gets a number of the office', async () => {
  await trust(true)
  await office.change((o) => {
    const trunk = o.trunks.get('test')
    if (trunk) o.trunks.save({ ...trunk, callerId: '+4930999' })
    o.outgoing.replaceAll([{ id: 'all', pattern: '*', trunkId: 'test', callerId: '', strip: 0, class: 'national' }])
  })
  const go = { type: 'transfer', to: { kind: 'number', number: '030777001' }, callerId: '{{call.from}}', ringSeconds: 10 }
  await office.publish(
    {
      ...flow({ start, go, end }, ['start.next>go', ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`)]),
      id: 'onward',
    },
    '5051',
  )
  const mine = await office.trunk.dial('5051', { callerNumber: 'anonymous', headers: [...asserted, ...privacy('id')] })
  const theirs = await office.trunk.nextCall()
  const invite = theirs.invite
  if (!invite) throw new Error('no INVITE')
  expect(JSON.stringify(invite.headers)).not.toContain('555001')
  expect(header(invite, 'from')).toMatch(/anonymous/i)
  expect(header(invite, 'privacy')).toMatch(/id/)
  expect(header(invite, 'p-asserted-identity')).toContain('+4930999')
  theirs.answer()
  await mine.untilAnswered()
  await mine.hangup()
  await theirs.untilEnded()
})

test('an emergency call that a flow passes on has the asserted number, marked as private', async () => {
  await trust(true)
  const go = { type: 'transfer', to: { kind: 'number', number: '112' }, ringSeconds: 10 }
  const ports = ['ended', 'busy', 'noAnswer', 'failed']
  await office.publish(
    { ...flow({ start, go, end }, ['start.next>go', ...ports.map((port) => `go.${port}>end`)]), id: 'sos' },
    '5052',
  )
  const mine = await office.trunk.dial('5052', { callerNumber: 'anonymous', headers: [...asserted, ...privacy('id')] })
  const theirs = await office.trunk.nextCall()
  const invite = theirs.invite
  if (!invite) throw new Error('no INVITE')
  expect(invite.uri).toContain('sip:112@')
  expect(header(invite, 'from')).toMatch(/anonymous/i)
  expect(header(invite, 'privacy')).toMatch(/id/)
  expect(header(invite, 'p-asserted-identity')).toContain('+4930555001')
  theirs.answer()
  await mine.untilAnswered()
  await mine.hangup()
  await theirs.untilEnded()
})

describe('the number that was dialled', () => {
  const at = (calledNumberIn: 'auto' | 'requestUri' | 'to' | 'calledParty' | 'diversion' | 'historyInfo') =>
    office.change((o) => {
      const trunk = o.trunks.get('test')
      if (trunk) o.trunks.save({ ...trunk, calledNumberIn, username: 'cb', password: 'secret-of-cb' })
    })
  const number = '+4930901899'
  const uri = `<sip:${number}@provider.example>`

  test.each([
    ['auto', 'cb', [['P-Called-Party-ID', uri]]],
    ['calledParty', '5050', [['P-Called-Party-ID', uri]]],
    ['diversion', '5050', [['Diversion', `${uri};reason=unconditional`]]],
    ['historyInfo', '5050', [['History-Info', `${uri};index=1, <sip:cb@office.example>;index=1.1`]]],
  ] as const)('%s: INVITE %s', async (place, dialled, headers) => {
    await at(place)
    expect((await caller(headers as unknown as Headers, '+4930123456', dialled)).to).toBe(number)
  })
  test('in To, where the Request-URI is our registered name, or the trunk says so', async () => {
    await at('auto')
    await office.publish({ ...flow({ start, end }, ['start.next>end']), id: 'by-to' }, number)
    expect((await caller([], '+4930123456', 'cb', number)).to).toBe(number)
    expect(office.calls()[0]?.flowId).toBe('by-to')
    expect((await caller([], '+4930123456', '5050', number)).to).toBe('5050')
    await at('to')
    expect((await caller([], '+4930123456', '5050', number)).to).toBe(number)
  })
  test('in the Request-URI, unless that is our registered name', async () => {
    await at('auto')
    expect((await caller([['P-Called-Party-ID', uri]])).to).toBe('5050')
    expect((await caller([], '+4930123456', 'cb')).to).toBe('cb')
    await at('requestUri')
    expect((await caller([['P-Called-Party-ID', uri]], '+4930123456', 'cb')).to).toBe('cb')
  })
  test.each(['+4930901800', '4930901800', '004930901800', '030901800'])('%s is the number of one route', async (dialled) => {
    await at('auto')
    await office.publish({ ...flow({ start, end }, ['start.next>end']), id: 'did' }, '+4930901800')
    await caller([], '+4930123456', dialled)
    expect(office.calls()[0]?.flowId).toBe('did')
  })
})
