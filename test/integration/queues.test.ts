// Queues and operators on a real Asterisk: strategies, rejections, abandoned and timed-out callers, PINs, off-hook lines.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Strategy } from '../../shared/domain/office.ts'
import { flowOf } from '../support/memory.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let ann: Phone
let bob: Phone
const pins: string[] = []
const end = { type: 'hangup' }
const waitFor = (id: string, more: object = {}, edges: string[] = []) =>
  flowOf(
    `q-${id}`,
    {
      start: { type: 'start' },
      q: { type: 'queue', queueId: id, maxWaitSeconds: 60, ...more },
      late: end,
      full: { type: 'busy' },
      none: { type: 'reject' },
      out: end,
    },
    ['start.next>q', 'q.timeout>late', 'q.full>full', 'q.noOperators>none', ...edges],
  )

beforeAll(async () => {
  office = await realOffice()
  await office.change((o) => {
    for (const operator of o.operators.list()) o.operators.remove(operator.id)
  })
  ann = await office.desk('201')
  bob = await office.desk('202')
  const queues = ['sales', 'ringAll', 'longestIdle', 'fewestCalls', 'roundRobin', 'random', 'linear']
  for (const id of queues) await office.queue({ id, ringSeconds: 8, ...(id === 'sales' ? {} : { strategy: id as Strategy }) })
  for (const [id, extension] of [
    ['ann', '201'],
    ['bob', '202'],
  ] as const) {
    await office.operator({ id, extension, queues: queues.map((queueId) => ({ queueId, penalty: 0 })) })
    pins.push(await office.store.pins.reset(id, 4))
  }
})
afterAll(() => office?.stop())
afterEach(async () => {
  for (const id of ['ann', 'bob']) office.engine.desk.logout(id)
  await office.assertQuiet()
})

let from = 0
const nextNumber = () => `+49306${String(++from).padStart(4, '0')}`
const callerOf = (call: PhoneCall): string => call.peer.number
async function enter(number: string, own = nextNumber()): Promise<PhoneCall & { own: string }> {
  const call = await office.dial(number, own)
  await call.untilAnswered()
  await until('the caller to be in line', () => office.engine.parts.queueing.dispatcher.waitingView().some((w) => w.from === own))
  return Object.assign(call, { own })
}
/** The call that rings at either operator, once each. */
const seen = new Set<PhoneCall>()
const ringing = () =>
  until(
    'a telephone to ring',
    () => {
      const call = [ann, bob].flatMap((phone) => [...phone.calls]).find((c) => c.state === 'incoming' && !seen.has(c))
      if (call) seen.add(call)
      return call
    },
    15_000,
  )
async function talkAndEnd(call: PhoneCall): Promise<void> {
  call.answer()
  await call.untilAnswered()
  await until('the talk', () => [...office.engine.parts.calls.values()].some((c) => c.conversation && c.from === callerOf(call)))
  await call.hangup()
}

describe('two operators and five callers', () => {
  test.each(['longestIdle', 'fewestCalls', 'roundRobin', 'linear', 'random', 'ringAll'] as const)('%s', async (strategy) => {
    const number = `61${['longestIdle', 'fewestCalls', 'roundRobin', 'linear', 'random', 'ringAll'].indexOf(strategy)}0`
    await office.publish(waitFor(strategy), number)
    const callers: Awaited<ReturnType<typeof enter>>[] = []
    for (let i = 0; i < 5; i++) callers.push(await enter(number))
    office.engine.desk.admit('ann')
    office.engine.desk.admit('bob')
    const served: string[] = []
    for (let i = 0; i < 5; i++) {
      const call = await ringing()
      served.push(callerOf(call))
      await talkAndEnd(call)
      await until('that caller to be done', () => callers.find((c) => c.own === served[i])?.ended)
    }
    // First come, first served: the offers were made in the order of entry.
    const offeredAt = callers.map(({ own }) => {
      const record = office.calls().find((c) => c.from === own)
      return office.traceOf(record?.id ?? '').find((e) => e.type === 'queue.offered')?.at ?? Number.NaN
    })
    expect(offeredAt).toEqual([...offeredAt].sort((a, b) => a - b))
    expect(new Set(served).size).toBe(5)
    expect(office.engine.parts.queueing.dispatcher.queueView(strategy)).toMatchObject({ answered: 5, abandoned: 0, waiting: 0 })
  })
})

