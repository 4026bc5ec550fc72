// Supervisors on running calls, and three people on one: proven by a tone of everyone's own, measured at everyone else.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RealOffice, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { supervisedOffice, talkingIn, tone } from '../support/supervisedOffice.ts'

let office: RealOffice
let agent: Phone
let boss: Phone
beforeAll(async () => {
  const made = await supervisedOffice()
  office = made.office
  agent = made.agent
  boss = made.boss
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

/** One voice among several: waitForTone wants a tone to itself. */
const hears = (call: PhoneCall, hz: number) => until(`${hz} Hz to be heard`, () => call.audio.levelOf(hz, 300) > 0.03)
const quietAt = (call: PhoneCall, hz: number) => expect(call.audio.levelOf(hz, 400)).toBeLessThan(0.01)

const talking = (from: string) => talkingIn({ office, agent }, from)

test('listen, whisper, barge: the customer does not hear a whisper', async () => {
  const { customer, operator, id } = await talking('+49301')
  const started = office.engine.supervise.monitor(id, '203', 'listen')
  const mine = await boss.nextCall()
  mine.answer()
  await started
  mine.audio.sendTone(tone.boss)
  await Promise.all([hears(mine, tone.customer), hears(mine, tone.agent)])
  quietAt(customer, tone.boss)
  quietAt(operator, tone.boss)
  await office.engine.supervise.monitor(id, '203', 'whisper')
  await hears(operator, tone.boss)
  await hears(mine, tone.customer)
  quietAt(customer, tone.boss)
  await office.engine.supervise.monitor(id, '203', 'barge')
  await Promise.all([hears(customer, tone.boss), hears(operator, tone.boss)])
  await mine.hangup()
  await hears(customer, tone.agent)
  expect(
    office
      .traceOf(id)
      .filter((e) => e.type === 'monitor.started')
      .map((e) => e.data?.mode),
  ).toEqual(['listen', 'whisper', 'barge'])
  await customer.hangup()
  await operator.untilEnded()
})

test('the call ends while someone listens: the supervisor’s line ends as well', async () => {
  const { customer, operator, id } = await talking('+49302')
  const started = office.engine.supervise.monitor(id, '203', 'listen')
  const mine = await boss.nextCall()
  mine.answer()
  await started
  await customer.hangup()
  await Promise.all([operator.untilEnded(), mine.untilEnded()])
})

test('three-way: all hear each other; who holds is not heard, and who merged leaves, the others go on', async () => {
  const { customer, operator, id } = await talking('+49303')
  const asking = await agent.dial('203')
  const third = await boss.nextCall()
  third.answer()
  await asking.untilAnswered()
  third.audio.sendTone(tone.boss)
  await hears(asking, tone.boss)
  const consult = await until('the second talk', () =>
    [...office.engine.parts.calls.values()].find((c) => c.conversation && c.id !== id),
  )
  await office.engine.phone.merge('201', id, consult.id)
  await Promise.all([
    hears(customer, tone.boss),
    hears(customer, tone.agent),
    hears(third, tone.customer),
    hears(third, tone.agent),
    hears(operator, tone.boss),
  ])
  await operator.hold()
  for (const other of [customer, third])
    await until('the holder to be silent', () => other.audio.levelOf(tone.agent, 400) < 0.001)
  await Promise.all([hears(customer, tone.boss), hears(third, tone.customer)])
  await operator.hold(false)
  await Promise.all([hears(customer, tone.agent), hears(third, tone.agent)])
  await operator.hangup()
  await Promise.all([hears(customer, tone.boss), hears(third, tone.customer)])
  expect(customer.state).toBe('up')
  await third.hangup()
  await customer.untilEnded()
})
