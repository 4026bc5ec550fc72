// The vocabulary of traces, and the reducer from events to what a call is.
import { describe, expect, test } from 'vitest'
import { traceOverlay } from '../../../renderer/flows/overlay/traceOverlay.ts'
import { applyTrace, newTracedCall, openStep, traceCall } from '../../../shared/trace/call.ts'
import { readTraceEvent, type TraceEvent, traceEvent, traceName, traceTypes, traceVersion } from '../../../shared/trace/event.ts'
import { traced } from '../../support/trace.ts'

type Step = [type: string, node?: string, data?: Record<string, unknown>]
const trace = (...steps: Step[]): TraceEvent[] =>
  steps.map(([type, node, data], n) => traced(type, data, { seq: n + 1, at: (n + 1) * 1000, ...(node ? { node } : {}) }))

const stored = { callId: 'c', seq: 1, at: 5, version: traceVersion }

describe('an event', () => {
  test('of each name is in the union, and none is called as another', () => {
    expect(new Set(traceTypes).size).toBe(traceTypes.length)
    for (const type of traceTypes) expect(traceName(readTraceEvent({ ...stored, type, data: {} }))).toBe(type)
  })
  test.each([
    ['nobody knows', { type: 'queue.somethingNew', data: { some: 1 } }],
    ['has lost what it carried', { type: 'queue.connected', data: { operatorId: 7 } }],
    ['has a hostile name', { type: '__proto__', data: {} }],
    ['says that it is unknown', { type: 'unknown', data: {} }],
  ])('that %s stays as it is', (_, { type, data }) => {
    const event = readTraceEvent({ ...stored, node: 'n', type, data })
    expect(event).toEqual({ callId: 'c', seq: 1, at: 5, node: 'n', type: 'unknown', data: { type, data } })
    expect(traceEvent.parse(event)).toEqual(event)
    expect(traceName(event)).toBe(type)
  })
  test('of the first version is read under its name of now', () => {
    const event = readTraceEvent({ ...stored, version: 1, type: 'keys.heard', data: { result: 'success', digits: '1' } })
    expect(event).toMatchObject({ type: 'keys.collected', data: { digits: '1' } })
    // The name belongs to that version alone.
    expect(readTraceEvent({ ...stored, type: 'keys.heard', data: { result: 'success' } }).type).toBe('unknown')
  })
  test('with a field too many is known all the same', () => {
    expect(readTraceEvent({ ...stored, type: 'leg.ringing', data: { to: '201', colour: 'red' } }).type).toBe('leg.ringing')
  })
})

