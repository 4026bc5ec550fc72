// Quick fixes: for each problem that can be mended here, what a person may choose to do about it.
import { asyncPort, type FlowDocument, type FlowEdge, type FlowNode } from '../../../shared/flow/document.ts'
import type { Problem, ProblemCode } from '../../../shared/flow/problem.ts'
import { nodeTypeOf, runsBeside } from '../../../shared/nodes/index.ts'
import { type Change, edgeKey, type Position } from './change.ts'
import { described } from './described.ts'
import { mayConnect, newNode } from './edits.ts'
import { freePlace } from './room.ts'

/** One way to mend a problem; `kind` says which, the other fields with what. */
export type FixChoice = { changes: Change[] } & (
  | { kind: 'addStart' | 'remove' | 'disconnect' | 'distinct' | 'noPath' }
  | { kind: 'connect' | 'keepEdge'; step: FlowNode }
  /** The outlet of another step leads to this one. */
  | { kind: 'connectFrom'; step: FlowNode; port: string }
  | { kind: 'newStep'; type: string }
  | { kind: 'clamp'; value: number }
  | { kind: 'declare'; name: string }
)
type Fix = (document: FlowDocument, problem: Problem, node: FlowNode | undefined) => FixChoice[]

/** So many steps that are there already are offered; the search has the rest. */
const mostOffered = 4
/** New steps that an outlet of a failed try most often leads to. */
const usualEnds = ['voicemail', 'playAudio', 'hangup'] as const

const removeNode: Fix = (_, __, node) =>
  node ? [{ kind: 'remove', changes: [{ kind: 'remove', ids: new Set([node.id]) }] }] : []

const without = (document: FlowDocument, which: (edge: FlowEdge) => boolean): Change[] => [
  { kind: 'disconnect', edges: new Set(document.edges.filter(which).map(edgeKey)) },
]
const disconnect = (document: FlowDocument, which: (edge: FlowEdge) => boolean): FixChoice[] => [
  { kind: 'disconnect', changes: without(document, which) },
]

const counted = (edges: readonly FlowEdge[]): Map<string, number> =>
  edges.reduce((counts, { to }) => counts.set(to, (counts.get(to) ?? 0) + 1), new Map<string, number>())

/** Steps an outlet may lead to, those first to which others of the step and outlets of that name lead. */
function likelyTargets(document: FlowDocument, from: FlowEdge['from']): FlowNode[] {
  const own = counted(document.edges.filter((edge) => edge.from.node === from.node))
  const alike = counted(document.edges.filter((edge) => edge.from.port === from.port))
  const all = counted(document.edges)
  const rank = ({ id }: FlowNode) => (own.get(id) ?? 0) * 10_000 + (alike.get(id) ?? 0) * 100 + (all.get(id) ?? 0)
  return document.nodes
    .filter(({ id }) => rank({ id } as FlowNode) > 0 && mayConnect(document, from, id))
    .sort((one, other) => rank(other) - rank(one))
    .slice(0, mostOffered)
}

/** An outlet that leads nowhere: where to is for a person to say. */
const leadOn: Fix = (document, { field = '' }, node) => {
  if (!node) return []
  const from = { node: node.id, port: field }
  const there = likelyTargets(document, from).map((step): FixChoice => {
    return { kind: 'connect', step, changes: [{ kind: 'connect', edge: { from, to: step.id } }] }
  })
  const place: Position = { x: node.position.x + described(node).width + 100, y: node.position.y }
  const fresh = usualEnds.map((type): FixChoice => {
    const made = newNode(document, type, place)
    const step = { ...made, position: freePlace(document, made) }
    const changes: Change[] = [
      { kind: 'add', nodes: [step] },
      { kind: 'connect', edge: { from, to: step.id } },
    ]
    return { kind: 'newStep', type, changes }
  })
  return [...there, ...fresh]
}

