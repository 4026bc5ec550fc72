// Channels and bridges that no call has are removed while others talk; what a call uses is not touched, whatever it is.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { leftIn, type RealOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { supervisedOffice, talkingIn } from '../support/supervisedOffice.ts'

let office: RealOffice
let agent: Phone
let boss: Phone
beforeAll(async () => {
  const made = await supervisedOffice({ record: true })
  office = made.office
  agent = made.agent
  boss = made.boss
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

const ari = (method: string, path: string) => ariRequest(office.address.ari, method, path)
/** What enters meanwhile is never heard of: so does a fault of ours leave a channel. */
async function unheard(work: () => Promise<unknown>) {
  office.engine['waiting'] = []
  await work()
  await until('the event', () => office.engine['waiting']?.some(({ type }) => type === 'entered'))
  office.engine['waiting'] = null
}
const ids = async () => (await leftIn(office.address)).map((line) => line.split(' ')[1] ?? '')

test('left-over legs and bridges go after two looks; a conversation that is recorded and listened to stays whole', async () => {
  const { customer, operator, id } = await talkingIn({ office, agent }, '+49301')
  const listening = office.engine.supervise.monitor(id, '203', 'listen')
  const mine = await boss.nextCall()
  mine.answer()
  await listening
  const inUse = (await ids()).sort()

  await ari('POST', '/bridges/cb-b-lost?type=mixing&name=cordboard:gone')
  await ari('POST', '/bridges/elsewhere?type=mixing&name=other:theirs')
  await unheard(() =>
    ari('POST', '/channels?endpoint=Local/6@test-caller/n&app=cordboard&appArgs=leg&channelId=cb-lost&variables=CB_ROLE'),
  )
  expect(await ids()).toEqual(expect.arrayContaining(['cb-b-lost', 'cb-lost', 'elsewhere']))
  const found = await office.engine.sweep(new Set())
  expect([...found].sort()).toEqual(['cb-b-lost', 'cb-lost', 'cb-lost;2']) // a local channel has two halves
  expect(await ids()).toEqual(expect.arrayContaining(['cb-b-lost', 'cb-lost'])) // the first look only looks
  expect([...(await office.engine.sweep(found))]).toEqual([])
  await until('them to be gone', async () => (await ids()).sort().join() === [...inUse, 'elsewhere'].sort().join())

  await until('the supervisor to hear on', () => mine.audio.levelOf(440, 300) > 0.03 && mine.audio.levelOf(660, 300) > 0.03)
  await customer.hangup()
  await Promise.all([operator.untilEnded(), mine.untilEnded()])
  await ari('DELETE', '/bridges/elsewhere')
}, 60_000)

test('a caller whom no call serves is handed to the dialplan, which serves them', async () => {
  let silent: Awaited<ReturnType<RealOffice['dial']>> | null = null
  await unheard(async () => {
    silent = await office.dial('5000', '+49302')
  })
  const call = silent as unknown as Awaited<ReturnType<RealOffice['dial']>>
  const found = await office.engine.sweep(new Set())
  expect(found.size).toBe(1)
  await office.engine.sweep(found)
  const rings = await agent.nextCall() // as while the host is down
  await rings.answer()
  await call.untilAnswered()
  await call.hangup()
}, 60_000)
