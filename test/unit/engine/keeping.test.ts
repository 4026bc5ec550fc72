// Voicemail and Callback: what is kept of a caller whom nobody answers.
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../support/memory.ts'
import { endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

describe('Voicemail', () => {
  const flow = (review = false) =>
    flowOf(
      'f',
      { start, vm: { type: 'voicemail', mailboxId: 'main', greeting: say('leave a message'), maxSeconds: 60, review } },
      ['start.next>vm'],
    )
  const parts = { routes: { '5000': 'f' }, mailboxes: ['main'] }

  test('a caller who hangs up in mid-sentence has left the message', async () => {
    const { sim, clock, stores } = await office(parts, flow())
    const caller = sim.call('5000')
    await clock.advance(5000)
    caller.hangup()
    await clock.advance(100)
    expect([...stores.messages.values()]).toMatchObject([{ mailboxId: 'main', seconds: 4, status: 'new', from: '+4930123456' }])
    expect(sim.lamps.get('main')).toBe(true)
  })
  test('recorded again and kept: one message', async () => {
    const { sim, clock, stores } = await office(parts, flow(true))
    const caller = sim.call('5000')
    await clock.advance(4000)
    caller.press('#')
    await clock.advance(100)
    caller.press('3')
    await clock.advance(7000)
    caller.press('#')
    await clock.advance(100)
    caller.press('1')
    await clock.advance(3000)
    expect([...stores.messages.values()].map((m) => m.seconds)).toEqual([7])
  })
  test('the longest time ends the message by itself', async () => {
    const { sim, clock, stores } = await office(parts, flow())
    sim.call('5000')
    await clock.advance(70_000)
    expect([...stores.messages.values()].map((m) => m.seconds)).toEqual([60])
  })
  test('the mailbox’s own limit ends it sooner, whatever the flow says', async () => {
    const { sim, clock, stores, config } = await office(parts, flow())
    const mailbox = config.mailboxes.get('main')
    if (mailbox) mailbox.maxSeconds = 5
    sim.call('5000')
    await clock.advance(70_000)
    expect([...stores.messages.values()].map((m) => m.seconds)).toEqual([5])
  })
  test.each(['hangs up', 'ends it by key', 'stays to the end'])(
    'a caller who says nothing and %s leaves none: no lamp, no file, and it is not told as a failure',
    async (how) => {
      const { sim, clock, stores, ports, log } = await office(parts, flow())
      const removed: string[] = []
      ports.media.storeRecording = async (name) => ({ file: name, seconds: 4, silent: true })
      ports.media.remove = async (_kind, file) => void removed.push(file)
      const caller = sim.call('5000')
      await clock.advance(how === 'stays to the end' ? 70_000 : 8000)
      if (how === 'hangs up') caller.hangup()
      else if (how === 'ends it by key') caller.press('#')
      await clock.advance(3000)
      expect([...stores.messages.values()]).toEqual([])
      expect([removed.length, sim.lamps.get('main') ?? false]).toEqual([1, false])
      expect(log.events.some(({ type }) => type === 'record.failed')).toBe(false)
    },
  )
})

describe('Callback', () => {
  const flow = flowOf('f', { start, cb: { type: 'callback', queueId: 'sales', numberFrom: 'callerId' } }, ['start.next>cb'])
  const parts = { routes: { '5000': 'f' }, queues: [{ id: 'sales' }] }

  test('the number is read back; the same number twice is one request', async () => {
    const { sim, clock, stores } = await office(parts, flow)
    for (let i = 0; i < 2; i++) {
      const caller = sim.call('5000', '030123456')
      await clock.advance(200)
      expect(caller.heard[0]).toContain('0 3 0 1 2 3 4 5 6')
      caller.press('1')
      await clock.advance(5000)
    }
    expect(stores.callbacks.open()).toMatchObject([{ number: '+4930123456', queueId: 'sales', status: 'pending' }])
  })
  test('a withheld number is asked for', async () => {
    const { sim, clock, stores } = await office(parts, flow)
    const caller = sim.call('5000', '')
    await clock.advance(1500)
    caller.press('0305612#')
    await clock.advance(1500)
    caller.press('1')
    await clock.advance(5000)
    expect(stores.callbacks.open()).toMatchObject([{ number: '+49305612' }])
  })
})

describe('a caller who asks to be called back', () => {
  const asks = flowOf('f', { start, cb: { type: 'callback', queueId: 'sales', numberFrom: 'callerId' } }, ['start.next>cb'])
  const parts = { routes: { '5000': 'f' }, queues: [{ id: 'sales' }] }
  test('and hangs up while the number is read out is called back all the same, marked as not confirmed', async () => {
    const w = await office(parts, asks)
    const caller = w.sim.call('5000', '+4930123456')
    await w.clock.advance(500)
    caller.hangup()
    await w.clock.advance(100)
    expect(w.stores.callbacks.open()).toMatchObject([{ number: '+4930123456', status: 'pending', unconfirmed: true }])
    expect([...w.log.calls.values()].map(({ outcome }) => outcome)).toEqual(['callback'])
  })
  test('and confirms is marked no more; a number that is withdrawn is not kept', async () => {
    const w = await office(parts, asks)
    const caller = w.sim.call('5000', '+4930123456')
    await w.clock.advance(500)
    caller.press('1')
    await w.clock.advance(30_000)
    expect(w.stores.callbacks.open().map(({ unconfirmed }) => unconfirmed)).toEqual([undefined])
    const other = w.sim.call('5000', '+4930777777')
    await w.clock.advance(500)
    other.press('2')
    await w.clock.advance(500)
    other.press('0309171645#')
    await w.clock.advance(60_000)
    expect(w.stores.callbacks.open().map(({ number }) => number)).toEqual(['+4930123456', '+49309171645'])
  })
})
