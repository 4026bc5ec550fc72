// Transfer and Hunt Group: who rings, who wins, what the caller gets.
import { describe, expect, test } from 'vitest'
import { answers, isBusy, rejects, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import { flowOf } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

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
  test('the caller’s hang-up and the phone’s answer in one packet: the phone is hung up', async () => {
    const { sim, clock } = await office(parts, flow)
    sim.phone('201', ringsForEver())
    const caller = sim.call('5000')
    await clock.advance(500)
    const leg = [...sim.channels.values()].find((c) => c.endpoint === 'PJSIP/201')
    if (!leg) throw new Error('nobody rings')
    sim.emit({ type: 'answered', channelId: leg.info.id })
    caller.hangup()
    sim.emit({ type: 'entered', channel: leg.info, args: ['leg'] })
    await clock.advance(100)
    expect([...sim.channels.keys()]).toEqual([])
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

describe('consent to be recorded', () => {
  const recorded = flowOf(
    'f',
    { start, ring: { type: 'transfer', to: { kind: 'extension', number: '201' }, record: true }, end },
    ['start.next>ring', ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `ring.${port}>end`)],
  )
  test.each([
    ['the key', '1', true],
    ['another key', '2', false],
    ['no key', '', false],
  ])('%s', async (_how, key, expected) => {
    const settings = { recordingConsentKey: '1', recordingNotice: 'Calls may be recorded.' }
    const { sim, clock, log } = await office({ routes: { '5000': 'f' }, extensions: ['201'], settings }, recorded)
    sim.phone('201', answers(500))
    const caller = sim.call('5000')
    await clock.advance(3000)
    if (key) caller.press(key)
    await clock.advance(15_000)
    expect(log.events.find((e) => e.type === 'recording.consent')?.data).toEqual({ agreed: expected })
    expect(log.events.some((e) => e.type === 'recording.started')).toBe(expected)
    caller.hangup()
    await clock.advance(1000)
  })
})