describe('what can go wrong', () => {
  test('an operator who rejects does not end the caller’s call; the other one is rung', async () => {
    await office.publish(waitFor('sales'), '6200')
    office.engine.desk.admit('ann')
    office.engine.desk.admit('bob')
    const caller = await enter('6200')
    const first = await ringing()
    first.reject(603, 'Decline')
    const second = await ringing()
    expect(caller.state).toBe('up')
    await talkAndEnd(second)
    await caller.untilEnded()
  })
  test('a caller who gives up while it rings leaves nothing ringing, and is counted', async () => {
    office.engine.desk.admit('ann')
    const caller = await enter('6200')
    const rings = await ringing()
    await caller.hangup()
    await rings.end
    await office.assertQuiet()
    expect(office.calls()[0]).toMatchObject({ outcome: 'abandoned', queueId: 'sales' })
  })
  test('time-out, exit key, full, nobody there', async () => {
    await office.publish(waitFor('sales', { maxWaitSeconds: 5, exitKey: '9' }, ['q.exitKey>out']), '6201')
    const patient = await enter('6201')
    const leaving = await enter('6201')
    await leaving.audio.sendDtmf('9')
    await leaving.untilEnded()
    await patient.untilEnded(12_000)
    await office.assertQuiet()
    expect(office.story(leaving.own)).toContain('q exitKey')
    expect(office.story(patient.own)).toContain('q timeout')
    await office.queue({ id: 'small', maxWaiting: 1 })
    await office.publish(waitFor('small'), '6202')
    const first = await enter('6202')
    const second = await office.dial('6202', '+4930full')
    expect(await second.outcome).toMatchObject({ status: 486 })
    await first.hangup()
    await office.queue({ id: 'shut', whenEmpty: 'leave' })
    await office.publish(waitFor('shut'), '6203')
    expect(await (await office.dial('6203', '+49none')).outcome).toMatchObject({ result: 'rejected' })
  })
  test('the offer of a callback: the place is kept, and its turn rings the operator, then the customer', async () => {
    await office.queue({ id: 'again', callbackKey: '5', announcePosition: true })
    await office.operator({ id: 'ann', extension: '201', queues: [{ queueId: 'again', penalty: 0 }] })
    await office.publish(waitFor('again', {}, ['q.callbackRequested>out']), '6204')
    const caller = await enter('6204', '+4930700700')
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('5')
    await caller.untilEnded()
    await until('the placeholder', () => office.engine.parts.queueing.dispatcher.waitingView('again')[0]?.status === 'callback')
    office.engine.desk.admit('ann')
    const mine = await ringing()
    mine.answer()
    const theirs = await office.trunk.nextCall()
    theirs.answer()
    await theirs.untilAnswered()
    theirs.audio.sendTone(500)
    await mine.audio.waitForTone(500)
    await mine.hangup()
    await theirs.untilEnded()
    await until('the call to be over', () => office.store.callbacks.open('again')[0]?.attempts[0]?.outcomeDue === true)
  })
})

describe('logging in by PIN from a telephone', () => {
  const login = async (pin: string, number = '800') => {
    const call = await ann.dial(number)
    await call.untilAnswered()
    await call.audio.waitForAudio()
    await call.audio.sendDtmf(pin)
    return call
  }
  const tries = async (call: PhoneCall, wrong: string[]) => {
    for (const pin of wrong) {
      const heard = () => office.traceOf(office.calls()[0]?.id ?? '').filter((e) => e.type === 'login.refused').length
      const before = heard()
      await call.audio.sendDtmf(pin)
      await until('the refusal', () => heard() > before)
    }
  }
  const notMine = (n: number) =>
    ['0001', '0002', '0003', '0004', '0005', '0006', '0007'].filter((p) => !pins.includes(p))[n] ?? ''

  test('right: logged in; “#”: logged out; the PIN is nowhere but in its hash', async () => {
    const pin = pins[0] ?? ''
    await (await login(pin)).untilEnded()
    expect(office.stateOf('ann')).toBe('available')
    await (await login('#')).untilEnded()
    expect(office.stateOf('ann')).toBe('offline')
    const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
    const row = db.prepare('select * from pins where operator_id = ?').get('ann') as Record<string, unknown>
    db.close()
    expect(JSON.stringify(row)).not.toContain(`"${pin}"`)
    expect(String(row.hash)).toMatch(/scrypt|\$/)
    for (const call of office.calls().slice(0, 2)) expect(JSON.stringify(office.traceOf(call.id))).not.toContain(`"${pin}"`)
    expect(readFileSync(join(office.data, 'host.log'), 'utf8')).not.toMatch(new RegExp(`\\b${pin}\\b`))
  })
  test('wrong three times ends the call; five in 15 minutes lock the telephone until a supervisor lifts it', async () => {
    const call = await login(notMine(0))
    await tries(call, [notMine(1), notMine(2)])
    await call.untilEnded(20_000)
    expect(office.stateOf('ann')).toBe('offline')
    const again = await login(notMine(3))
    await tries(again, [notMine(4)])
    await again.untilEnded(20_000)
    expect(office.engine.desk.lockouts()).toMatchObject([{ key: 'ext:201', failures: 5 }])
    const locked = await ann.dial('800')
    await locked.untilEnded(20_000)
    expect(office.stateOf('ann')).toBe('offline')
    office.engine.desk.liftLockout('ext:201')
    await (await login(pins[0] ?? '')).untilEnded()
    expect(office.stateOf('ann')).not.toBe('offline')
  })
  test('off-hook: a beep and the caller is there, without ringing; the line stays for the next', async () => {
    await office.operator({ id: 'ann', extension: '201', queues: [{ queueId: 'sales', penalty: 0 }] })
    const line = await login(pins[0] ?? '', '801')
    await until('the line to be open', () => office.stateOf('ann') === 'available')
    for (const hz of [500, 600]) {
      const caller = await office.dial('6200', nextNumber())
      await caller.untilAnswered()
      caller.audio.sendTone(hz)
      await line.audio.waitForTone(hz, { minMs: 200 })
      expect(office.stateOf('ann')).toBe('busy')
      await caller.hangup()
      await until('the line to be free again', () => office.stateOf('ann') === 'available')
      expect(line.state).toBe('up')
    }
    await line.hangup()
    await until('ann to be logged out', () => office.stateOf('ann') === 'offline')
  })
})
