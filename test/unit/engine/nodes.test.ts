// Golden flows: a flow, what the caller does, and the trace that must come of it.
import { afterEach, describe, expect, test } from 'vitest'
import { answers, isBusy, rejects, ringsForEver } from '../../../electron/telephony/sim/people.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { flowOf, type OfficeParts, type World, world } from '../../support/memory.ts'

let open: World[] = []
async function office(parts: OfficeParts, ...flows: FlowDocument[]): Promise<World> {
  for (const flow of flows) expect(validateFlow(flow).filter((p) => p.severity === 'error')).toEqual([])
  const made = world(parts, flows)
  open.push(made)
  await made.engine.start()
  return made
}
afterEach(async () => {
  for (const { engine, clock, sim, errors } of open) {
    await clock.advance(120_000)
    expect([...sim.channels.keys()]).toEqual([])
    expect([...sim.bridges.keys()]).toEqual([])
    expect(engine.runningCalls).toBe(0)
    expect(engine.held.channels).toBe(0)
    await engine.stop()
    expect(engine.held.timers).toBe(0)
    expect(errors).toEqual([])
  }
  open = []
})

const say = (text: string) => ({ kind: 'text', text })
const end = { type: 'hangup' }
const start = { type: 'start' }
const menu = (keys: string[], more: object = {}) => ({
  type: 'menu',
  prompt: say('menu'),
  keys,
  timeoutMs: 5000,
  retries: 1,
  ...more,
})

describe('Menu', () => {
  const flow = flowOf(
    'f',
    {
      start,
      menu: menu(['1', '2', '21']),
      one: { type: 'playAudio', prompt: say('one') },
      two: { type: 'playAudio', prompt: say('two') },
      hr: { type: 'playAudio', prompt: say('hr') },
      bad: { type: 'busy' },
      late: { type: 'hangup' },
      end,
    },
    [
      'start.next>menu',
      'menu.1>one',
      'menu.2>two',
      'menu.21>hr',
      'menu.invalid>bad',
      'menu.timeout>late',
      'one.next>end',
      'two.next>end',
      'hr.next>end',
    ],
  )
  const parts = { routes: { '5000': 'f' } }

  test('a caller who presses a key during the prompt is not made to hear the rest', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(300)
    caller.press('1')
    await clock.advance(10)
    expect(caller.heard).toEqual(['sound:/tts/menu', 'sound:/tts/one'])
    await clock.advance(5000)
    expect(log.story()).toEqual(['> start', 'start next', '> menu', 'menu 1', '> one', 'one next', '> end', 'end done'])
  })
  test('“2” waits four seconds for more where “21” exists', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(2000)
    caller.press('2')
    await clock.advance(3900)
    expect(log.story()).not.toContain('menu 2')
    await clock.advance(200)
    expect(log.story()).toContain('menu 2')
    caller.hangup()
  })
  test('“21” is taken at once', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(2000)
    caller.press('2')
    await clock.advance(1000)
    caller.press('1')
    await clock.advance(1)
    expect(log.story()).toContain('menu 21')
    caller.hangup()
  })
  test('wrong keys and silence are counted apart', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(1500)
    caller.press('9')
    await clock.advance(1500)
    await clock.advance(5000) // silence
    await clock.advance(1500)
    caller.press('8')
    await clock.advance(100)
    expect(log.story()).toContain('menu invalid')
    await clock.advance(10_000)
    expect(caller.cause?.cause).toBe(17)
  })
  test('the timer starts after the prompt', async () => {
    const { sim, clock, log } = await office(parts, flow)
    sim.call('5000')
    await clock.advance(1000 + 4900)
    expect(log.events.filter((e) => e.type === 'keys.heard')).toHaveLength(0)
    await clock.advance(200)
    expect(log.events.filter((e) => e.type === 'keys.heard')).toHaveLength(1)
    await clock.advance(10_000)
    expect(log.story()).toContain('menu timeout')
  })
  test('the same key twice within 80 ms is one key press', async () => {
    const { sim, clock, log } = await office(
      parts,
      flowOf('f', { start, ask: { type: 'getDigits', variable: 'x', count: 3, timeoutMs: 5000 }, end }, [
        'start.next>ask',
        'ask.next>end',
      ]),
    )
    const caller = sim.call('5000')
    await clock.advance(100)
    caller.press('1')
    await clock.advance(50)
    caller.press('1')
    await clock.advance(100)
    caller.press('1')
    await clock.advance(6000)
    expect(log.events.find((e) => e.type === 'keys.heard')?.data).toMatchObject({ digits: '11' })
  })
})

