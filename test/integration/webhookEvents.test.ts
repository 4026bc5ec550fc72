// Every event a webhook can ask for, on a real office: queue, giving up, message, callback, an operator's state; and the allow-list.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { samples, webhookEvent } from '../../shared/domain/webhooks.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

type Told = { event: keyof typeof samples; data: Record<string, unknown> }
let office: RealOffice
let receiver: HttpTestServer
beforeAll(async () => {
  receiver = await httpTestServer()
  office = await realOffice()
  await office.change((o) =>
    o.webhooks.save({
      id: 'all',
      name: 'All',
      url: `${receiver.url}/`,
      events: webhookEvent.options,
      template: '',
      enabled: true,
    }),
  )
  const reception = office.store.office.queues.get('reception')
  if (reception) await office.queue({ ...reception, wrapUpSeconds: 0, announcePosition: false, whenEmpty: 'wait' })
})
afterAll(async () => {
  await office?.stop()
  await receiver?.close()
})
afterEach(() => office.assertQuiet())

const told = () => receiver.bodies<Told>('/')
const heard = (event: string) => told().filter((each) => each.event === event)
const one = (event: string) => until(`${event} to be told`, () => heard(event)[0])

async function dialIn(from: string, key: string) {
  const call = await office.dial('5000', from)
  await call.untilAnswered()
  await call.audio.waitForAudio()
  await call.audio.sendDtmf(key)
  return call
}

test('queued, and abandoned', async () => {
  const caller = await dialIn('+49301', '1')
  await one('call.queued')
  await caller.hangup()
  expect((await one('call.abandoned')).data).toMatchObject({ from: '+49301', queue: 'reception' })
  expect((await one('call.ended')).data).toMatchObject({ outcome: 'abandoned' })
})

test('an operator’s state, and a call they answer', async () => {
  const desk = await office.desk('201')
  office.engine.desk.admit('alex')
  await until('available to be told', () => heard('operator.state').some(({ data }) => data.state === 'available'))
  const ringing = desk.nextCall()
  const caller = await dialIn('+49302', '1')
  const rung = await ringing
  await rung.answer()
  expect((await one('call.answered')).data).toMatchObject({ from: '+49302', queue: 'reception', operator: 'alex' })
  await caller.hangup()
  await until('busy to be told', () => heard('operator.state').some(({ data }) => data.state === 'busy'))
  office.engine.desk.logout('alex')
})

test('a message, and a callback that is asked for and done', async () => {
  const caller = await dialIn('+49303', '2')
  await until('the recording', () => office.engine.parts.call.pbx.channels.pendingRecordings().length > 0)
  await caller.audio.waitForSilence({ ms: 1500 })
  await caller.audio.sendToneFor(500, 2500) // a message of two seconds
  await caller.hangup()
  expect((await one('voicemail.received')).data).toMatchObject({ from: '+49303', mailbox: 'reception' })
  const { id } = office.engine.work.createCallback('+49304', 'reception')
  expect((await one('callback.requested')).data).toMatchObject({ id, number: '+49304' })
  office.engine.work.claimCallback(id, 'alex')
  office.engine.work.finishCallback(id, 'alex', 'reached')
  expect((await one('callback.done')).data).toMatchObject({ id, outcome: 'reached' })
})

test('each event was told, with the fields its sample shows', () => {
  expect(webhookEvent.options.filter((event) => heard(event).length === 0)).toEqual([])
  for (const { event, data } of told()) expect(Object.keys(data).sort(), event).toEqual(Object.keys(samples[event]).sort())
})

test('outside the office’s networks nothing is sent; the log says why', async () => {
  const settings = office.store.office.settings.get()
  await office.change((o) => o.settings.save({ ...settings, networks: ['10.0.0.0/8'] }))
  const before = told().length
  office.engine.work.createCallback('+49305', 'reception')
  const refused = await until('the refusal', () => office.store.outbox.list(5).find(({ status }) => status === 'failed'))
  expect(refused.lastError).toMatch(/networks/)
  expect(told().length).toBe(before)
  await office.change((o) => o.settings.save({ ...settings, networks: [] }))
})
