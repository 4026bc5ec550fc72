// A trunk to a second Asterisk as provider: sign-in, transports, encrypted sound, identity, number formats, limits, and its loss.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { trunkTest } from '../../electron/server/rpc/trunkTest.ts'
import { outgoingRule, type Trunk, trunk } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { Phone } from '../support/phone/phone.ts'
import { providerAsterisk } from '../support/providerAsterisk.ts'

type Provider = Awaited<ReturnType<typeof providerAsterisk>>

let office: RealOffice
let ann: Phone
let provider: Provider
let secured: Provider
beforeAll(async () => {
  provider = await providerAsterisk('127.0.0.51', { codecs: 'g722,alaw,ulaw' })
  secured = await providerAsterisk('127.0.0.52', { srtp: true })
  office = await realOffice()
  ann = await office.desk('201')
  await office.change((o) =>
    o.outgoing.replaceAll([outgoingRule.parse({ id: 'out', pattern: '0.', trunkId: 'p', otherTrunkIds: [] })]),
  )
}, 120_000)
afterAll(async () => {
  await office?.stop()
  await provider?.stop()
  await secured?.stop()
})
afterEach(() => office.assertQuiet())

const account = { username: '4930555', authUsername: 'login-7', password: 'secret', realm: 'provider' }
const by = (value: Partial<Trunk>, at: Provider = provider) =>
  office.change((o) =>
    o.trunks.save(
      trunk.parse({ id: 'p', name: 'Provider', host: at.address, port: at.ports[value.transport ?? 'udp'], ...value }),
    ),
  )
const registered = async () => {
  const standing = (await office.host.deps.pbx.registrations()).find(({ trunkId }) => trunkId === 'p')
  return standing?.problem === null
}

/** Ann calls out and hears the provider's tone. */
async function talks(number = '030901820') {
  const mine = await ann.dial(number)
  await mine.untilAnswered()
  await mine.audio.waitForTone(1004)
  return mine
}
async function callsOut(number?: string) {
  await (await talks(number)).hangup()
}

describe.each(['udp', 'tcp', 'tls'] as const)('over %s', (transport) => {
  test('it registers with another name than the number, calls out and is called', async () => {
    await by({ ...account, register: true, transport, verifyCertificate: false })
    await until('the registration', registered, 30_000)
    await callsOut()
    const before = office.calls().length
    // The provider may know the account by the transport before for a moment.
    let placed = Number.NEGATIVE_INFINITY
    const arrived = async () => {
      if (office.calls().length > before) return true
      if (performance.now() - placed < 2000) return false
      placed = performance.now()
      await provider.call('5000')
      return false
    }
    await until('the call to come in', arrived, 30_000)
    expect(office.calls()[0]).toMatchObject({ kind: 'inbound', to: '5000' })
    await provider.rx('channel request hangup all')
    await until('the call to end', () => office.engine.runningCalls === 0)
  }, 60_000)
})

test('a password that is wrong is told as such', async () => {
  await by({ ...account, password: 'other', register: true })
  const problem = async () => (await office.host.deps.pbx.registrations()).find(({ trunkId }) => trunkId === 'p')?.problem
  await until('the refusal', async () => ['credentials', 'forbidden'].includes((await problem()) ?? ''), 30_000)
}, 40_000)

describe('encrypted', () => {
  test('sound goes to a provider that takes no other', async () => {
    await by({ ...account, register: true, transport: 'tls', srtp: true, verifyCertificate: false }, secured)
    await until('the registration', registered, 30_000)
    await callsOut()
    expect(await secured.seen('SECURE')).toBe('1')
  }, 60_000)
  test('sound is not in the clear because the provider cannot: there is no call', async () => {
    await by({ ...account, transport: 'tls', srtp: true, verifyCertificate: false })
    const mine = await ann.dial('030901820')
    expect(await mine.outcome).toMatchObject({ status: expect.any(Number) })
  })
  test('signalling goes only to a certificate that this office trusts', async () => {
    await by({ ...account, register: true, transport: 'tls' }, secured)
    await until(
      'the trunk to be tried',
      async () => {
        const standing = (await office.host.deps.pbx.registrations()).find(({ trunkId }) => trunkId === 'p')
        return standing?.problem === 'noAnswer' || standing?.problem === 'refused'
      },
      40_000,
    )
    expect(await registered()).toBe(false)
  }, 60_000)
})

describe('as the provider wants it', () => {
  test.each<[Partial<Trunk>, Record<string, RegExp>]>([
    [{}, { CALLED: /^030901820$/, FROM: /<sip:030222333@/, PAI: /030222333/, RPID: /^$/, CODEC: /alaw|ulaw/ }],
    [{ identityHeader: 'rpid' }, { PAI: /^$/, RPID: /030222333/ }],
    [{ identityHeader: 'none' }, { PAI: /^$/, RPID: /^$/ }],
    [
      { fromUser: '4930555', fromDomain: 'provider.example' },
      { FROM: /<sip:4930555@provider\.example>/, PAI: /030222333/ },
    ],
    [{ numbersOut: 'plus' }, { CALLED: /^\+4930901820$/, FROM: /sip:\+4930222333@/ }],
    [{ numbersOut: 'digits' }, { CALLED: /^4930901820$/ }],
    [{ codecs: ['g722', 'alaw'] }, { CODEC: /g722/ }],
  ])('%j', async (value, seen) => {
    await by({ ...account, callerId: '030222333', ...value })
    await callsOut()
    for (const [name, pattern] of Object.entries(seen)) expect(await provider.seen(name), name).toMatch(pattern)
  })
})

