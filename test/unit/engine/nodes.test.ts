// The other nodes: a flow, what the caller does, and the trace that must come of it.
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

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

test('a tone between words sounds as long as it is asked to, and what follows it is heard', async () => {
  const items = [say('Please hold'), { kind: 'tone', tone: 'ring', seconds: 3 }, say('Thank you')]
  const { sim, clock, log } = await office(
    { routes: { '5000': 'f' } },
    flowOf('f', { start, play: { type: 'playAudio', prompt: { kind: 'list', items } }, end }, [
      'start.next>play',
      'play.next>end',
    ]),
  )
  const began = clock.now()
  sim.call('5000')
  await clock.advance(30_000)
  const ended = log.events.find((e) => e.type === 'prompt.ended')
  expect(ended).toMatchObject({ data: { result: 'success' } })
  expect((ended?.at ?? 0) - began).toBeLessThan(6000)
  expect(sim.commands.map((command) => JSON.stringify(command)).join()).toMatch(/Please hold.*tone:ring.*Thank you/)
})
