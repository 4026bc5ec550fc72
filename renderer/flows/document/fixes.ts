// Quick fixes: for the problems that have one, the changes that mend them.
import { asyncPort, type FlowDocument, type FlowNode } from '../../../shared/flow/document.ts'
import type { Problem, ProblemCode } from '../../../shared/flow/problem.ts'
import { nodeTypeOf, runsBeside } from '../../../shared/nodes/index.ts'
import { type Change, edgeKey } from './change.ts'
import { described } from './described.ts'
import { newNode } from './edits.ts'
import { freePlace } from './room.ts'

type Fix = (document: FlowDocument, problem: Problem, node: FlowNode | undefined) => Change[] | null

const removeNode: Fix = (_, __, node) => (node ? [{ kind: 'remove', ids: new Set([node.id]) }] : null)

const disconnect = (document: FlowDocument, which: (edge: FlowDocument['edges'][number]) => boolean): Change[] => [
  { kind: 'disconnect', edges: new Set(document.edges.filter(which).map(edgeKey)) },
]

/** A way out that leads nowhere hangs up: the flow's own hang-up where it has one. */
const hangUp: Fix = (document, { field = '' }, node) => {
  if (!node) return null
  const there = document.nodes.find(({ type }) => type === 'hangup')
  const { width } = described(node)
  const fresh = newNode(document, 'hangup', { x: node.position.x + width + 100, y: node.position.y })
  const end = there ?? { ...fresh, position: freePlace(document, fresh) }
  const add: Change[] = there ? [] : [{ kind: 'add', nodes: [end] }]
  return [...add, { kind: 'connect', edge: { from: { node: node.id, port: field }, to: end.id } }]
}

const clampTimer: Fix = (_, { field = '' }, node) => {
  const limits = nodeTypeOf(node?.type ?? '')?.form.find(({ name }) => name === field)?.meta.limits
  if (!node || !limits) return null
  const clamped = Math.min(limits.max, Math.max(limits.min, Number(node.config[field])))
  return [{ kind: 'node', id: node.id, part: { config: { ...node.config, [field]: clamped } } }]
}

/** The variable is one of the flow's own from now on. */
const declare: Fix = (document, { values }) => {
  const name = values?.name
  return name ? [{ kind: 'flow', part: { variables: [...document.variables, { name, initial: '' }] } }] : null
}

const fixes: Partial<Record<ProblemCode, Fix>> = {
  NO_START: (document) => [{ kind: 'add', nodes: [newNode(document, 'start', { x: 0, y: 0 })] }],
  SEVERAL_STARTS: removeNode,
  UNKNOWN_TYPE: removeNode,
  UNREACHABLE: removeNode,
  MISSING_EDGE: hangUp,
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
  SEVERAL_EDGES: (document, { node, field }) => {
    const twice = document.edges.filter(({ from }) => from.node === node && from.port === field)
    return [{ kind: 'disconnect', edges: new Set(twice.slice(0, -1).map(edgeKey)) }]
  },
  DUPLICATE_KEY: (_, __, node) =>
    node && Array.isArray(node.config.keys)
      ? [{ kind: 'node', id: node.id, part: { config: { ...node.config, keys: [...new Set(node.config.keys)] } } }]
      : null,
  TIMER_RANGE: clampTimer,
  NEVER_SET: declare,
  BAD_PATH: (_, { field }) => [{ kind: 'flow', part: { [field === 'errorPath' ? 'errorPath' : 'afterCallPath']: undefined } }],
}

/** What mends the problem, or null where only a person knows. */
export function fixOf(document: FlowDocument, problem: Problem): Change[] | null {
  const node = document.nodes.find(({ id }) => id === problem.node)
  return fixes[problem.code]?.(document, problem, node) ?? null
}
