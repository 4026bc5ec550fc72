// The validation before publishing: every problem by its code, and nothing that comes from outside makes it throw.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PbxAbility } from '../../../shared/domain/pbxAbility.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { ProblemCode } from '../../../shared/flow/problem.ts'
import type { FlowShape } from '../../../shared/flow/subflows.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { everyNode, flow } from './flows.ts'

const say = { kind: 'text', text: 'Hello' }
const start = { type: 'start' }
const end = { type: 'hangup' }
const hook = { type: 'webhook', url: 'https://example.com' }
const menu = { type: 'menu', prompt: say, keys: ['1'] }
const queue = { type: 'queue', queueId: 'gone' }
const row = (node: { type: string; [key: string]: unknown }) => flow({ start, node, end }, ['start.next>node', 'node.next>end'])
const queueEdges = ['start.next>node', 'node.timeout>end', 'node.full>end', 'node.noOperators>end']

/** A document with exactly this one kind of problem, and the node it is told of. */
const broken = {
  NOT_A_FLOW: [{ schema: 1, nodes: 'many' }, undefined],
  FROM_THE_FUTURE: [{ ...row({ type: 'answer' }), schema: 99 }, undefined],
  NO_START: [flow({ end }, [], { errorPath: 'end' }), undefined],
  SEVERAL_STARTS: [flow({ start, also: start, end }, ['start.next>end', 'also.next>end'], { errorPath: 'also' }), 'also'],
  DUPLICATE_ID: [
    { ...flow({ start, end }, ['start.next>end']), nodes: [...flow({ start, end }, []).nodes, ...flow({ end }, []).nodes] },
    'end',
  ],
  UNKNOWN_TYPE: [row({ type: 'teleport' }), 'node'],
  BAD_CONFIG: [row({ type: 'pause', seconds: 'long' }), 'node'],
  BAD_EDGE: [flow({ start, end }, ['start.next>end', 'start.sideways>end']), 'start'],
  MISSING_EDGE: [flow({ start, menu, end }, ['start.next>menu', 'menu.1>end', 'menu.invalid>end']), 'menu'],
  SEVERAL_EDGES: [flow({ start, a: end, b: end }, ['start.next>a', 'start.next>b']), 'start'],
  UNREACHABLE: [flow({ start, end, island: end }, ['start.next>end']), 'island'],
  ENDLESS_LOOP: [
    flow({ start, a: { type: 'answer' }, b: { type: 'playAudio', prompt: say } }, ['start.next>a', 'a.next>b', 'b.next>a']),
    'a',
  ],
  UNKNOWN_REFERENCE: [flow({ start, node: queue, end }, queueEdges), 'node'],
  TERMINAL_LEADS_ON: [flow({ start, end, busy: { type: 'busy' } }, ['start.next>end', 'end.done>busy']), 'end'],
  ASYNC_NOT_WEBHOOK: [flow({ start, end }, ['start.next>end', 'start.async>end']), 'start'],
  DUPLICATE_KEY: [
    flow({ start, menu: { ...menu, keys: ['1', '1'] }, end }, [
      'start.next>menu',
      'menu.1>end',
      'menu.invalid>end',
      'menu.timeout>end',
    ]),
    'menu',
  ],
  NEVER_OPEN: [
    flow({ start, node: { type: 'businessHours', timeZone: 'UTC', weekly: {} }, end }, [
      'start.next>node',
      'node.open>end',
      'node.closed>end',
      'node.holiday>end',
    ]),
    'node',
  ],
  BAD_URL: [row({ type: 'webhook', url: 'ftp://example.com' }), 'node'],
  BAD_SOCKET: [
    flow({ start, node: { type: 'streamAudio', url: 'https://example.com' }, end }, [
      'start.next>node',
      'node.started>end',
      'node.failed>end',
    ]),
    'node',
  ],
  TIMER_RANGE: [row({ type: 'getDigits', variable: 'x', timeoutMs: 500 }), 'node'],
  BAD_EXPRESSION: [row({ type: 'setVariable', assignments: [{ name: 'x', expression: '1 +' }] }), 'node'],
  NEVER_SET: [row({ type: 'playAudio', prompt: { kind: 'text', text: 'Hello {{name}}' } }), 'node'],
  BAD_POINTER: [
    flow({ start, node: { type: 'httpRequest', url: 'https://example.com', read: [{ name: 'x', pointer: 'name' }] }, end }, [
      'start.next>node',
      'node.ok>end',
      'node.error>end',
    ]),
    'node',
  ],
  SUBFLOW_CYCLE: [
    { ...flow({ start, node: { type: 'subflow', flow: 'outer' }, end }, ['start.next>node', 'node.next>end']), id: 'inner' },
    'node',
  ],
  UNKNOWN_EXIT: [
    flow({ start, node: { type: 'subflow', flow: 'leaf', exits: ['next', 'sales'] }, end }, [
      'start.next>node',
      'node.next>end',
      'node.sales>end',
    ]),
    'node',
  ],
  MISSING_EXIT: [flow({ start, node: { type: 'subflow', flow: 'fork' }, end }, ['start.next>node', 'node.next>end']), 'node'],
  PBX_LACKS: [
    flow({ start, node: { type: 'streamAudio', url: 'wss://example.com/' }, end }, [
      'start.next>node',
      'node.started>end',
      'node.failed>end',
    ]),
    'node',
  ],
  BAD_PATH: [flow({ start, end }, ['start.next>end'], { afterCallPath: 'end' }), 'end'],
} satisfies { [C in ProblemCode]: [unknown, string | undefined] }

