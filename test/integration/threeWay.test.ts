// Three on a call on a real Asterisk: who hears whom, by a tone of everyone's own, in each state and over a kill -9 of the host.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { LiveCall } from '../../shared/domain/calls.ts'
import { extension } from '../../shared/domain/office.ts'
import { Window } from '../bench/support/window.ts'
import type { Client } from '../support/hostProcess.ts'
import { type KillableHost, killableHost, straightOffice } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { Phone } from '../support/phone/phone.ts'

const password = 'secret-202-0123456789'
let office: KillableHost
let sam: Phone
let window: Window
let client: Client

beforeAll(async () => {
  office = await killableHost((store) => {
    straightOffice(store, [{ value: extension.parse({ number: '202', name: 'Sam' }), password }])
  })
  sam = await Phone.open({ server: office.address.sip, user: '202', password })
  await sam.register()
  await office.host.signIn()
  window = new Window(office.host)
  client = await window.connect()
  const mine = (await client.settings.operators.list()).find((each) => each.extension === '201')
  const { userId } = await client.desk.me()
  const user = (await client.settings.users.list()).find(({ id }) => id === userId)
  if (user) await client.settings.users.update({ ...user, operatorId: mine?.id ?? null })
}, 60_000)
afterAll(async () => {
  await sam?.close()
  await office?.close()
})

// What a failed test left is not the next one's trouble.
afterEach(async () => {
  const left = [office.trunk, office.alex, sam].flatMap((phone) => [...phone.calls])
  await Promise.all(left.map((call) => call.hangup().catch(() => {})))
})

const hz = { customer: 440, agent: 660, third: 1000 }
type Who = keyof typeof hz
type People = Record<Who, PhoneCall>

/** Waits until exactly these are heard by these. */
async function hear(people: Partial<People>, wanted: Partial<Record<Who, Who[]>>): Promise<void> {
  for (const [listener, speakers] of Object.entries(wanted) as [Who, Who[]][])
    for (const speaker of Object.keys(people) as Who[]) {
      if (speaker === listener) continue
      const loud = () => people[listener]?.audio.levelOf(hz[speaker], 400) ?? 0
      const heard = speakers.includes(speaker)
      await until(
        () => `${listener} ${heard ? 'to hear' : 'not to hear'} ${speaker}; the level is ${loud()}`,
        () => (heard ? loud() > 0.03 : loud() < 0.005),
        8000,
      )
    }
}
const all: Record<Who, Who[]> = { customer: ['agent', 'third'], agent: ['customer', 'third'], third: ['customer', 'agent'] }

const running = async (from: string): Promise<LiveCall> =>
  until(`the call from ${from}`, async () => (await window.look())?.calls.find((call) => call.from === from))
const partyOf = async (from: string, number: string) =>
  (await until('three on the call', async () => (await running(from)).parties))?.find((party) => party.number === number)

/** A customer whom 201 talks to, and 202 merged in. */
async function threeWay(from: string): Promise<{ people: People; callId: string }> {
  const customer = await office.trunk.dial('5500', { callerNumber: from })
  const agent = await office.alex.nextCall()
  agent.answer()
  await customer.untilAnswered()
  customer.audio.sendTone(hz.customer)
  agent.audio.sendTone(hz.agent)
  await agent.audio.waitForTone(hz.customer)
  const { id } = await running(from)
  const asking = await office.alex.dial('202')
  const third = await sam.nextCall()
  third.answer()
  await asking.untilAnswered()
  third.audio.sendTone(hz.third)
  await asking.audio.waitForTone(hz.third)
  await client.phone.merge({ callId: id, consultCallId: (await running('201')).id })
  const people = { customer, agent, third }
  await hear(people, all)
  return { people, callId: id }
}

