import { describe, expect, test } from 'vitest'
import { apply, applyAll } from '../../../renderer/flows/document/change.ts'
import { copyOf, pasted, readPart } from '../../../renderer/flows/document/clipboard.ts'
import { insertOn, mayConnect, newNode, removeAndJoin } from '../../../renderer/flows/document/edits.ts'
import { fixesOf } from '../../../renderer/flows/document/fixes.ts'
import { commit, type History, redo, undo } from '../../../renderer/flows/document/history.ts'
import { layOut, layoutTask } from '../../../renderer/flows/document/layout.ts'
import { diffFlows } from '../../../shared/flow/diff.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { everyNode, flow } from '../shared/flows.ts'

const prompt = { kind: 'text', text: 'Press 1.' }
const reception = () =>
  flow(
    {
      start: { type: 'start' },
      welcome: { type: 'playAudio', prompt },
      menu: { type: 'menu', prompt, keys: ['1', '2'] },
      bye: { type: 'hangup' },
    },
    ['start.next>welcome', 'welcome.next>menu', 'menu.1>bye', 'menu.2>bye', 'menu.invalid>bye', 'menu.timeout>bye'],
  )
const history = (): History => ({ document: reception(), past: [], future: [] })
const ways = (document: History['document']) => document.edges.map(({ from, to }) => `${from.node}.${from.port}>${to}`)

describe('undo and redo', () => {
  test('a word typed is one step, the next word another; what is not touched keeps its identity', () => {
    const before = history()
    const typed = ['W', 'We', 'Wel'].reduce(
      (at, label) => commit(at, 'edit', [{ kind: 'node', id: 'welcome', part: { label } }], 'welcome.label 1'),
      before,
    )
    const two = commit(typed, 'edit', [{ kind: 'node', id: 'welcome', part: { label: 'Wel co' } }], 'welcome.label 2')
    expect(two.past.length).toBe(2)
    expect(two.document.edges).toBe(before.document.edges)
    expect(two.document.nodes[0]).toBe(before.document.nodes[0])
    expect(undo(undo(two)).document).toEqual(before.document)
    expect(redo(redo(undo(undo(two)))).document).toEqual(two.document)
  })

  test('what changes nothing is no step, and a new step ends what could be made again', () => {
    const before = history()
    expect(commit(before, 'move', [{ kind: 'move', to: new Map([['menu', { x: 0, y: 0 }]]) }])).toBe(before)
    const back = undo(commit(before, 'remove', [{ kind: 'remove', ids: new Set(['bye']) }]))
    expect(commit(back, 'rename', [{ kind: 'flow', part: { name: 'Other' } }]).future).toEqual([])
  })
})

describe('edits', () => {
  test('a deleted node is joined over; a menu whose ways part is not', () => {
    const document = reception()
    const without = removeAndJoin(document, new Set(['welcome'])).reduce(apply, document)
    expect(ways(without)).toContain('start.next>menu')
    const parted = apply(document, { kind: 'connect', edge: { from: { node: 'menu', port: '2' }, to: 'welcome' } })
    expect(ways(removeAndJoin(parted, new Set(['menu'])).reduce(apply, parted))).toEqual(['start.next>welcome'])
  })

  test('a node is inserted on an edge, an end is not led on', () => {
    const document = reception()
    const [edge] = document.edges
    if (!edge) throw new Error('no edge')
    const pause = newNode(document, 'pause', { x: 0, y: 0 })
    expect(ways(insertOn(document, edge, pause).reduce(apply, document))).toEqual(
      expect.arrayContaining(['start.next>pause', 'pause.next>welcome']),
    )
    const end = newNode(document, 'busy', { x: 0, y: 0 })
    expect(ways(insertOn(document, edge, end).reduce(apply, document))).not.toContain('busy.async>welcome')
  })

  test('no edge leads to Start, and beside the call only to webhooks', () => {
    const document = apply(reception(), { kind: 'add', nodes: [newNode(reception(), 'webhook', { x: 0, y: 0 })] })
    expect(mayConnect(document, { node: 'menu', port: '1' }, 'start')).toBe(false)
    expect(mayConnect(document, { node: 'bye', port: 'async' }, 'menu')).toBe(false)
    expect(mayConnect(document, { node: 'bye', port: 'async' }, 'webhook')).toBe(true)
  })
})

test('what is pasted has ids of its own, keeps the edges inside, and brings no second Start', () => {
  const document = reception()
  const part = readPart(JSON.stringify(copyOf(document, new Set(['start', 'welcome', 'menu']))))
  if (!part) throw new Error('not readable')
  const { changes, refused, ids } = pasted(document, part, { x: 500, y: 500 })
  const after = changes.reduce(apply, document)
  expect(refused).toBe(1)
  expect([...ids]).toEqual(['playAudio-1', 'menu-1'])
  expect(ways(after).slice(document.edges.length)).toEqual(['playAudio-1.next>menu-1'])
  expect(readPart('{"nodes": 1}')).toBeNull()
  expect(readPart('hello')).toBeNull()
})

