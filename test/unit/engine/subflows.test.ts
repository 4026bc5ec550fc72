// Flows in flows: in by a Subflow, back by an Exit, and through a death of the host in the middle.
import { describe, expect, test } from 'vitest'
import { flowOf, type World, world } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

const ask = { type: 'menu', prompt: say('Sales or support?'), keys: ['1', '2'], timeoutMs: 5000, retries: 0 }
/** Asks, and comes back by what was chosen. */
const chooser = flowOf(
  'chooser',
  { start, ask, sales: { type: 'exit', exit: 'sales' }, support: { type: 'exit', exit: 'support' }, none: end },
  ['start.next>ask', 'ask.1>sales', 'ask.2>support', 'ask.invalid>none', 'ask.timeout>none'],
)
const outer = flowOf(
  'outer',
  {
    start,
    choose: { type: 'subflow', flow: 'chooser', exits: ['sales', 'support'] },
    sold: { type: 'playAudio', prompt: say('Sales') },
    end,
  },
  ['start.next>choose', 'choose.sales>sold', 'choose.support>choose', 'sold.next>end'],
)
/** The ports that were left by. */
const taken = (log: World['log']): string[] => log.story().filter((line) => !line.startsWith('>'))
const errorsOf = (made: World): string[] => made.errors.splice(0)

