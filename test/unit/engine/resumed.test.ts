// Found by the recovery bench: what a second host must know of the first one's calls, and who is free when a conversation ends.
import { describe, expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import { flowOf, type World, world } from '../../support/memory.ts'
import { nextHost, office, quietAfterEach, start } from './offices.ts'
import { hangUp, queueFlow, stateOf, two } from './queueOffice.ts'

quietAfterEach()

const killed = (w: World, parts: Parameters<typeof world>[0], flow: Parameters<typeof world>[1][number]) =>
  nextHost(w, parts, [flow])

const talksOf = (w: World) => w.log.events.filter(({ type }) => type === 'talk.started').length
const line = (w: World) => w.engine.parts.queueing.dispatcher.waitingView('sales').map(({ from, status }) => `${from} ${status}`)

describe('an operator whose conversation ends while callers wait', () => {
  const busy = async (wrapUpSeconds: number) => {
    const queues = two.queues?.map((q) => ({ ...q, wrapUpSeconds })) ?? []
    const w = await office({ ...two, queues }, queueFlow({ maxWaitSeconds: 600 }))
    w.sim.phone('201', answers(1000))
    w.engine.desk.admit('ann')
    w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    for (const from of ['+492', '+493']) w.sim.call('5000', from)
    await w.clock.advance(1000)
    return w
  }
  test('is offered one of them, and only one', async () => {
    const w = await busy(0)
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(line(w)).toEqual(['+492 offered', '+493 waiting'])
  })
  test('wraps up first', async () => {
    const w = await busy(15)
    hangUp(w, '201')
    await w.clock.advance(100)
    expect([stateOf(w, 'ann'), ...line(w)]).toEqual(['wrapUp', '+492 waiting', '+493 waiting'])
    await w.clock.advance(15_000)
    expect(line(w)).toEqual(['+492 offered', '+493 waiting'])
  })
})

test('a menu whose prompt was playing is not answered again, and the old prompt does not delay the new one', async () => {
  const parts = { routes: { '5000': 'f' } }
  const prompt = { kind: 'tone', tone: 'ring', seconds: 600 }
  const flow = flowOf('f', { start, menu: { type: 'menu', prompt, keys: ['1'] }, bye: { type: 'hangup' } }, [
    'start.next>menu',
    'menu.1>bye',
  ])
  const w = world(parts, [flow])
  await w.engine.start()
  w.sim.call('5000')
  await w.clock.advance(1000)
  const before = [...w.sim['playbacks'].keys()]
  const next = await killed(w, parts, flow)
  await next.clock.advance(100)
  const after = [...w.sim['playbacks'].keys()]
  expect([before.length, after.length]).toEqual([1, 1])
  expect(after).not.toEqual(before)
  expect(w.sim.commands.filter((command) => command.startsWith('answer'))).toHaveLength(1)
})

test('an offer that outlived one host outlives the next one too', async () => {
  const flow = queueFlow({ maxWaitSeconds: 600 })
  let w = world({ ...two, queues: two.queues?.map((q) => ({ ...q, ringSeconds: 60 })) ?? [] }, [flow])
  await w.engine.start()
  w.sim.phone('201', ringsForEver())
  w.engine.desk.admit('ann')
  w.sim.call('5000', '+491')
  await w.clock.advance(1000)
  for (let i = 0; i < 2; i++) {
    w = await killed(w, { ...two }, flow)
    await w.clock.advance(1000)
  }
  expect(line(w)).toEqual(['+491 offered'])
  expect(w.sim.commands.filter((command) => command.startsWith('originate'))).toHaveLength(1)
})

test('a caller whose operator is gone when the next host comes is served before those who came later', async () => {
  const flow = queueFlow({ maxWaitSeconds: 600, welcome: { kind: 'text', text: 'Welcome.' } })
  const parts = { ...two, queues: two.queues?.map((q) => ({ ...q, ringSeconds: 60 })) ?? [] }
  const w = world(parts, [flow])
  await w.engine.start()
  w.sim.phone('201', ringsForEver())
  w.engine.desk.admit('ann')
  for (const from of ['+491', '+492']) {
    w.sim.call('5000', from)
    await w.clock.advance(2000)
  }
  expect(line(w)).toEqual(['+491 offered', '+492 waiting'])
  w.engine['guard'].closed = true
  hangUp(w, '201')
  const next = await killed(w, parts, flow)
  await next.clock.advance(100)
  expect(line(next)).toEqual(['+491 offered', '+492 waiting'])
  expect(next.sim.commands.filter((command) => command.startsWith('play'))).toHaveLength(2)
})

test('a key in the moment a prompt begins stops it, even if the stop would overtake the play', async () => {
  const flow = flowOf(
    'f',
    {
      start,
      menu: { type: 'menu', prompt: { kind: 'tone', tone: 'ring', seconds: 600 }, keys: ['1'] },
      music: { type: 'playAudio', prompt: { kind: 'text', text: 'Hello.' } },
      bye: { type: 'hangup' },
    },
    ['start.next>menu', 'menu.1>music', 'menu.invalid>bye', 'menu.timeout>bye', 'music.next>bye'],
  )
  const w = await office({ routes: { '5000': 'f' } }, flow)
  const play = w.sim.play.bind(w.sim)
  w.sim.play = async (target, id, media) => {
    await new Promise<void>((resolve) => w.clock.after(20, resolve))
    return play(target, id, media)
  }
  const caller = w.sim.call('5000')
  await w.clock.advance(10)
  caller.press('1')
  await w.clock.advance(100)
  expect([...w.sim['playbacks'].values()].map(({ id }) => id)).toHaveLength(1)
  await w.clock.advance(2000)
  expect(caller.gone).toBe(true)
})

test.each([1, 2])('two whom the host left just joined are told to talk, once, after %i deaths', async (deaths) => {
  const flow = queueFlow({ maxWaitSeconds: 600 })
  let w = world(two, [flow])
  await w.engine.start()
  w.sim.phone('201', answers(1000))
  w.engine.desk.admit('ann')
  const join = w.sim.join.bind(w.sim)
  // Asterisk does as told; the host dies before it hears of it.
  w.sim.join = async (...both) => {
    await join(...both)
    return new Promise<void>(() => {})
  }
  w.sim.call('5000', '+491')
  await w.clock.advance(2000)
  expect(talksOf(w)).toBe(0)
  for (let i = 0; i < deaths; i++) {
    w = await killed(w, two, flow)
    await w.clock.advance(1000)
  }
  expect(talksOf(w)).toBe(1)
})

test('a conversation that ended while no host watched keeps its recording and its length, and leaves no bridge', async () => {
  const queues = two.queues?.map((q) => ({ ...q, record: true, wrapUpSeconds: 0 })) ?? []
  const parts = { ...two, queues }
  const flow = queueFlow({ maxWaitSeconds: 600 })
  const w = world(parts, [flow])
  await w.engine.start()
  w.sim.phone('201', answers(1000))
  w.engine.desk.admit('ann')
  const caller = w.sim.call('5000', '+491')
  await w.clock.advance(21_000)
  w.engine['guard'].closed = true
  w.engine['unlisten']?.()
  hangUp(w, '201')
  caller.hangup()
  await w.clock.advance(5000)
  const next = world(parts, [flow], w as never)
  await next.engine.start()
  await next.clock.advance(1000)
  const call = [...w.log.calls.values()][0]
  expect(call).toMatchObject({ outcome: 'answered', recording: expect.stringMatching(/^cb-r-/) })
  expect(call?.talkMs).toBeGreaterThanOrEqual(18_000)
  expect((await next.sim.snapshot()).bridges).toEqual([])
  await next.engine.stop()
})

describe('a recording that was noted, and of which Asterisk never heard', () => {
  type Parts = Parameters<typeof world>[0]
  type Flow = Parameters<typeof world>[1][number]
  /** The host dies between its note and its request; the next one takes over after ten seconds. */
  const diesBeforeRecording = async (parts: Parts, flow: Flow, calls: (w: World) => void): Promise<World> => {
    const w = world(parts, [flow])
    await w.engine.start()
    w.sim.record = () => new Promise(() => {})
    calls(w)
    await w.clock.advance(10_000)
    Reflect.deleteProperty(w.sim, 'record')
    const next = await killed(w, parts, flow)
    await next.clock.advance(5000)
    return next
  }
  const recorded = (w: World) => w.sim.commands.filter((command) => command.startsWith('record')).length

  test('of a message: the caller is not sent away, and speaks it now', async () => {
    const parts = { routes: { '5000': 'f' }, mailboxes: ['main'] }
    const message = { type: 'voicemail', mailboxId: 'main', greeting: { kind: 'text', text: 'Speak.' }, maxSeconds: 600 }
    const flow = flowOf('f', { start, message, bye: { type: 'hangup' } }, ['start.next>message', 'message.done>bye'])
    const next = await diesBeforeRecording(parts, flow, (w) => void w.sim.call('5000'))
    expect([next.sim['channels'].size, recorded(next)]).toEqual([1, 1])
    for (const channel of next.sim['channels'].keys()) await next.sim.hangup(channel, 'normal')
    await next.clock.advance(5000)
    expect([...next.stores.messages.values()].map(({ seconds }) => seconds)).toEqual([5])
  })

  test('of a conversation: what is left of it is recorded', async () => {
    const parts = { ...two, queues: two.queues?.map((q) => ({ ...q, record: true })) ?? [] }
    const next = await diesBeforeRecording(parts, queueFlow({ maxWaitSeconds: 600 }), (w) => {
      w.sim.phone('201', answers(1000))
      w.engine.desk.admit('ann')
      w.sim.call('5000', '+491')
    })
    expect(recorded(next)).toBe(1)
    hangUp(next, '201')
    await next.clock.advance(5000)
    expect([...next.log.calls.values()][0]?.recording).toMatch(/^cb-r-/)
  })
})