describe('Transfer', () => {
  const flow = flowOf(
    'f',
    {
      start,
      go: { type: 'transfer', to: { kind: 'extension', number: '201' }, ringSeconds: 10 },
      busy: { type: 'busy' },
      none: { type: 'playAudio', prompt: say('none') },
      broken: { type: 'playAudio', prompt: say('broken') },
      end,
    },
    ['start.next>go', 'go.ended>end', 'go.busy>busy', 'go.noAnswer>none', 'go.failed>broken', 'none.next>end', 'broken.next>end'],
  )
  const parts = { routes: { '5000': 'f' }, extensions: ['201'] }

  test('an extension that answers talks until it hangs up', async () => {
    const { sim, clock, log } = await office(parts, flow)
    sim.phone('201', answers())
    const caller = sim.call('5000')
    await clock.advance(2000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    const leg = [...sim.channels.values()].find((c) => c.endpoint === 'PJSIP/201')
    sim.end(leg?.info.id ?? '', { cause: 16, sip: 200 })
    await clock.advance(100)
    expect(log.story()).toContain('go ended')
    expect(log.calls.values().next().value).toMatchObject({ outcome: 'answered', talkMs: expect.any(Number) })
  })
  test.each([
    ['busy', isBusy(), 'go busy'],
    ['rejected', rejects(), 'go noAnswer'],
    ['not answered', ringsForEver(), 'go noAnswer'],
  ])('%s', async (_name, phone, port) => {
    const { sim, clock, log } = await office(parts, flow)
    sim.phone('201', phone)
    sim.call('5000')
    await clock.advance(15_000)
    expect(log.story()).toContain(port)
  })
  test('an extension without a registered phone fails', async () => {
    const { sim, clock, log } = await office(parts, flow)
    sim.call('5000')
    await clock.advance(5000)
    expect(log.story()).toContain('go failed')
  })
  test('a caller who hangs up first leaves no phone ringing', async () => {
    const { sim, clock } = await office(parts, flow)
    sim.phone('201', ringsForEver())
    const caller = sim.call('5000')
    await clock.advance(2000)
    caller.hangup()
    await clock.advance(10)
    expect(sim.channels.size).toBe(0)
  })
})

describe('Hunt Group', () => {
  const group = (strategy: string) =>
    flowOf(
      'f',
      {
        start,
        hunt: {
          type: 'huntGroup',
          strategy,
          ringSeconds: 5,
          totalSeconds: 30,
          destinations: ['201', '202', '203'].map((number) => ({ kind: 'extension', number })),
        },
        none: { type: 'busy' },
        end,
      },
      ['start.next>hunt', 'hunt.ended>end', 'hunt.noAnswer>none'],
    )
  const parts = { routes: { '5000': 'f' }, extensions: ['201', '202', '203'] }

  test('all at once: the first to answer wins, the others stop as answered elsewhere', async () => {
    const { sim, clock } = await office(parts, group('allAtOnce'))
    for (const [i, number] of ['201', '202', '203'].entries()) sim.phone(number, answers(1000 + i))
    const caller = sim.call('5000')
    await clock.advance(3000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    expect(sim.commands.filter((c) => c.includes('answeredElsewhere'))).toHaveLength(2)
    caller.hangup()
  })
  test('two phones taken in the same millisecond: one wins, the other is hung up', async () => {
    const { sim, clock } = await office(parts, group('allAtOnce'))
    for (const number of ['201', '202', '203']) sim.phone(number, answers(1000))
    const caller = sim.call('5000')
    await clock.advance(3000)
    expect(caller.talkingTo).toHaveLength(1)
    expect(sim.channels.size).toBe(2)
    caller.hangup()
  })
  test('in order: the next is rung when one does not answer', async () => {
    const { sim, clock } = await office(parts, group('inOrder'))
    sim.phone('201', ringsForEver())
    sim.phone('202', rejects())
    sim.phone('203', answers())
    const caller = sim.call('5000')
    await clock.advance(10_000)
    expect(caller.talkingTo).toEqual(['PJSIP/203'])
    expect(sim.commands.filter((c) => c.startsWith('originate'))).toEqual([
      'originate PJSIP/201',
      'originate PJSIP/202',
      'originate PJSIP/203',
    ])
    caller.hangup()
  })
  test('random never starts with the last one again', async () => {
    const { sim, clock } = await office(parts, group('random'))
    for (const number of ['201', '202', '203']) sim.phone(number, answers(10))
    const firsts: string[] = []
    for (let i = 0; i < 6; i++) {
      const before = sim.commands.length
      const caller = sim.call('5000')
      await clock.advance(1000)
      firsts.push(sim.commands.slice(before).find((c) => c.startsWith('originate')) ?? '')
      caller.hangup()
      await clock.advance(100)
    }
    for (let i = 1; i < firsts.length; i++) expect(firsts[i]).not.toBe(firsts[i - 1])
  })
  test('nobody answers', async () => {
    const { sim, clock, log } = await office(parts, group('allAtOnce'))
    sim.phone('201', isBusy())
    sim.call('5000')
    await clock.advance(40_000)
    expect(log.story()).toContain('hunt noAnswer')
  })
})

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

describe('the rest of the nodes', () => {
  test('Conference: two callers meet, the room closes with the last', async () => {
    const { sim, clock, log } = await office(
      { routes: { '5000': 'f' } },
      flowOf('f', { start, room: { type: 'conference', room: 'r' }, end }, ['start.next>room', 'room.left>end']),
    )
    const one = sim.call('5000')
    const two = sim.call('5000')
    await clock.advance(100)
    expect(one.talkingTo).toHaveLength(1)
    one.hangup()
    await clock.advance(100)
    expect(sim.bridges.size).toBe(1)
    two.hangup()
    await clock.advance(100)
    expect(log.events.filter((e) => e.type === 'conference.left')).toHaveLength(2)
  })
  test('Set Variable, Condition, Webhook beside, Reject', async () => {
    const flow = flowOf(
      'f',
      {
        start,
        set: { type: 'setVariable', assignments: [{ name: 'vip', expression: "startsWith(call.from, '+49')" }] },
        hook: { type: 'webhook', url: 'http://127.0.0.1/x', payload: '{"vip":"{{vip}}","from":"{{call.from}}"}' },
        is: { type: 'condition', expression: 'vip' },
        no: { type: 'reject', reason: 'declined' },
        yes: { type: 'reject', reason: 'temporarilyUnavailable' },
      },
      ['start.next>set', 'set.next>is', 'set.async>hook', 'is.true>yes', 'is.false>no'],
    )
    const { sim, clock, stores } = await office({ routes: { '5000': 'f' } }, flow)
    const caller = sim.call('5000')
    await clock.advance(100)
    expect([...stores.posts.values()]).toMatchObject([{ url: 'http://127.0.0.1/x', body: '{"vip":"true","from":"+4930123456"}' }])
    expect(caller.cause?.sip).toBe(480)
  })
  test('Record keeps the file in a variable, also when a key ends it', async () => {
    const { sim, clock, log } = await office(
      { routes: { '5000': 'f' } },
      flowOf('f', { start, rec: { type: 'record', variable: 'v' }, ok: end, no: end }, [
        'start.next>rec',
        'rec.done>ok',
        'rec.failed>no',
      ]),
    )
    const caller = sim.call('5000')
    await clock.advance(3000)
    caller.press('#')
    await clock.advance(100)
    expect(log.story()).toContain('rec done')
  })
  test('Pause, Answer, Business Hours with the manual switch', async () => {
    const nine = { mon: [{ from: '09:00', to: '17:00' }] }
    const flow = flowOf(
      'f',
      {
        start,
        a: { type: 'answer' },
        p: { type: 'pause', seconds: 2 },
        h: { type: 'businessHours', timeZone: 'Europe/Berlin', weekly: nine },
        o: end,
        c: end,
        x: end,
      },
      ['start.next>a', 'a.next>p', 'p.next>h', 'h.open>o', 'h.closed>c', 'h.holiday>x'],
    )
    const { sim, clock, log } = await office(
      { routes: { '5000': 'f' }, more: { overrides: new Map([['office', { name: 'office', state: 'open' }]]) } },
      flow,
    )
    sim.call('5000')
    await clock.advance(1900)
    expect(log.story()).not.toContain('p next')
    await clock.advance(200)
    expect(log.story()).toContain('h open') // a Friday: only the switch opens it
  })
  test('a loop without input is led out by the error path', async () => {
    const flow = flowOf(
      'f',
      { start, p: { type: 'pause', seconds: 1 }, sorry: { type: 'playAudio', prompt: say('sorry') }, end },
      ['start.next>p', 'p.next>p', 'sorry.next>end'],
    )
    const { sim, clock, log, errors } = await office({ routes: { '5000': 'f' } }, { ...flow, errorPath: 'sorry' })
    const caller = sim.call('5000')
    await clock.advance(20_000)
    expect(log.story().filter((s) => s === 'p next')).toHaveLength(10)
    expect(caller.heard).toContain('sound:/tts/sorry')
    errors.length = 0
  })
})