test('a step put on an edge has room there, and what lies behind moves on', () => {
  const at = (id: string, x: number, y: number) => ({ id, type: 'pause', label: '', position: { x, y }, config: {} })
  const edge = { from: { node: 'a', port: 'next' }, to: 'b' }
  const line = (gap: number): History['document'] => ({
    ...reception(),
    nodes: [at('a', 0, 0), at('b', 220 + gap, 0), at('below', 0, 200), at('behind', 600 + gap, 40)],
    edges: [edge],
  })
  const places = (gap: number) => {
    const { nodes } = applyAll(line(gap), insertOn(line(gap), edge, at('new', 100, 10)))
    return Object.fromEntries(nodes.map(({ id, position: { x, y } }) => [id, [x, y]]))
  }
  expect(places(80)).toEqual({ a: [0, 0], b: [560, 0], below: [0, 200], behind: [940, 40], new: [280, 0] })
  expect(places(400)).toEqual({ a: [0, 0], b: [620, 0], below: [0, 200], behind: [1000, 40], new: [300, 0] })
})

test('layout goes from left to right, also with a loop, and nothing overlaps', () => {
  const document = everyNode()
  const looped = { ...document, edges: [...document.edges, { from: { node: 'menu', port: 'again' }, to: 'answer' }] }
  const task = layoutTask(looped)
  const places = layOut(task)
  expect(places.get('start')?.x).toBeLessThan(places.get('menu')?.x ?? 0)
  const boxes = task.nodes.map((node) => ({ ...node, ...(places.get(node.id) ?? { x: 0, y: 0 }) }))
  const touching = boxes.flatMap((a, i) =>
    boxes.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < 220 && a.y < b.y + b.height && b.y < a.y + a.height),
  )
  expect(touching).toEqual([])
})

test('quick fixes leave no problem of their kind', () => {
  const document = flow(
    {
      start: { type: 'start' },
      extra: { type: 'start' },
      menu: { type: 'menu', prompt: { kind: 'text', text: '{{nobody}}' }, keys: ['1', '1'], timeoutMs: 5 },
      lost: { type: 'pause', seconds: 1 },
    },
    ['start.next>menu', 'menu.7>menu'],
  )
  let mended = document
  for (let round = 0; round < 20; round += 1) {
    const problem = validateFlow(mended).find((each) => fixesOf(mended, each).length > 0)
    if (!problem) break
    mended = (fixesOf(mended, problem).at(-1)?.changes ?? []).reduce(apply, mended)
  }
  expect(validateFlow(mended)).toEqual([])
})

describe('what may be done about an outlet that leads nowhere', () => {
  const before = flow(
    {
      start: { type: 'start' },
      anna: { type: 'transfer', to: { kind: 'extension', number: '201' } },
      ben: { type: 'transfer', to: { kind: 'extension', number: '202' } },
      message: { type: 'voicemail', mailboxId: 'main', greeting: prompt },
      bye: { type: 'hangup' },
    },
    ['start.next>anna', 'anna.busy>message', 'anna.noAnswer>ben', 'anna.failed>bye', 'ben.busy>message', 'ben.failed>bye'],
  )
  const [problem] = validateFlow(before).filter(({ code }) => code === 'MISSING_EDGE')
  const choices = problem ? fixesOf(before, problem) : []

  test('steps that are there, those first to which others like it lead, then new ones', () => {
    expect(problem).toMatchObject({ node: 'ben', field: 'noAnswer' })
    const told = choices.map((choice) =>
      'step' in choice ? choice.step.id : 'type' in choice ? `new ${choice.type}` : choice.kind,
    )
    expect(told).toEqual(['message', 'bye', 'anna', 'new voicemail', 'new playAudio', 'new hangup'])
  })

  test('each of them connects that outlet and no other', () => {
    for (const { changes } of choices) {
      const after = applyAll(before, changes)
      expect(after.edges.slice(0, -1)).toEqual(before.edges)
      expect(after.edges.at(-1)?.from).toEqual({ node: 'ben', port: 'noAnswer' })
    }
  })
})

test('of several edges by one outlet a person says which stays; what nothing leads to is connected or deleted', () => {
  const twice = flow({ start: { type: 'start' }, a: { type: 'hangup' }, b: { type: 'hangup' } }, ['start.next>a', 'start.next>b'])
  const several = validateFlow(twice).find(({ code }) => code === 'SEVERAL_EDGES')
  const kept = several ? fixesOf(twice, several).map(({ changes }) => applyAll(twice, changes).edges.map(({ to }) => to)) : []
  expect(kept).toEqual([['a'], ['b']])
  const lost = flow({ start: { type: 'start' }, a: { type: 'hangup' } }, [])
  const unreached = validateFlow(lost).find(({ code }) => code === 'UNREACHABLE')
  const kinds = unreached ? fixesOf(lost, unreached).map(({ kind }) => kind) : []
  expect(kinds).toEqual(['connectFrom', 'remove'])
})

test('a difference is told in steps and ways, moves apart', () => {
  const before = reception()
  const after = [
    { kind: 'node', id: 'menu', part: { config: { prompt, keys: ['1', '3'] } } } as const,
    { kind: 'move', to: new Map([['bye', { x: 9, y: 9 }]]) } as const,
    { kind: 'connect', edge: { from: { node: 'welcome', port: 'next' }, to: 'bye' } } as const,
    { kind: 'flow', part: { name: 'Night' } } as const,
  ].reduce(apply, before)
  const told = diffFlows(before, after).map((change) => change.kind)
  expect(told).toEqual(['nodeChanged', 'nodeMoved', 'edgeMoved', 'flowChanged'])
  expect(diffFlows(before, structuredClone(before))).toEqual([])
})