describe('every problem', () => {
  const shapes: Record<string, FlowShape> = {
    outer: { exits: ['next'], subflows: ['middle'] },
    middle: { exits: ['next'], subflows: ['inner', 'outer'] },
    leaf: { exits: ['next'], subflows: [] },
    fork: { exits: ['next', 'sales'], subflows: [] },
  }
  const office = {
    queue: () => false,
    shape: (id: string) => shapes[id] ?? null,
  }
  const lacks = (ability: PbxAbility) => ability === 'streams'
  test.each(Object.entries(broken))('%s', (code, [document, node]) => {
    const problems = validateFlow(document, code === 'PBX_LACKS' ? { ...office, lacks } : office)
    expect([...new Set(problems.map((problem) => problem.code))]).toEqual([code])
    expect(problems[0]?.node).toBe(node)
    for (const { message } of problems) expect(message).toMatch(/^\S.*\.$/s)
  })
})

describe('what is no problem', () => {
  test('every node type once', () => {
    expect(validateFlow(everyNode())).toEqual([])
  })
  test('a webhook beside the call, after the call, and after its end', () => {
    const edges = ['start.next>end', 'start.async>beside', 'end.done>after']
    expect(validateFlow(flow({ start, end, beside: hook, after: hook, late: hook }, edges, { afterCallPath: 'late' }))).toEqual(
      [],
    )
  })
  test('a loop that waits for the caller', () => {
    const edges = ['start.next>menu', 'menu.1>end', 'menu.invalid>menu', 'menu.timeout>say', 'say.next>menu']
    expect(validateFlow(flow({ start, menu, end, say: { type: 'playAudio', prompt: say } }, edges))).toEqual([])
  })
  test('references where the office is not known', () => {
    expect(validateFlow(broken.UNKNOWN_REFERENCE[0])).toEqual([])
  })
  test('names that a variable, a node or every call sets', () => {
    const text = { kind: 'text', text: '{{call.from}} {{number}} {{greeting}}' }
    const nodes = { start, get: { type: 'getDigits', variable: 'number' }, say: { type: 'playAudio', prompt: text }, end }
    const edges = ['start.next>get', 'get.next>say', 'say.next>end']
    expect(validateFlow(flow(nodes, edges, { variables: [{ name: 'greeting', initial: 'Hi' }] }))).toEqual([])
  })
})

test('behind a script its error is known, and a name that it may set is only asked about', () => {
  const say = { type: 'playAudio', prompt: { kind: 'text', text: '{{script.error}} {{patient}}' } }
  const nodes = { start, script: { type: 'script', script: 'surgery', ports: ['next'] }, say, end }
  const edges = ['start.next>script', 'script.next>say', 'script.error>say', 'say.next>end']
  const found = validateFlow(flow(nodes, edges)).map(({ code, severity, values }) => [code, severity, values?.name])
  expect(found).toEqual([['NEVER_SET', 'warning', 'patient']])
})
test('an Asterisk that passes no sound on before the answer is said where outside numbers are rung, and nowhere else', () => {
  const ring = (to: object) => ({ type: 'transfer', to })
  const nodes = {
    start,
    inside: ring({ kind: 'extension', number: '201' }),
    outside: ring({ kind: 'number', number: '030' }),
    end,
  }
  const ways = ['busy', 'noAnswer', 'failed']
  const edges = ['start.next>inside', ...ways.map((way) => `inside.${way}>outside`), ...ways.map((way) => `outside.${way}>end`)]
  const found = (lacks: boolean) => validateFlow(flow(nodes, edges), { lacks: () => lacks })
  expect(found(true).map(({ code, severity, node, values }) => [code, severity, node, values])).toEqual([
    ['PBX_LACKS', 'warning', 'outside', { ability: 'earlySound' }],
  ])
  expect(found(false)).toEqual([])
})
test('errors come before warnings', () => {
  const severities = validateFlow(flow({ island: end, start }, [])).map((problem) => problem.severity)
  expect(severities).toEqual(['error', 'warning'])
})

