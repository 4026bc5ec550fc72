// A number that two trunks lead to, on a real Asterisk: the second is dialled where the first cannot carry the call, and only there.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { outgoingRule, trunk } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { provider } from '../support/provider.ts'

let office: RealOffice
let ann: Phone
let first: Awaited<ReturnType<typeof provider>>
beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  first = await provider('127.0.0.41', office.address.sip, 200)
  const rule = { id: 'out', pattern: '0.', trunkId: 'first', otherTrunkIds: ['test'], nextAfterSeconds: 2 }
  await office.change((o) => {
    o.trunks.save(trunk.parse({ id: 'first', name: 'First', host: '127.0.0.41', port: first.transport.port }))
    o.outgoing.replaceAll([outgoingRule.parse(rule)])
  })
})
afterAll(async () => {
  first?.transport.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const failures = async () => {
  const [call] = office.calls()
  await until('the end to be written', () => office.traceOf(call?.id ?? '').some(({ type }) => type === 'call.ended'))
  return office.traceOf(call?.id ?? '').flatMap(({ type, data }) => (type === 'trunk.failed' ? [data] : []))
}

async function talksBySecond() {
  const mine = await ann.dial('030901820')
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  await mine.untilAnswered()
  mine.audio.sendTone(600)
  await theirs.audio.waitForTone(600)
  await mine.hangup()
  await theirs.untilEnded()
}

test.each([500, 503, 580])('%i: the call goes out by the second trunk, and the story tells both', async (status) => {
  first.calls = status
  await talksBySecond()
  expect(await failures()).toEqual([{ to: '030901820', trunk: 'First', fault: 'serverError', status }])
})

test.each([
  [486, 486],
  [603, 603],
  [404, 404],
])('%i is the other party’s answer: no second trunk', async (status, phone) => {
  first.calls = status
  const mine = await ann.dial('030901820')
  expect(await mine.outcome).toMatchObject({ status: phone })
  expect(await failures()).toEqual([])
})

test('a trunk that does not answer the call is given up after the rule’s two seconds', async () => {
  first.calls = null
  await talksBySecond()
  expect(await failures()).toEqual([{ to: '030901820', trunk: 'First', fault: 'silent' }])
})

test('a trunk whose registration is refused is tried last', async () => {
  first.calls = 503
  first.status = 403
  await office.change((o) => {
    const record = o.trunks.get('first')
    if (record) o.trunks.save({ ...record, register: true, username: 'office', password: 'wrong' })
  })
  await until('the refusal to be known', () => !office.engine.parts.call.office.trunkStates.registered('first'), 40_000)
  await talksBySecond()
  expect(await failures()).toEqual([{ to: '030901820', trunk: 'First', fault: 'unregistered' }])
}, 60_000)
