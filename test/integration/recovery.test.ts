// The host is killed in the middle of calls and comes back: nobody is dropped, nobody loses the place, nothing happens twice.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { delaysSince } from '../support/phone/ticker.ts'

let office: KillableHost
let trunk: Phone
let alex: Phone
let pin = ''

beforeAll(async () => {
  office = await killableHost((store) => {
    const queue = store.office.queues.get('reception')
    if (queue) store.office.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false, record: true })
    pin = store.starter.get()?.operators.find((o) => o.extension === '201')?.pin ?? ''
  })
  trunk = office.trunk
  alex = office.alex
  const login = await alex.dial('800')
  await login.untilAnswered()
  await login.audio.waitForAudio()
  await login.audio.sendDtmf(pin)
  await login.untilEnded()
})
// What a test left behind by failing is not the next one's office.
afterEach(async () => {
  for (const phone of [trunk, alex]) await phone.hangUpAll()
  await ariRequest(office.address.ari, 'DELETE', '/channels/foreign-1')
  await office.untilQuiet()
})
afterAll(() => office?.close())

async function caller(from: string, key?: string): Promise<PhoneCall> {
  const call = await trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  if (key) await call.audio.sendDtmf(key)
  return call
}
const callerOf = (call: PhoneCall): string => call.peer.number
const sql = <T>(query: string): T[] => {
  const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
  try {
    return db.prepare(query).all() as T[]
  } finally {
    db.close()
  }
}

const messages = () => sql<{ n: number }>('select count(*) as n from voicemails')[0]?.n ?? 0

test('kill -9 with callers in a menu, waiting, talking and recording: all go on, in order, nothing twice', async () => {
  const before = messages()
  const talking = await caller('+491', '1')
  const operator = await alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  talking.audio.sendTone(440)
  operator.audio.sendTone(880)
  await Promise.all([operator.audio.waitForTone(440), talking.audio.waitForTone(880)])
  const second = await caller('+492', '1')
  const third = await caller('+493', '1')
  const recording = await caller('+494', '2')
  recording.audio.sendTone(600)
  const menu = await caller('+495')
  await until(
    'the message to be recorded',
    async () => ((await ariRequest(office.address.ari, 'GET', '/channels')).body as unknown[]).length >= 6,
  )
  await recording.audio.waitForSilence({ ms: 1500 })

  // Channels of nobody's on the same Asterisk: each plays to the other until it is ended.
  const foreign = await ariRequest(
    office.address.ari,
    'POST',
    '/channels?endpoint=Local/s@test-caller&context=test-caller&extension=s&priority=1&channelId=foreign-1',
  )
  expect(foreign.status).toBe(200)

  await office.host.kill9()
  const silentFrom = performance.now()
  const downMs = await office.host.start()
  const waitedMs = await office.host.waitedMs()
  expect(downMs - waitedMs, `${downMs} ms, of them ${waitedMs} without a processor`).toBeLessThan(3000)
  expect(talking.state).toBe('up')
  for (const call of [second, third, recording, menu, operator]) expect(call.state).toBe('up')

  // The talkers were never interrupted: the tone was there in every moment of the outage.
  const heard = talking.audio.heard.recorded(silentFrom)
  const frame = 800
  // Where the clock of the test's own phones was late, they said nothing; that is heard up to half a second afterwards.
  const late = delaysSince(silentFrom).map(({ from, to }) => ({ from: from - silentFrom - 100, to: to - silentFrom + 500 }))
  const silent: number[] = []
  for (let at = 0; at + frame <= heard.length; at += frame) {
    const ms = at / 8
    const level = Math.max(...Array.from(heard.subarray(at, at + frame), Math.abs))
    if (level <= 500 && !late.some(({ from, to }) => ms >= from && ms <= to)) silent.push(ms)
  }
  expect(silent, `ms of silence after the kill; the host was back after ${downMs} ms`).toEqual([])
  expect(
    ((await ariRequest(office.address.ari, 'GET', '/channels')).body as { id: string }[]).some((c) =>
      c.id.startsWith('foreign-1'),
    ),
  ).toBe(true)

  // The menu hears keys again.
  await menu.audio.waitForAudio()
  await menu.audio.sendDtmf('2')
  // What was said before and after the kill is one message.
  await recording.hangup()
  await until('the message', () => messages() === before + 1)

  // First come, first served, as before.
  await talking.hangup()
  await operator.untilEnded()
  const next = await alex.nextCall()
  expect(callerOf(next)).toBe('+492')
  next.answer()
  await next.untilAnswered()
  second.audio.sendTone(440)
  await next.audio.waitForTone(440)
  await second.hangup()
  await next.untilEnded()
  const last = await alex.nextCall()
  expect(callerOf(last)).toBe('+493')
  last.answer()
  await last.untilAnswered()
  third.audio.sendTone(440)
  await last.audio.waitForTone(440)
  await third.hangup()
  await last.untilEnded()
  await menu.hangup()
  await until(
    'all calls to be closed',
    () => sql<{ n: number }>("select count(*) as n from calls where outcome = 'running'")[0]?.n === 0,
    15_000,
  )
  await ariRequest(office.address.ari, 'DELETE', '/channels/foreign-1')
  await office.untilQuiet()
  expect(sql('select * from journal')).toEqual([])
})

test('kill -9 while a note is typed: what the host had acknowledged is there, with who wrote it', async () => {
  const talking = await caller('+497', '1')
  const operator = await alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  const callId = await until('the call', () => sql<{ id: string }>("select id from calls where from_number = '+497'")[0]?.id)
  await office.host.signIn()
  const client = await office.host.client()
  const { userId, name } = await client.desk.me()
  let acknowledged = ''
  const typing = (async () => {
    for (const letter of 'wants the larger boiler, and an offer '.repeat(100)) {
      const note = acknowledged + letter
      await client.desk.note({ callId, note })
      acknowledged = note
    }
  })().catch(() => {}) // the host is gone
  await until('some of it to be typed', () => acknowledged.length > 20)
  await office.host.kill9()
  await typing
  await office.host.start()
  await office.host.signIn()
  const again = await office.host.client()
  const { note } = await again.desk.noted({ callId })
  // The letter that was on its way may have arrived.
  expect([note.slice(0, acknowledged.length), note.length - acknowledged.length <= 1]).toEqual([acknowledged, true])
  const { notes, call } = await again.calls.get({ id: callId })
  expect(notes).toMatchObject([{ author: userId, name, text: note }])
  expect(call).toMatchObject({ note, outcome: 'running' })
  await talking.hangup()
  await operator.untilEnded()
})

test('kill -9 with a caller parked: the music goes on, and the slot is picked up afterwards', async () => {
  const customer = await caller('+496', '1')
  const operator = await alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  operator.audio.sendTone(880)
  await customer.audio.waitForTone(880)
  await operator.transfer('704')
  await operator.untilEnded()
  await customer.audio.waitForAudio()
  await office.host.kill9()
  const silentFrom = performance.now()
  await office.host.start()
  await customer.audio.waitForAudio({ after: silentFrom })
  expect(customer.state).toBe('up')
  const taken = await alex.dial('704')
  await taken.untilAnswered()
  taken.audio.sendTone(880)
  customer.audio.sendTone(440)
  await Promise.all([customer.audio.waitForTone(880), taken.audio.waitForTone(440)])
  await taken.hangup()
  await customer.untilEnded()
  await office.untilQuiet()
  await until('the journal to be empty', () => sql('select * from journal').length === 0)
})