test('one call at a time: the next is told that there is no way', async () => {
  await by({ ...account, maxCalls: 1 })
  const mine = await talks()
  const bob = await office.desk('202')
  const other = await bob.dial('030901821')
  expect(await other.outcome).toMatchObject({ status: 503 })
  await mine.hangup()
})

test('503 there: the call goes out by the other trunk', async () => {
  await by(account)
  const rule = { id: 'out', pattern: '0.', trunkId: 'p', otherTrunkIds: ['test'] }
  await office.change((o) => o.outgoing.replaceAll([outgoingRule.parse(rule)]))
  const mine = await ann.dial('030901503')
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  await mine.untilAnswered()
  await mine.hangup()
  await theirs.untilEnded()
  const busy = await ann.dial('030901486')
  expect(await busy.outcome).toMatchObject({ status: 486 })
})

test('sound that the provider sends before it answers is heard', async () => {
  await by(account)
  const mine = await ann.dial('030901183')
  await mine.audio.waitForTone(700)
  expect(mine.times.answered).toBeUndefined()
  await mine.untilAnswered()
  await mine.audio.waitForTone(1004)
  await mine.hangup()
}, 40_000)

test('the other party holds and comes back: both hear each other again', async () => {
  await by(account)
  const { address: host, ports } = provider
  const customer = await Phone.open({ server: { host, port: ports.udp }, address: '127.0.0.54', user: '777', password: 'secret' })
  try {
    await customer.register()
    const mine = await ann.dial('030901777')
    const theirs = await customer.nextCall()
    theirs.answer()
    await mine.untilAnswered()
    mine.audio.sendTone(600)
    theirs.audio.sendTone(900)
    await Promise.all([theirs.audio.waitForTone(600), mine.audio.waitForTone(900)])
    await theirs.hold()
    await theirs.audio.waitForSilence({ ms: 500 })
    await theirs.hold(false)
    await Promise.all([theirs.audio.waitForTone(600), mine.audio.waitForTone(900)])
    await theirs.hangup()
    await mine.untilEnded()
  } finally {
    await customer.close()
  }
}, 60_000)

test('a certificate that the office’s own list of issuers has is trusted', async () => {
  // What Asterisk has read once it reads again when it starts: another office.
  const other = await realOffice()
  try {
    await mkdir(join(other.data, 'sip'), { recursive: true })
    await writeFile(join(other.data, 'sip', 'issuers.pem'), secured.certificate)
    const value = { ...account, register: true, transport: 'tls' as const, srtp: true }
    await other.change((o) =>
      o.trunks.save(trunk.parse({ id: 'p', name: 'Provider', host: secured.address, port: secured.ports.tls, ...value })),
    )
    await until(
      'the registration',
      async () => (await other.host.deps.pbx.registrations()).some(({ trunkId, problem }) => trunkId === 'p' && problem === null),
      40_000,
    )
  } finally {
    await other.stop()
  }
}, 90_000)

test('whether the provider answers OPTIONS is known', async () => {
  const lost = await providerAsterisk('127.0.0.53')
  await by({ ...account, qualifySeconds: 1 }, lost)
  const reachable = async () =>
    (await office.host.deps.pbx.reachabilities()).find(({ trunkId }) => trunkId === 'p')?.reachable ?? null
  await until('the answer', async () => (await reachable()) === true, 20_000)
  await lost.stop()
  await until('the silence', async () => (await reachable()) === false, 30_000)
}, 90_000)

describe('a test call', () => {
  const place = (number: string) => {
    const { deps } = office.host
    return trunkTest({ engine: deps.engine, pbx: deps.pbx, log: deps.log }, 'p', number)
  }
  test('that is answered shows the sign-in, the ringing or the answer, and its end', async () => {
    await by(account)
    const result = await place('030901820')
    expect(result).toMatchObject({ dialled: '030901820', meaning: 'answered', status: 200 })
    const lines = result.messages?.map(({ sent, line }) => `${sent ? '>' : '<'} ${line}`) ?? []
    for (const line of ['> INVITE', '< 401 Unauthorized', '> ACK', '< 200 OK', '> BYE']) expect(lines).toContain(line)
    expect(JSON.stringify(result)).not.toMatch(/digest|nonce|login-7/i)
  }, 30_000)
  test('that is busy, or not taken now, says so', async () => {
    await by(account)
    expect(await place('030901486')).toMatchObject({ meaning: 'busy', status: 486 })
    expect(await place('030901503')).toMatchObject({ meaning: 'full', status: 503 })
  }, 30_000)
  test('with a wrong password says so', async () => {
    await by({ ...account, password: 'other' })
    expect(await place('030901820')).toMatchObject({ meaning: 'credentials' })
  }, 30_000)
})