/** A step that nothing leads to goes, or an outlet that leads nowhere yet leads to it. */
const reach: Fix = (document, problem, node) => {
  if (!node) return []
  const used = new Set(document.edges.map(({ from }) => `${from.node} ${from.port}`))
  const open = document.nodes.flatMap((step) =>
    described(step)
      .ports.filter(({ name, optional }) => !optional && !used.has(`${step.id} ${name}`))
      .map(({ name }) => ({ step, port: name })),
  )
  const from = open
    .filter(({ step, port }) => mayConnect(document, { node: step.id, port }, node.id))
    .slice(0, mostOffered)
    .map(({ step, port }): FixChoice => {
      const edge = { from: { node: step.id, port }, to: node.id }
      return { kind: 'connectFrom', step, port, changes: [{ kind: 'connect', edge }] }
    })
  return [...from, ...removeNode(document, problem, node)]
}

const clampTimer: Fix = (_, { field = '' }, node) => {
  const limits = nodeTypeOf(node?.type ?? '')?.form.find(({ name }) => name === field)?.meta.limits
  if (!node || !limits) return []
  const value = Math.min(limits.max, Math.max(limits.min, Number(node.config[field])))
  return [
    { kind: 'clamp', value, changes: [{ kind: 'node', id: node.id, part: { config: { ...node.config, [field]: value } } }] },
  ]
}

/** The variable is one of the flow's own from now on. */
const declare: Fix = (document, { values }) => {
  const name = values?.name
  const variables = [...document.variables, { name: name ?? '', initial: '' }]
  return name ? [{ kind: 'declare', name, changes: [{ kind: 'flow', part: { variables } }] }] : []
}

/** Of several edges by one outlet one stays: which, a person says. */
const keepOne: Fix = (document, { node, field }) => {
  const isTwice = ({ from }: FlowEdge) => from.node === node && from.port === field
  return document.edges.filter(isTwice).flatMap((kept): FixChoice[] => {
    const step = document.nodes.find(({ id }) => id === kept.to)
    return step ? [{ kind: 'keepEdge', step, changes: without(document, (edge) => isTwice(edge) && edge !== kept) }] : []
  })
}

const fixes: Partial<Record<ProblemCode, Fix>> = {
  NO_START: (document) => [{ kind: 'addStart', changes: [{ kind: 'add', nodes: [newNode(document, 'start', { x: 0, y: 0 })] }] }],
  SEVERAL_STARTS: removeNode,
  UNKNOWN_TYPE: removeNode,
  UNREACHABLE: reach,
  MISSING_EDGE: leadOn,
  BAD_EDGE: (document, { node, field }) => {
    const ids = new Set(document.nodes.map(({ id }) => id))
    return disconnect(document, ({ from, to }) =>
      field === undefined ? !ids.has(from.node) || !ids.has(to) : from.node === node && from.port === field,
    )
  },
  TERMINAL_LEADS_ON: (document, { node, field }) => disconnect(document, ({ from }) => from.node === node && from.port === field),
  ASYNC_NOT_WEBHOOK: (document, { node }) =>
    disconnect(
      document,
      ({ from, to }) =>
        from.node === node && from.port === asyncPort && !runsBeside(document.nodes.find(({ id }) => id === to)?.type),
    ),
  SEVERAL_EDGES: keepOne,
  DUPLICATE_KEY: (_, __, node) =>
    node && Array.isArray(node.config.keys)
      ? [
          {
            kind: 'distinct',
            changes: [{ kind: 'node', id: node.id, part: { config: { ...node.config, keys: [...new Set(node.config.keys)] } } }],
          },
        ]
      : [],
  TIMER_RANGE: clampTimer,
  NEVER_SET: declare,
  BAD_PATH: (_, { field }) => [
    {
      kind: 'noPath',
      changes: [{ kind: 'flow', part: { [field === 'errorPath' ? 'errorPath' : 'afterCallPath']: undefined } }],
    },
  ],
}

/** What a person may choose to mend the problem; none where the settings of the step are the only place. */
export function fixesOf(document: FlowDocument, problem: Problem): FixChoice[] {
  const node = document.nodes.find(({ id }) => id === problem.node)
  return fixes[problem.code]?.(document, problem, node) ?? []
}