test('holding, talking to one alone, dropping one: over a kill -9 in the middle', async () => {
  const from = '+4930701'
  const { people, callId } = await threeWay(from)
  const channel = async (number: string) => (await partyOf(from, number))?.channelId ?? ''
  const [customer, third] = [await channel(from), await channel('202')]

  await people.agent.hold()
  await hear(people, { customer: ['third'], third: ['customer'] })
  expect(await partyOf(from, '201')).toMatchObject({ onHold: true, third: false })
  await people.agent.hold(false)
  await hear(people, all)

  await client.phone.talkAlone({ callId, channelId: customer })
  await hear(people, { customer: ['agent'], agent: ['customer'], third: [] })
  await people.third.audio.waitForAudio() // music
  await office.host.kill9()
  await office.host.start()
  client = await window.connect()
  for (const call of Object.values(people)) expect(call.state).toBe('up')
  await hear(people, { customer: ['agent'], agent: ['customer'], third: [] })
  expect(await partyOf(from, '202')).toMatchObject({ aside: true, third: true })
  await client.phone.talkTogether({ callId })
  await hear(people, all)

  await client.phone.talkAlone({ callId, channelId: third })
  await hear(people, { customer: [], agent: ['third'], third: ['agent'] })
  await client.phone.sendAway({ callId, channelId: customer })
  await people.customer.untilEnded()
  await hear({ agent: people.agent, third: people.third }, { agent: ['third'], third: ['agent'] })
  expect(await running(from)).toMatchObject({ departed: [{ number: from }] })
  const story = (await client.calls.get({ id: callId })).trace.map(({ type }) => type)
  expect(story).toEqual(expect.arrayContaining(['talk.merged', 'talk.apart', 'talk.together', 'talk.sentAway']))
  await people.third.hangup()
  await people.agent.untilEnded()
  await office.untilQuiet()
}, 90_000)

test('whoever leaves while the host is dead: the other two go on, and it knows them as two', async () => {
  const from = '+4930702'
  const { people } = await threeWay(from)
  await office.host.kill9()
  await people.agent.hangup()
  await office.host.start()
  client = await window.connect()
  await hear({ customer: people.customer, third: people.third }, { customer: ['third'], third: ['customer'] })
  await until('two on the call', async () => (await running(from)).parties === undefined)
  await people.customer.hangup()
  await people.third.untilEnded()
  await office.untilQuiet()
}, 60_000)

test('hold pressed, or taken back, on a phone while the host is dead is put right by the next one', async () => {
  const from = '+4930703'
  const { people } = await threeWay(from)
  for (const [held, heard] of [
    [true, { customer: ['third'], third: ['customer'] }],
    [false, all],
  ] as const) {
    await office.host.kill9()
    await people.agent.hold(held)
    await office.host.start()
    client = await window.connect()
    await hear(people, heard as typeof all)
    expect(await partyOf(from, '201')).toMatchObject({ onHold: held })
  }
  // Of two, whoever is held hears music.
  await people.third.hangup()
  await until('two on the call', async () => (await running(from)).parties === undefined)
  people.agent.audio.stopSending()
  await office.host.kill9()
  await people.agent.hold()
  await office.host.start()
  client = await window.connect()
  await people.customer.audio.waitForAudio({ after: performance.now() })
  await people.agent.hold(false)
  await people.customer.hangup()
  await people.agent.untilEnded()
  await office.untilQuiet()
}, 90_000)

test('two customers who called one phone are put through to each other, over a kill -9; the phone is out of it', async () => {
  const [one, other] = ['+4930704', '+4930705']
  const talkingTo = async (from: string, tone: number) => {
    const customer = await office.trunk.dial('5500', { callerNumber: from })
    const at = await office.alex.nextCall()
    at.answer()
    await customer.untilAnswered()
    customer.audio.sendTone(tone)
    await at.audio.waitForTone(tone)
    return { customer, at }
  }
  const first = await talkingTo(one, hz.customer)
  await first.at.hold()
  const second = await talkingTo(other, hz.third)
  const [callId, consultCallId] = [(await running(one)).id, (await running(other)).id]
  await client.phone.transferAttended({ callId, consultCallId })
  const people = { customer: first.customer, third: second.customer }
  const both = { customer: ['third' as const], third: ['customer' as const] }
  await Promise.all([first.at.untilEnded(), second.at.untilEnded()])
  await hear(people, both)
  await office.host.kill9()
  await office.host.start()
  client = await window.connect()
  await hear(people, both)
  const { outcome, parts } = (await client.calls.get({ id: consultCallId })).call
  expect([outcome, parts.map(({ transferredTo }) => transferredTo)]).toEqual(['transferred', [one]])
  await second.customer.hangup()
  await first.customer.untilEnded()
  await office.untilQuiet()
}, 60_000)
