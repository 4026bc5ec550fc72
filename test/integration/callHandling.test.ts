// Call handling on a real Asterisk: to a colleague, outside with a key and Diversion, to the mailbox.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CallHandling, usualHandling } from '../../shared/domain/callHandling.ts'
import { outgoingRule } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { header } from '../support/phone/sipMessage.ts'

let office: RealOffice
let ann: Phone
let bob: Phone
let cay: Phone
beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  bob = await office.desk('202')
  cay = await office.desk('205')
  await office.mailbox('ann', '201')
  await office.change((o) => o.outgoing.replaceAll([outgoingRule.parse({ id: 'out', pattern: '0.', trunkId: 'test' })]))
})
afterAll(async () => {
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const rules = (more: Partial<CallHandling>) => office.change((o) => o.handling.save({ ...usualHandling('201'), ...more }))
const followed = async (from: string) => {
  const call = await until('the call to be written', () => office.calls().find((each) => each.from === from))
  return office.traceOf(call.id).flatMap(({ type, data }) => (type === 'handling.followed' ? [data.case] : []))
}
const colleague = { kind: 'extension' as const, number: '202' }

test('a busy telephone leads to the colleague, who talks with the caller', async () => {
  await rules({ busy: colleague })
  const mine = await cay.dial('201')
  const first = await ann.nextCall()
  first.reject(486)
  const theirs = await bob.nextCall()
  theirs.answer()
  await mine.untilAnswered()
  mine.audio.sendTone(600)
  await theirs.audio.waitForTone(600)
  await mine.hangup()
  await theirs.untilEnded()
  expect(await followed('205')).toEqual(['busy'])
})

test('a number outside learns who forwards, hears the question, and has the caller once it pressed the key', async () => {
  await rules({ ringSeconds: 5, noAnswer: { kind: 'number', number: '01715550100', confirm: true, showCaller: false } })
  const mine = await cay.dial('201')
  const first = await ann.nextCall()
  first.ring()
  const mobile = await office.trunk.nextCall()
  expect(mobile.invite && header(mobile.invite, 'diversion')).toMatch(/^<sip:5000@[^>]+>;reason=no-answer$/)
  mobile.answer()
  await mobile.untilAnswered()
  mine.audio.sendTone(600)
  // Whoever has not pressed the key hears the question, and not the caller.
  await mobile.audio.waitForAudio()
  await mobile.audio.sendDtmf('1')
  await mine.untilAnswered()
  await mobile.audio.waitForTone(600)
  await mine.hangup()
  await mobile.untilEnded()
}, 60_000)

test('an extension without a telephone leads to the mailbox', async () => {
  await office.change((o) => o.handling.save({ ...usualHandling('203'), unreachable: { kind: 'mailbox', mailboxId: 'ann' } }))
  const mine = await cay.dial('203')
  await mine.untilAnswered()
  await mine.audio.waitForAudio()
  await mine.hangup()
  expect(await followed('205')).toEqual(['unreachable'])
})
