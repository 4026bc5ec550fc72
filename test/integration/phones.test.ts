// Calls of our own phones: inside, outside by the rules, refused with a reason; emergency numbers; blocked callers; REFER.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { LiveChange } from '../../shared/contract/live.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { header } from '../support/phone/sipMessage.ts'

let office: RealOffice
let ann: Phone
let bob: Phone
beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  bob = await office.desk('202')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

test('one extension calls another; both hear each other', async () => {
  const mine = await ann.dial('202')
  const theirs = await bob.nextCall()
  expect(theirs.peer.number).toBe('201')
  theirs.answer()
  await mine.untilAnswered()
  mine.audio.sendTone(440)
  theirs.audio.sendTone(880)
  await Promise.all([mine.audio.waitForTone(880), theirs.audio.waitForTone(440)])
  await mine.hangup()
  await theirs.untilEnded()
})

test('the outgoing rules choose trunk and digits; a class that is not allowed is refused with the reason in the trace', async () => {
  await office.change((o) => {
    o.outgoing.replaceAll([
      { id: 'far', pattern: '00.', trunkId: 'test', callerId: '', strip: 0, class: 'international' },
      { id: 'near', pattern: '9.', trunkId: 'test', callerId: '+4930999', strip: 1, class: 'national' },
    ])
    const extension = o.extensions.get('201')
    if (extension) o.extensions.save({ ...extension, mayDial: ['national'] })
  })
  const mine = await ann.dial('9030123')
  const theirs = await office.trunk.nextCall()
  expect(theirs.invite?.uri).toContain('sip:030123@')
  expect(theirs.peer.number).toBe('+4930999')
  theirs.answer()
  await mine.untilAnswered()
  await theirs.hangup()
  await mine.untilEnded()
  const far = await ann.dial('0033123456')
  await far.end
  await office.assertQuiet()
  const trace = office.traceOf(office.calls()[0]?.id ?? '')
  expect(trace.find((e) => e.type === 'dial.refused')?.data).toMatchObject({ code: 'notAllowed' })
})

test('an emergency number goes out unformatted, from any phone, and every console is alerted', async () => {
  await office.change((o) => {
    const trunk = o.trunks.get('test')
    if (trunk) o.trunks.save({ ...trunk, emergency: true, dialFormat: '77{number}', callerId: '+4930901820' })
  })
  const changes: LiveChange[] = []
  const stop = office.engine.live.follow({}, (event) => {
    if (event.type === 'changes') changes.push(...event.changes)
  })
  const mine = await bob.dial('112')
  const theirs = await office.trunk.nextCall()
  expect(theirs.invite?.uri).toContain('sip:112@')
  // Whoever answers can call back.
  expect(theirs.invite && header(theirs.invite, 'from')).toContain('sip:+4930901820@')
  theirs.answer()
  await mine.untilAnswered()
  await until('the alert', () =>
    changes.some(
      (c) => c.kind === 'alert' && c.value.kind === 'emergency' && c.value.text.includes('202') && c.value.text.includes('112'),
    ),
  )
  stop()
  const logged = () => office.store.calls.list({ text: '112' }, { limit: 5 }).calls
  await until('the call to be in the history', () => logged().some(({ from, to }) => from === '202' && to === '112'))
  await mine.hangup()
  await theirs.untilEnded()
})

test('blocked callers get what the list says', async () => {
  await office.change((o) =>
    o.blocked.replaceAll([
      { id: 'a', pattern: '+4930666.', action: 'busy', message: '' },
      { id: 'b', pattern: 'anonymous', action: 'reject', message: '' },
    ]),
  )
  expect(await (await office.dial('5000', '+493066611')).outcome).toMatchObject({ status: 486 })
  expect(await (await office.dial('5000', 'anonymous')).outcome).toMatchObject({ result: 'rejected' })
})

test('REFER from a desk phone transfers blindly', async () => {
  await office.change((o) => o.blocked.replaceAll([]))
  const mine = await ann.dial('202')
  const theirs = await bob.nextCall()
  theirs.answer()
  await mine.untilAnswered()
  await until('the talk', () => [...office.engine.parts.calls.values()].some((call) => call.conversation))
  const three = await office.desk('203')
  await theirs.transfer('203')
  const third = await three.nextCall()
  third.answer()
  await third.untilAnswered()
  mine.audio.sendTone(500)
  await third.audio.waitForTone(500)
  await mine.hangup()
  await third.untilEnded()
})
