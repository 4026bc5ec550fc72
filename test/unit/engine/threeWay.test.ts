// Three people on a call: who is there, who holds, who is sent away or put aside, who goes on when one leaves or the host dies.
import { describe, expect, test, vi } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { flowOf, type World } from '../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, say, start } from './offices.ts'
import { hangUp, leg } from './queueOffice.ts'

quietAfterEach()

const flow = flowOf(
  'f',
  {
    start,
    go: { type: 'transfer', to: { kind: 'extension', number: '201' } },
    bye: { type: 'playAudio', prompt: say('bye') },
    end,
  },
  ['start.next>go', 'go.ended>bye', 'bye.next>end', ...['busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`)],
)
const parts = { routes: { '5000': 'f' }, extensions: ['201', '202', '203'] }

const view = (w: World): LiveCall => [...w.engine.parts.calls.values()][0]?.view() as LiveCall
const people = (w: World) =>
  view(w).parties?.map(({ number, third, onHold, muted, aside }) =>
    [number, third && 'third', onHold && 'holds', muted && 'muted', aside && 'aside'].filter(Boolean).join(' '),
  )
const told = (w: World, ...types: string[]) =>
  w.log.events.filter(({ type }) => types.includes(type)).map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)

/** +491 talks with 201, who has merged 202 in. */
async function threeWay(make: () => Promise<World> = () => office(parts, flow)) {
  const w = await make()
  w.sim.phone('201', answers())
  w.sim.phone('202', answers())
  w.sim.phone('203', answers())
  const caller = w.sim.call('5000', '+491')
  await w.clock.advance(2000)
  const call = view(w).id
  w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
  await w.clock.advance(2000)
  const consult = [...w.engine.parts.calls.keys()].find((id) => id !== call) ?? ''
  await w.engine.phone.merge('201', call, consult)
  await w.clock.advance(100)
  const [first, second] = [leg(w, '201'), leg(w, '202')]
  return { w, caller, call, first, second, outside: caller.id }
}
/** What Asterisk was told of mutes and music from now on. */
function watched(w: World): string[] {
  const done: string[] = []
  vi.spyOn(w.sim, 'mute').mockImplementation(
    async (...[id, , on]: unknown[]) => void done.push(`${on ? 'mute' : 'unmute'} ${id}`),
  )
  vi.spyOn(w.sim, 'startMusic').mockImplementation(async (id) => void done.push(`music ${id}`))
  vi.spyOn(w.sim, 'stopMusic').mockImplementation(async (id) => void done.push(`no music ${id}`))
  return done
}
/** One that is not looked at afterwards: its host dies. */
const killable = () => killableHost(parts, flow)
const killed = async (w: World, meanwhile?: (dead: World) => void): Promise<World> => {
  const next = await nextHost(w, parts, [flow], meanwhile)
  await next.clock.advance(100)
  return next
}

describe('consoles see', () => {
  test('three people with who holds and who is muted; two are no list', async () => {
    const { w, call, second } = await threeWay()
    expect(people(w)).toEqual(['+491', '201', '202 third'])
    w.sim.emit({ type: 'held', channelId: second })
    w.engine.phone.mute('201', call, true)
    await w.clock.advance(10)
    expect(people(w)).toEqual(['+491', '201 muted', '202 third holds'])
    w.engine.phone.mute('201', call, false)
    hangUp(w, '202')
    await w.clock.advance(10)
    expect(view(w).parties).toBeUndefined()
    expect(view(w).departed).toMatchObject([{ number: '202', by: null }])
  })
})

describe('talking to one alone', () => {
  test('the other is not heard and hears music, until all are together again', async () => {
    const { w, call, second, outside } = await threeWay()
    const done = watched(w)
    await w.engine.phone.talkAlone('201', call, outside)
    expect([people(w), done.splice(0)]).toEqual([
      ['+491', '201', '202 third aside'],
      [`mute ${second}`, `music ${second}`],
    ])
    await w.engine.phone.talkAlone('201', call, second)
    expect([people(w), done.splice(0).sort()]).toEqual([
      ['+491 aside', '201', '202 third'],
      [`music ${outside}`, `mute ${outside}`, `no music ${second}`, `unmute ${second}`],
    ])
    await w.engine.phone.talkTogether('201', call)
    expect([people(w), done]).toEqual([
      ['+491', '201', '202 third'],
      [`unmute ${outside}`, `no music ${outside}`],
    ])
    expect(told(w, 'talk.apart', 'talk.together')).toEqual([
      'talk.apart {"between":["+491","201"]}',
      'talk.apart {"between":["201","202"]}',
      'talk.together {}',
    ])
  })
  test('whoever stays with the one who was put aside hears them again', async () => {
    const { w, call, second, outside } = await threeWay()
    const done = watched(w)
    await w.engine.phone.talkAlone('201', call, outside)
    done.length = 0
    hangUp(w, '201')
    await w.clock.advance(10)
    expect(done).toEqual([`unmute ${second}`, `no music ${second}`])
  })
})

describe('sending one away', () => {
  test('whoever was merged in: the two go on', async () => {
    const { w, caller, call, second } = await threeWay()
    w.engine.phone.sendAway('201', call, second)
    await w.clock.advance(100)
    expect([caller.talkingTo, w.sim.channels.has(second)]).toEqual([['PJSIP/201'], false])
    expect(told(w, 'talk.left', 'talk.sentAway')).toEqual(['talk.sentAway {"who":"202","by":"201"}'])
    expect(view(w).departed).toMatchObject([{ number: '202', by: '201' }])
  })
  test('the caller: the two of us go on, and nobody is led through the flow of who is gone', async () => {
    const { w, caller, call, outside } = await threeWay()
    w.engine.phone.sendAway('201', call, outside)
    await w.clock.advance(100)
    expect([caller.gone, [...w.sim.bridges.values()].map(({ channels }) => channels.length)]).toEqual([true, [2]])
    hangUp(w, '202')
    await w.clock.advance(100)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
    expect(w.log.story()).not.toContain('bye next')
  })
  test('is for the two, of somebody who is there; whoever was brought in decides nothing', async () => {
    const { w, call, first, second, outside } = await threeWay()
    for (const act of [
      () => w.engine.phone.sendAway('202', call, outside),
      () => w.engine.phone.talkAlone('202', call, outside),
      () => w.engine.phone.talkTogether('202', call),
    ])
      await expect((async () => act())()).rejects.toMatchObject({ code: 'THREE_WAY' })
    for (const channel of [first, 'nobody'])
      await expect((async () => w.engine.phone.sendAway('201', call, channel))()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect((async () => w.engine.phone.sendAway('203', call, outside))()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    hangUp(w, '202')
    await w.clock.advance(10)
    await expect((async () => w.engine.phone.sendAway('201', call, outside))()).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(w.sim.channels.has(second)).toBe(false)
  })
})

describe('ends are named', () => {
  test.each([
    ['the caller', (_: World, caller: { hangup(): void }) => caller.hangup(), '+491', ['201', '202']],
    ['who merged', (w: World) => hangUp(w, '201'), '201', ['+491', '202']],
    ['who was merged in', (w: World) => hangUp(w, '202'), '202', ['+491', '201']],
  ])('%s leaves, the others go on', async (_who, leave, number, rest) => {
    const { w, caller } = await threeWay()
    leave(w, caller)
    await w.clock.advance(100)
    expect(told(w, 'talk.left')).toEqual([`talk.left {"who":"${number}"}`])
    expect([...w.sim.bridges.values()].map(({ channels }) => channels.length)).toEqual([2])
    const ends = told(w, 'talk.ended').length // that of the question
    const who = [...w.sim.channels.values()].map(({ endpoint, info }) =>
      endpoint === 'PJSIP/trunk-t1' ? info.callerNumber : endpoint.slice(6),
    )
    expect(who.sort()).toEqual(rest)
    expect(ends).toBe(1)
  })
  test('who of two ended the call', async () => {
    const { w, caller } = await threeWay()
    hangUp(w, '202')
    await w.clock.advance(100)
    caller.hangup()
    await w.clock.advance(100)
    expect(told(w, 'talk.ended').at(-1)).toBe('talk.ended {"by":"+491"}')
  })
})

describe('kill -9 of the host with three on the call', () => {
  test('all three stay, and are three again: held, put aside, sent away as before', async () => {
    const before = await threeWay(killable)
    before.w.sim.emit({ type: 'held', channelId: before.second })
    before.w.engine.phone.mute('201', before.call, true)
    await before.w.engine.phone.talkAlone('201', before.call, before.second)
    await before.w.clock.advance(10)
    const w = await killed(before.w)
    const done = watched(w)
    expect([...before.caller.talkingTo].sort()).toEqual(['PJSIP/201', 'PJSIP/202'])
    expect(people(w)).toEqual(['+491 aside', '201 muted', '202 third holds'])
    w.sim.emit({ type: 'resumed', channelId: before.second })
    await w.engine.phone.talkTogether('201', before.call)
    await w.clock.advance(10)
    expect(done).toContain(`unmute ${before.second}`)
    expect(people(w)).toEqual(['+491', '201 muted', '202 third'])
    w.engine.phone.sendAway('201', before.call, before.second)
    await w.clock.advance(10)
    expect(before.caller.talkingTo).toEqual(['PJSIP/201'])
  })
  test.each([
    ['the caller', ({ caller }: Awaited<ReturnType<typeof threeWay>>) => caller.hangup()],
    ['who merged', ({ w }: Awaited<ReturnType<typeof threeWay>>) => hangUp(w, '201')],
    ['who was merged in', ({ w }: Awaited<ReturnType<typeof threeWay>>) => hangUp(w, '202')],
  ])('%s leaves meanwhile: the other two go on talking', async (_who, leave) => {
    const before = await threeWay(killable)
    before.w.engine['guard'].closed = true
    before.w.engine['unlisten']?.()
    leave(before)
    const w = await killed(before.w)
    await w.clock.advance(100)
    expect([...w.sim.bridges.values()].map(({ channels }) => channels.length)).toEqual([2])
    expect(w.engine.runningCalls).toBe(1)
    w.sim.end([...w.sim.channels.keys()][0] ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(5000)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
  })
})

describe('hold pressed on a phone', () => {
  const holding = (w: World) => view(w).parties?.flatMap(({ number, onHold }) => (onHold ? [number] : []))
  test('while no host watches, or taken back then, is put right by the next one', async () => {
    const before = await threeWay(killable)
    const { second } = before
    const held = await killed(before.w, (dead) => dead.sim.emit({ type: 'held', channelId: second }))
    const muted = watched(held)
    expect(holding(held)).toEqual(['202'])
    const next = await killed(held, (dead) => dead.sim.emit({ type: 'resumed', channelId: second }))
    await next.clock.advance(100)
    expect([holding(next), muted]).toEqual([[], [`unmute ${second}`]])
  })
  test('while the connection to Asterisk was away is read as well', async () => {
    const { w, second } = await threeWay()
    w.sim.emit({ type: 'disconnected', reason: 'a test' })
    const { dispatch } = w.engine.parts.call.pbx.channels
    w.engine.parts.call.pbx.channels.dispatch = () => true // nobody hears of it
    w.sim.emit({ type: 'held', channelId: second })
    w.engine.parts.call.pbx.channels.dispatch = dispatch
    w.sim.emit({ type: 'connected', instance: w.sim.instance })
    await w.clock.advance(100)
    expect([holding(w), w.errors.splice(0).length]).toEqual([['202'], 1])
  })
})

describe('a supervisor who barges in', () => {
  async function barged(make: () => Promise<World> = () => office(parts, flow)) {
    const w = await make()
    w.sim.phone('201', answers())
    w.sim.phone('203', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const call = view(w).id
    const started = w.engine.supervise.monitor(call, '203', 'barge')
    await w.clock.advance(2000)
    await started
    return { w, caller, call }
  }
  test('is one of the three, and goes on when the operator leaves', async () => {
    const { w, caller } = await barged()
    expect(view(w).parties?.map(({ number, role }) => `${number} ${role}`)).toEqual([
      '+491 caller',
      '201 other',
      '203 supervisor',
    ])
    hangUp(w, '201')
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/203'])
  })
  test('does not keep the operator when the caller leaves', async () => {
    const { w, caller } = await barged()
    caller.hangup()
    await w.clock.advance(100)
    expect([w.sim.channels.size, w.engine.runningCalls]).toEqual([0, 0])
  })
  test('does not keep the operator from transferring', async () => {
    const { w, call } = await barged()
    w.sim.phone('202', answers())
    await w.engine.phone.transfer('201', call, '202')
    await w.clock.advance(2000)
    expect([...w.sim.channels.values()].map(({ endpoint }) => endpoint)).toEqual(['PJSIP/trunk-t1', 'PJSIP/202'])
  })
  test('is still there after a kill -9, and can go on listening only', async () => {
    const before = await barged(killable)
    const w = await killed(before.w)
    expect([...before.caller.talkingTo].sort()).toEqual(['PJSIP/201', 'PJSIP/203'])
    expect(people(w)).toEqual(['+491', '201', '203 third'])
    await w.engine.supervise.monitor(before.call, '203', 'listen')
    await w.clock.advance(100)
    expect([before.caller.talkingTo, view(w).parties]).toEqual([['PJSIP/201'], undefined])
    await w.engine.supervise.monitor(before.call, '203', 'barge')
    await w.clock.advance(100)
    expect([...before.caller.talkingTo].sort()).toEqual(['PJSIP/201', 'PJSIP/203'])
  })
})
