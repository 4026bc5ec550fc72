import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extraction } from '../../../renderer/flows/document/extract.ts'
import { commit, undo } from '../../../renderer/flows/document/history.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { shapeOf } from '../../../shared/flow/subflows.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { everyNode, flow } from '../shared/flows.ts'

const say = (text: string) => ({ type: 'playAudio', prompt: { kind: 'text', text } })
const office = () =>
  flow(
    {
      start: { type: 'start' },
      set: { type: 'setVariable', assignments: [{ name: 'who', expression: 'call.from' }] },
      hello: say('Hello {{who}}'),
      menu: { type: 'menu', prompt: { kind: 'text', text: 'Press' }, keys: ['1', '2'] },
      pin: { type: 'getDigits', variable: 'pin', count: 4 },
      sales: say('Sales {{pin}}'),
      hook: { type: 'webhook', url: 'https://example.com/x' },
      bye: { type: 'hangup' },
    },
    [
      'start.next>set',
      'set.next>hello',
      'hello.next>menu',
      'menu.1>pin',
      'menu.2>bye',
      'menu.invalid>bye',
      'menu.timeout>menu',
      'pin.next>sales',
      'sales.next>bye',
      'sales.async>hook',
    ],
    { errorPath: 'bye' },
  )
const errors = (problems: Problem[]) => problems.filter(({ severity }) => severity === 'error')
const made = (ids: string[], document = office()) => {
  const result = extraction(document, new Set(ids), 'Inside')
  if ('refusal' in result) throw new Error(result.refusal)
  const inner = { ...result.inner, id: 'inside' }
  const before = { document, past: [], future: [] }
  const after = commit(before, 'extract', result.changes('inside'))
  const known = { flow: () => true, shape: (id: string) => (id === 'inside' ? shapeOf(inner) : null) }
  return { inner, after, outer: after.document, problems: errors(validateFlow(after.document, known)), node: result.node }
}

describe('a part of a flow as a flow of its own', () => {
  test('both are without an error, the ways lead where they led, and it is one step', () => {
    const { inner, outer, after, problems } = made(['hello', 'menu', 'pin'])
    expect(errors(validateFlow(inner))).toEqual([])
    expect(problems).toEqual([])
    expect(inner.nodes.map(({ type }) => type)).toEqual(['start', 'playAudio', 'menu', 'getDigits', 'exit', 'exit'])
    expect(shapeOf(inner).exits).toEqual(['bye', 'next'])
    const stands = outer.nodes.find(({ type }) => type === 'subflow')
    expect(stands?.config).toEqual({ flow: 'inside', inputs: [{ name: 'who', expression: 'who' }], exits: ['bye', 'next'] })
    expect(
      outer.edges.filter(({ from, to }) => from.node === 'subflow' || to === 'subflow').map((e) => `${e.from.port}>${e.to}`),
    ).toEqual(['next>subflow', 'bye>bye', 'next>sales'])
    expect(outer.variables).toEqual([{ name: 'pin', initial: '' }])
    expect(after.past.length).toBe(1)
    expect(undo(after).document).toEqual(office())
  })

  test('the error path’s first step may be the way in', () => {
    const { outer, problems } = made(['bye'], office())
    expect(outer.errorPath).toBe('subflow')
    expect(problems).toEqual([])
  })

  test('a webhook beside the call goes with its step', () => {
    expect(extraction(office(), new Set(['sales']), 'x')).toEqual({ refusal: 'beside' })
    expect(extraction(office(), new Set(['hook']), 'x')).toEqual({ refusal: 'beside' })
    expect(made(['sales', 'hook']).inner.edges).toContainEqual({ from: { node: 'sales', port: 'async' }, to: 'hook' })
  })

  test('several ways in, Start and nothing are refused', () => {
    expect(extraction(office(), new Set(['menu', 'bye']), 'x')).toEqual({ refusal: 'entries' })
    expect(extraction(office(), new Set(['start', 'set']), 'x')).toEqual({ refusal: 'start' })
    expect(extraction(office(), new Set(['note']), 'x')).toEqual({ refusal: 'nothing' })
  })

  test('an Exit among the chosen ends this flow as before, not the new one', () => {
    const every = everyNode()
    expect(extraction(every, new Set(['exit']), 'x')).toEqual({ refusal: 'nothing' })
    const { inner, outer, problems } = made(['record', 'exit'], every)
    expect(outer.nodes.some(({ id }) => id === 'exit')).toBe(true)
    expect(inner.nodes.some(({ id }) => id === 'record')).toBe(true)
    expect(problems).toEqual([])
  })

  test('whatever is chosen is refused or leaves two flows without new errors', () => {
    const every = everyNode()
    const ids = every.nodes.map(({ id }) => id)
    fc.assert(
      fc.property(fc.nat(ids.length - 1), fc.integer({ min: 1, max: 6 }), (at, length) => {
        const result = extraction(every, new Set(ids.slice(at, at + length)), 'x')
        if ('refusal' in result) return
        const { inner, problems, after } = made(ids.slice(at, at + length), every)
        expect(errors(validateFlow(inner))).toEqual([])
        expect(problems).toEqual([])
        expect(undo(after).document).toEqual(every)
      }),
    )
  })
})