describe('Subflow', () => {
  test('the exit is the port; a menu in it can be entered again', async () => {
    const { sim, clock, log } = await office({ routes: { '5000': 'outer' } }, outer, chooser)
    const caller = sim.call('5000')
    for (const key of ['2', '2', '1']) {
      await clock.advance(500)
      caller.press(key)
    }
    await clock.advance(3000)
    expect(taken(log)).toEqual([
      'start next',
      ...[
        'start next',
        'ask 2',
        'choose support',
        'start next',
        'ask 2',
        'choose support',
        'start next',
        'ask 1',
        'choose sales',
      ],
      'sold next',
      'end done',
    ])
    expect(log.events.filter((e) => e.type.startsWith('flow.')).map((e) => [e.type, e.data])).toEqual(
      ['support', 'support', 'sales'].flatMap((exit) => [
        ['flow.entered', { flow: 'chooser', version: 1 }],
        ['flow.left', { flow: 'chooser', exit }],
      ]),
    )
  })

  test('gets its inputs, and what it declares begins anew each time', async () => {
    const counter = {
      ...flowOf(
        'counter',
        {
          start,
          count: {
            type: 'setVariable',
            assignments: [
              { name: 'n', expression: 'n + 1' },
              { name: 'said', expression: 'said + n + who' },
            ],
          },
          back: { type: 'exit' },
        },
        ['start.next>count', 'count.next>back'],
      ),
      variables: [{ name: 'n', initial: '0' }],
    }
    const twice = flowOf(
      'twice',
      {
        start,
        one: { type: 'subflow', flow: 'counter', inputs: [{ name: 'who', expression: "'a'" }] },
        two: { type: 'subflow', flow: 'counter', version: 1, inputs: [{ name: 'who', expression: "'b' + said" }] },
        hook: { type: 'webhook', url: 'http://127.0.0.1/x', payload: '{"said":"{{said}}"}' },
        end,
      },
      ['start.next>one', 'one.next>two', 'two.next>hook', 'hook.next>end'],
    )
    const { sim, clock, stores } = await office(
      { routes: { '5000': 'twice' } },
      { ...twice, variables: [{ name: 'said', initial: '' }] },
      {
        ...counter,
        variables: [...counter.variables, { name: 'who', initial: '' }, { name: 'unused', initial: '' }],
      },
    )
    sim.call('5000')
    await clock.advance(500)
    expect([...stores.posts.values()].map(({ body }) => body)).toEqual(['{"said":"1a1b1a"}'])
  })

  test('a terminal node inside ends the call; an exit with nothing around it as well', async () => {
    const alone = await office({ routes: { '5000': 'outer', '5001': 'chooser' } }, outer, chooser)
    const first = alone.sim.call('5000')
    await alone.clock.advance(20_000)
    expect([first.cause?.cause, taken(alone.log).slice(-2)]).toEqual([16, ['ask timeout', 'none done']])
    const second = alone.sim.call('5001')
    await alone.clock.advance(500)
    second.press('1')
    await alone.clock.advance(500)
    expect(second.cause).not.toBeNull()
  })

  test('its own error path is taken, or the one of the flow around it', async () => {
    const broken = flowOf('broken', { start, in: { type: 'queue', queueId: 'gone' }, end }, [
      'start.next>in',
      'in.timeout>end',
      'in.full>end',
      'in.noOperators>end',
    ])
    const around = {
      ...flowOf(
        'around',
        {
          start,
          in: { type: 'subflow', flow: 'broken', exits: [] },
          hook: { type: 'webhook', url: 'http://127.0.0.1/x', payload: '{{error.code}} in {{error.node}}' },
          end,
        },
        ['start.next>in', 'hook.next>end'],
      ),
      errorPath: 'hook',
    }
    const made = await office({ routes: { '5000': 'around' } }, around, broken)
    made.sim.call('5000')
    await made.clock.advance(500)
    expect([...made.stores.posts.values()].map(({ body }) => body)).toEqual(['UNKNOWN_QUEUE in in'])
    expect(errorsOf(made)).toHaveLength(1)
  })

  test('more than ten in one another, and one that is gone, take the error path', async () => {
    const endless = flowOf('endless', { start, in: { type: 'subflow', flow: 'endless', exits: [] } }, ['start.next>in'])
    const lost = flowOf('lost', { start, in: { type: 'subflow', flow: 'nowhere', exits: [] } }, ['start.next>in'])
    const made = world({ routes: { '5000': 'endless', '5001': 'lost' } }, [endless, lost])
    await made.engine.start()
    for (const [number, code] of [
      ['5000', 'TOO_DEEP'],
      ['5001', 'UNKNOWN_FLOW'],
    ] as const) {
      made.sim.call(number)
      await made.clock.advance(60_000)
      expect(made.log.events.findLast((e) => e.type === 'call.error')?.data).toMatchObject({ code })
    }
    expect(made.engine.runningCalls).toBe(0)
    await made.engine.stop()
  })

  test('the after-call paths of the flow and of those around it run, the inner first', async () => {
    const hook = (id: string) => ({ type: 'webhook', url: `http://127.0.0.1/${id}`, payload: '' })
    const inner = {
      ...flowOf('inner', { start, ask, after: hook('inner'), out: { type: 'exit' } }, [
        'start.next>ask',
        ...['1', '2', 'invalid', 'timeout'].map((port) => `ask.${port}>out`),
      ]),
      afterCallPath: 'after',
    }
    const around = {
      ...flowOf('around', { start, in: { type: 'subflow', flow: 'inner' }, after: hook('around'), end }, [
        'start.next>in',
        'in.next>end',
      ]),
      afterCallPath: 'after',
    }
    const { sim, clock, stores } = await office({ routes: { '5000': 'around' } }, around, inner)
    const caller = sim.call('5000')
    await clock.advance(500)
    caller.hangup()
    await clock.advance(500)
    expect([...stores.posts.values()].map(({ url }) => url)).toEqual(['http://127.0.0.1/inner', 'http://127.0.0.1/around'])
  })

  test('a host that died in the inner flow comes back to it, and leaves it where it was entered', async () => {
    const before = world({ routes: { '5000': 'outer' } }, [outer, chooser])
    await before.engine.start()
    const caller = before.sim.call('5000')
    await before.clock.advance(500)
    await before.engine.stop()
    const after = world({ routes: { '5000': 'outer' } }, [outer, chooser], before)
    await after.engine.start()
    await after.clock.advance(500)
    caller.press('1')
    await after.clock.advance(3000)
    expect(taken(after.log).slice(-4)).toEqual(['ask 1', 'choose sales', 'sold next', 'end done'])
    expect(after.errors).toEqual([])
    await after.engine.stop()
  })
})