test('5,000 nodes are checked in linear time', () => {
  const many = Object.fromEntries(Array.from({ length: 4998 }, (_, i) => [`n${i}`, { type: 'answer' }]))
  const edges = Array.from({ length: 4997 }, (_, i) => `n${i}.next>n${i + 1}`)
  const document = flow({ start, ...many, end }, ['start.next>n0', ...edges, 'n4997.next>end'])
  expect(validateFlow(document)).toEqual([])
})

// ── properties ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('no document from outside makes it throw', () => {
  const node = fc.record({
    id: fc.string(),
    type: fc.oneof(fc.string(), fc.constantFrom('menu', 'constructor')),
    config: fc.anything(),
  })
  const nearly = fc.record({
    schema: fc.constant(1),
    id: fc.string(),
    name: fc.string(),
    nodes: fc.array(node),
    edges: fc.anything(),
  })
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), nearly), (input) => Array.isArray(validateFlow(input))),
    { numRuns: 1000 },
  )
})

type Mutation = (document: FlowDocument) => void
const index = fc.nat(1000)
const at = <T>(list: T[], i: number): T | undefined => list[i % Math.max(1, list.length)]
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  index.map(
    (i): Mutation =>
      (d) =>
        void d.nodes.splice(i % d.nodes.length, 1),
  ),
  index.map(
    (i): Mutation =>
      (d) =>
        void d.edges.splice(i % Math.max(1, d.edges.length), 1),
  ),
  fc.tuple(index, index).map(
    ([i, j]): Mutation =>
      (d) =>
        void Object.assign(at(d.edges, i) ?? {}, { to: at(d.nodes, j)?.id }),
  ),
  fc.tuple(index, fc.string()).map(
    ([i, port]): Mutation =>
      (d) =>
        void Object.assign(at(d.edges, i)?.from ?? {}, { port }),
  ),
  fc.tuple(index, index).map(
    ([i, j]): Mutation =>
      (d) =>
        void Object.assign(at(d.nodes, i) ?? {}, { type: at(d.nodes, j)?.type }),
  ),
  fc.tuple(index, index).map(
    ([i, j]): Mutation =>
      (d) =>
        void Object.assign(at(d.nodes, i) ?? {}, { id: at(d.nodes, j)?.id }),
  ),
  fc.tuple(index, index, fc.jsonValue()).map(
    ([i, j, value]): Mutation =>
      (d) => {
        const config = at(d.nodes, i)?.config ?? {}
        const key = at(Object.keys(config), j)
        if (key !== undefined) config[key] = value
      },
  ),
  fc.tuple(index, fc.constantFrom('errorPath' as const, 'afterCallPath' as const)).map(
    ([i, path]): Mutation =>
      (d) => {
        d[path] = at(d.nodes, i)?.id
      },
  ),
)

/** What the interpreter needs of a flow, said without the validator. */
function whatIsWrong({ nodes, edges, errorPath, afterCallPath }: FlowDocument): string[] {
  const ids = nodes.map(({ id }) => id)
  const wrong = nodes.flatMap((node) => {
    const type = nodeTypeOf(node.type)
    const config = type?.schema.safeParse(node.config)
    if (!type || !config?.success) return [`${node.id} cannot run`]
    const leaving = (port: string) => edges.filter(({ from }) => from.node === node.id && from.port === port).length
    return type.ports(config.data).flatMap(({ name, optional }) => {
      const count = leaving(name)
      return count > 1 || (count === 0 && !optional) ? [`${node.id} leaves ${count} times by ${name}`] : []
    })
  })
  if (nodes.filter(({ type }) => type === 'start').length !== 1) wrong.push('not one start')
  if (new Set(ids).size !== ids.length) wrong.push('an id twice')
  for (const { from, to } of edges) if (!ids.includes(from.node) || !ids.includes(to)) wrong.push(`${from.node} to ${to}`)
  for (const path of [errorPath, afterCallPath]) if (path !== undefined && !ids.includes(path)) wrong.push(`path ${path}`)
  return wrong
}

test('a changed flow either has problems or can run', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const document = structuredClone(everyNode())
      for (const mutate of mutations) if (document.nodes.length > 0) mutate(document)
      const errors = validateFlow(document).filter(({ severity }) => severity === 'error')
      if (errors.length === 0) expect(whatIsWrong(document)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('a variable is missed in every place where the step would read it: another language of a prompt, a hunt group’s caller ID', () => {
  const prompt = { kind: 'text', text: 'Hello', variants: { de: 'Hallo {{gone}}' } }
  const group = { type: 'huntGroup', destinations: [{ kind: 'extension', number: '201' }], callerId: '{{lost}}' }
  const document = flow({ start: { type: 'start' }, say: { type: 'playAudio', prompt }, group, end: { type: 'hangup' } }, [
    'start.next>say',
    'say.next>group',
    'group.noAnswer>end',
  ])
  const found = validateFlow(document).map(({ code, node, values }) => [code, node, values?.name])
  expect(found).toEqual([
    ['NEVER_SET', 'say', 'gone'],
    ['NEVER_SET', 'group', 'lost'],
  ])
})