describe('a call', () => {
  test('through menu and queue to an operator', () => {
    const call = traceCall(
      trace(
        ['call.started', undefined, { from: '+4930', to: '5000', flow: 'main', version: 3 }],
        ['node.entered', 'menu'],
        ['node.left', 'menu', { port: 'invalid' }],
        ['node.entered', 'menu'],
        ['node.left', 'menu', { port: '1' }],
        ['node.entered', 'sales', { type: 'queue' }],
        ['queue.entered', 'sales', { queue: 'q1' }],
        ['queue.offered', 'sales', { operators: ['anna'] }],
        ['leg.dialed', 'sales', { to: '201' }],
        ['leg.ringing', 'sales', { to: '201' }],
        ['leg.ended', 'sales', { to: '201', result: 'rejected' }],
        ['queue.notAnswered', 'sales', { operators: ['anna'], result: 'rejected' }],
        ['queue.offered', 'sales', { operators: ['bram'] }],
        ['leg.dialed', 'sales', { to: '202' }],
        ['leg.answered', 'sales', { to: '202' }],
        ['queue.connected', 'sales', { operatorId: 'bram', waitMs: 4321 }],
        ['talk.started', 'sales', { with: '202', role: 'operator' }],
        ['talk.ended', 'sales'],
        ['node.left', 'sales', { port: 'connected' }],
        ['call.ended', undefined, { outcome: 'answered' }],
      ),
    )
    expect(call.path.map(({ node, port }) => [node, port])).toEqual([
      ['menu', 'invalid'],
      ['menu', '1'],
      ['sales', 'connected'],
    ])
    expect(call.path.every(({ flow, version }) => flow === 'main' && version === 3)).toBe(true)
    expect(call.queues).toEqual([
      {
        queue: 'q1',
        enteredAt: 7000,
        leftAt: 16_000,
        offers: [
          { at: 8000, operators: ['anna'], result: 'rejected' },
          { at: 13_000, operators: ['bram'], result: 'answered' },
        ],
        operatorId: 'bram',
        waitMs: 4321,
        result: 'connected',
      },
    ])
    expect(call.legs.map(({ to, result, answeredAt }) => [to, result, answeredAt])).toEqual([
      ['201', 'rejected', null],
      ['202', 'answered', 15_000],
    ])
    expect(call.conversations).toEqual([{ with: '202', role: 'operator', at: 17_000, endedAt: 18_000 }])
    expect(call).toMatchObject({ startedAt: 1000, endedAt: 20_000, outcome: 'answered', from: '+4930', to: '5000' })
    expect(openStep(call)).toBeUndefined()
  })

  test('who hangs up in a node stays where they were', () => {
    const call = traceCall(trace(['call.started'], ['node.entered', 'menu'], ['call.ended', 'menu', { outcome: 'abandoned' }]))
    expect(openStep(call)).toMatchObject({ node: 'menu', port: null })
  })

  test('in flows within flows knows which one it is in, also when an error ends the inner one', () => {
    const into = (...end: Step[]) =>
      traceCall(
        trace(
          ['call.started', undefined, { flow: 'outer' }],
          ['node.entered', 'sub', { type: 'subflow' }],
          ['flow.entered', 'sub', { flow: 'inner', version: 2 }],
          ['node.entered', 'ask'],
          ...end,
        ),
      )
    const left = into(
      ['node.left', 'ask', { port: 'next' }],
      ['flow.left', 'sub', { flow: 'inner', exit: 'done' }],
      ['node.left', 'sub', { port: 'done' }],
      ['node.entered', 'bye'],
    )
    expect(left.path.map(({ flow, node, port, depth }) => [flow, node, port, depth])).toEqual([
      ['outer', 'sub', 'done', 0],
      ['inner', 'ask', 'next', 1],
      ['outer', 'bye', null, 0],
    ])
    const broken = into(
      ['call.error', 'ask', { kind: 'configuration', code: 'LOOP', message: 'x' }],
      ['flow.left', 'sub', { flow: 'inner', exit: null }],
      ['node.entered', 'sorry'],
    )
    expect(broken.path.map(({ flow, node, leftAt }) => [flow, node, leftAt !== null])).toEqual([
      ['outer', 'sub', true],
      ['inner', 'ask', true],
      ['outer', 'sorry', false],
    ])
    expect(broken.error?.code).toBe('LOOP')
  })

  test('that was transferred goes on in the flow it was sent to', () => {
    const call = traceCall(
      trace(
        ['call.started', undefined, { flow: 'main' }],
        ['node.entered', 'sales'],
        ['transfer.begun', 'sales', { by: '201', to: '203' }],
        ['call.redirected', 'sales', { flow: 'builtin:redirect', version: 1 }],
        ['node.entered', 'redirect'],
      ),
    )
    expect(call.path.map(({ flow, node, leftAt }) => [flow, node, leftAt !== null])).toEqual([
      ['main', 'sales', true],
      ['builtin:redirect', 'redirect', false],
    ])
  })

  test('is the same whether its events come once or twice, at once or one by one', () => {
    const events = trace(['call.started'], ['node.entered', 'menu'], ['node.left', 'menu', { port: '1' }], ['node.entered', 'q'])
    const call = newTracedCall('c1')
    for (const [n, event] of events.entries()) for (const each of [...events.slice(0, n), event]) applyTrace(call, each)
    expect(call).toEqual(traceCall(events))
  })
})

describe('the overlay', () => {
  const crossed = trace(
    ['call.started', undefined, { flow: 'f' }],
    ['node.entered', 'menu'],
    ['node.left', 'menu', { port: 'invalid' }],
    ['node.entered', 'sorry'],
    ['node.left', 'sorry', { port: 'next' }],
    ['node.entered', 'queue'],
  )
  test('lights the port by which the caller left, and every step that was crossed', () => {
    const { steps, ways } = traceOverlay([{ call: traceCall(crossed), name: 'Kim' }], 'f', 'live')
    expect([...ways]).toEqual([
      ['menu invalid', { lit: true, passed: 1 }],
      ['sorry next', { lit: true, passed: 1 }],
    ])
    expect([...steps]).toEqual([
      ['menu', { lit: true }],
      ['sorry', { lit: true }],
      ['queue', { lit: true, here: ['Kim'] }],
    ])
  })
  test('shows who is in an inner flow at the step that leads there, and nobody once the call is over', () => {
    const inside = trace(
      ['call.started', undefined, { flow: 'f' }],
      ['node.entered', 'sub'],
      ['flow.entered', 'sub', { flow: 'g' }],
      ['node.entered', 'ask'],
    )
    const shown = (events: TraceEvent[], flow: string) =>
      [...traceOverlay([{ call: traceCall(events), name: 'Kim' }], flow, 'live').steps].flatMap(([node, { here }]) =>
        here ? [`${node} ${here}`] : [],
      )
    expect(shown(inside, 'f')).toEqual(['sub Kim'])
    expect(shown(inside, 'g')).toEqual(['ask Kim'])
    const over = [...inside, traced('call.ended', { outcome: 'abandoned' }, { seq: 9, at: 9000 })]
    expect([...shown(over, 'f'), ...shown(over, 'g')]).toEqual([])
  })
})
