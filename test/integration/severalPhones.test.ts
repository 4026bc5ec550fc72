// Several desk phones registered to one extension, on a real Asterisk: each rings, whatever rings the extension.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RealOffice, realOffice } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let ann: Phone
/** Bob's: on the desk, in the hall, at home. */
const bobs: Phone[] = []

beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  bobs.push(await office.desk('202'))
  const { user, password } = await office.host.deps.pbx.resetDeskPhone('202')
  const [desk] = bobs.splice(0)
  await desk?.close()
  for (let i = 0; i < 3; i++) {
    const phone = await Phone.open({ server: office.address.sip, user, password })
    await phone.register()
    bobs.push(phone)
  }
})
afterAll(async () => {
  for (const phone of bobs) await phone.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const ringing = (): Promise<PhoneCall[]> => Promise.all(bobs.map((phone) => phone.nextCall()))
const ends = (calls: readonly PhoneCall[]) => Promise.all(calls.map((call) => call.untilEnded()))

test('each rings for a colleague; one is answered, and the others log no missed call', async () => {
  const mine = await ann.dial('202')
  const [desk, hall, home] = (await ringing()) as [PhoneCall, PhoneCall, PhoneCall]
  hall.answer()
  await mine.untilAnswered()
  hall.audio.sendTone(880)
  await mine.audio.waitForTone(880)
  expect((await ends([desk, home])).map(({ by, elsewhere }) => [by, elsewhere])).toEqual([
    ['cancelled', true],
    ['cancelled', true],
  ])
  await mine.hangup()
  await hall.untilEnded()
})

test('one that is busy and one that turns the call down leave the last one ringing; when it is busy too, so is Bob', async () => {
  const mine = await ann.dial('202')
  const [desk, hall, home] = (await ringing()) as [PhoneCall, PhoneCall, PhoneCall]
  desk.reject(486)
  hall.reject(603, 'Decline')
  await mine.waitForProgress(180)
  expect(home.state).toBe('incoming')
  home.reject(486)
  expect(await mine.outcome).toMatchObject({ status: 486 })
})

test('one that crashed, and whose registration is still there, does not keep the others from ringing', async () => {
  const [, , home] = bobs as [Phone, Phone, Phone]
  await home.close()
  const mine = await ann.dial('202')
  const [desk, hall] = (await Promise.all(bobs.slice(0, 2).map((phone) => phone.nextCall()))) as [PhoneCall, PhoneCall]
  desk.reject(486)
  hall.reject(486)
  const started = performance.now()
  expect(await mine.outcome).toMatchObject({ status: 486 })
  expect(performance.now() - started).toBeLessThan(6000)
  bobs.pop()
})

test('each rings for a queue, and for a click to call', async () => {
  await office.queue({ id: 'q1', ringSeconds: 20 })
  await office.operator({ id: 'bob', extension: '202', queues: [{ queueId: 'q1', penalty: 0 }] })
  await office.change((o) => o.routes.save({ number: '5100', flowId: 'builtin:queue:q1' }))
  office.engine.desk.admit('bob')
  const caller = await office.dial('5100')
  const [desk, hall] = (await ringing()) as [PhoneCall, PhoneCall]
  desk.answer()
  await caller.untilAnswered()
  expect((await hall.untilEnded()).elsewhere).toBe(true)
  desk.audio.sendTone(660)
  await caller.audio.waitForTone(660)
  await caller.hangup()
  await desk.untilEnded()

  const placed = office.engine.integration.originate('202', '201')
  const [first, second] = (await ringing()) as [PhoneCall, PhoneCall]
  second.answer()
  await placed
  expect((await first.untilEnded()).elsewhere).toBe(true)
  const hers = await ann.nextCall()
  hers.answer()
  await hers.untilAnswered()
  hers.audio.sendTone(440)
  await second.audio.waitForTone(440)
  await second.hangup()
  await hers.untilEnded()
})
