// Picking up on real telephones: parked callers by their slot's number, what rings at a colleague by code; nobody picks up, or hangs up.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'

const tone = { customer: 440, alex: 660, sam: 880 }
let office: RealOffice
let alex: Phone
let sam: Phone
beforeAll(async () => {
  office = await realOffice()
  await office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, announcePosition: false, wrapUpSeconds: 0 })
    o.settings.save({ ...o.settings.get(), parkSeconds: 10, reception: [] })
  })
  alex = await office.desk('201')
  sam = await office.desk('202')
  office.engine.desk.admit('alex')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

const calls = () => [...office.engine.parts.calls.values()]
const slotOf = (from: string) => calls().find((call) => call.from === from)?.assignment.parked?.slot

/** Both hear each other. */
async function hearEachOther(a: PhoneCall, aHz: number, b: PhoneCall, bHz: number): Promise<void> {
  a.audio.sendTone(aHz)
  b.audio.sendTone(bHz)
  await Promise.all([a.audio.waitForTone(bHz, { minMs: 200 }), b.audio.waitForTone(aHz, { minMs: 200 })])
}

async function talking(from: string) {
  const customer = await office.dial('5000', from)
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  const operator = await alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  await hearEachOther(customer, tone.customer, operator, tone.alex)
  const call = await until('the talk', () => calls().find((one) => one.conversation && one.from === from))
  return { customer, operator, id: call.id }
}

/** Music: sound, and none of the tones. */
async function hearsMusic(call: PhoneCall): Promise<void> {
  await until('music', () => call.audio.heard.level(400) > 0.004 && call.audio.levelOf(tone.alex, 400) < 0.03)
}

test('parked by the console, picked up by a desk phone that dials the slot: both hear each other', async () => {
  const { customer, operator, id } = await talking('+49301')
  const { slot } = await office.engine.phone.park('201', id)
  await operator.untilEnded()
  await hearsMusic(customer)
  expect(slotOf('+49301')).toBe(slot)
  const taken = await sam.dial(slot)
  await taken.untilAnswered()
  await hearEachOther(customer, tone.customer, taken, tone.sam)
  expect(slotOf('+49301')).toBeUndefined()
  expect(office.traceOf(id).find((event) => event.type === 'call.pickedUp')?.data).toEqual({ by: '202', slot })
  await taken.hangup()
  await customer.untilEnded()
})

test('parked by a desk phone’s transfer to the slot; the caller who hangs up leaves it empty', async () => {
  const { customer, operator } = await talking('+49302')
  await operator.transfer('703')
  await until('the caller to be parked', () => slotOf('+49302') === '703')
  await hearsMusic(customer)
  await customer.hangup()
  await office.assertQuiet()
  const late = await sam.dial('703')
  await late.untilAnswered()
  await late.audio.waitForAudio()
  await late.untilEnded()
})

test('nobody picks up: the parker is rung again with slot and caller shown, and they talk', async () => {
  const { customer, operator, id } = await talking('+49303')
  const { slot } = await office.engine.phone.park('201', id)
  await operator.untilEnded()
  const back = await alex.nextCall(20_000)
  expect(back.peer).toMatchObject({ number: '+49303', name: `${slot}: +49303` })
  expect(calls().find((call) => call.id === id)?.assignment.parked?.returning).toBe(true)
  back.answer()
  await back.untilAnswered()
  await hearEachOther(customer, tone.customer, back, tone.alex)
  await customer.hangup()
  await back.untilEnded()
})

test.each(['*8', '**201', '*8201'])('what rings at a colleague is taken by %s, and both hear each other', async (code) => {
  office.engine.desk.admit('sam')
  await office.engine.desk.pause('sam', 'break')
  const customer = await office.dial('5000', '+49304')
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  const rings = await alex.nextCall()
  const call = await until('the call', () => calls().find((one) => one.from === '+49304'))
  await until('alex’s phone to be known to ring', () => call.legs.ringing)
  const taken = await sam.dial(code)
  await taken.untilAnswered()
  await rings.untilEnded()
  await hearEachOther(customer, tone.customer, taken, tone.sam)
  expect(office.traceOf(call.id).find((event) => event.type === 'call.pickedUp')?.data).toEqual({ by: '202', from: '201' })
  await taken.hangup()
  await customer.untilEnded()
})

test('where nothing rings the code says so', async () => {
  const asked = await sam.dial('*8')
  await asked.untilAnswered()
  await asked.audio.waitForAudio()
  await asked.untilEnded()
})
