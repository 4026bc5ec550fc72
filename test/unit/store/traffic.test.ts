// What came by in a flow, hour by hour: counted once a call, with who gave up where.
import { expect, test } from 'vitest'
import { traced } from '../../support/trace.ts'
import { testStore } from './support.ts'

const at = 1_750_000_000_000

function officeWithCalls() {
  const { store } = testStore()
  let calls = 0
  const walk = (
    events: [type: string, node?: string, data?: Record<string, unknown>][],
    kind: 'inbound' | 'test' = 'inbound',
  ) => {
    const id = `c${++calls}`
    const start = { id, kind, from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: at }
    store.callLog.started(start)
    for (const [index, [type, node, data]] of events.entries())
      store.callLog.trace(traced(type, data, { callId: id, seq: index, at, ...(node ? { node } : {}) }))
    return id
  }
  return { store, walk }
}

test('steps and ways count once a call, and who leaves at a step gave up there', () => {
  const { store, walk } = officeWithCalls()
  walk([
    ['node.entered', 'menu'],
    ['node.left', 'menu', { port: 'invalid' }],
    ['node.entered', 'menu'],
    ['node.left', 'menu', { port: '1' }],
    ['node.entered', 'queue'],
    ['node.left', 'queue', { port: 'connected' }],
    ['call.ended', 'queue', { outcome: 'answered' }],
  ])
  const left = walk([
    ['node.entered', 'menu'],
    ['call.ended', 'menu', { outcome: 'completed' }],
  ])
  walk(
    [
      ['node.entered', 'menu'],
      ['call.ended', 'menu', { outcome: 'completed' }],
    ],
    'test',
  )
  const sums = store.traffic.sums('f', at, at + 1000)
  expect(sums).toContainEqual({ node: '', port: '', calls: 2, gaveUp: 1 })
  expect(sums).toContainEqual({ node: 'menu', port: '', calls: 2, gaveUp: 1 })
  expect(sums).toContainEqual({ node: 'menu', port: '1', calls: 1, gaveUp: 0 })
  expect(sums).toContainEqual({ node: 'queue', port: '', calls: 1, gaveUp: 0 })
  expect(store.traffic.sums('f', at + 10 * 3_600_000, at + 20 * 3_600_000)).toEqual([])
  expect(store.calls.list({ flowId: 'f', node: 'queue' }, { limit: 10 }).calls.map(({ id }) => id)).toEqual(['c1'])
  expect(store.calls.list({ flowId: 'f', node: 'menu' }, { limit: 10 }).calls.map(({ id }) => id)).toContain(left)
})

test('what a call does inside a subflow is the subflow’s', () => {
  const { store, walk } = officeWithCalls()
  walk([
    ['node.entered', 'ask'],
    ['flow.entered', 'ask', { flow: 'inner', version: 2 }],
    ['node.entered', 'menu'],
    ['node.left', 'menu', { port: '1' }],
    ['flow.left', 'ask', { flow: 'inner', exit: 'next' }],
    ['node.left', 'ask', { port: 'next' }],
    ['call.ended', 'ask', { outcome: 'completed' }],
  ])
  expect(store.traffic.sums('inner', at, at)).toContainEqual({ node: 'menu', port: '1', calls: 1, gaveUp: 0 })
  expect(store.traffic.sums('f', at, at).map(({ node, port }) => `${node} ${port}`)).toEqual([' ', 'ask ', 'ask next'])
})
