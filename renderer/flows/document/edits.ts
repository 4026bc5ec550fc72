// The edits a person makes, as changes: new nodes, insert on an edge, delete and join.
import { asyncPort, type FlowDocument, type FlowEdge, type FlowNode } from '../../../shared/flow/document.ts'
import { nodeTypeOf, runsBeside } from '../../../shared/nodes/index.ts'
import { type Change, edgeKey, type Position } from './change.ts'
import { described, firstPort } from './described.ts'
import { between } from './room.ts'

/** Ids that are not taken, readable and counted up: `menu-2`. Each call gives another one. */
export function freshIds(document: FlowDocument): (type: string) => string {
  const taken = new Set([...document.nodes, ...document.notes].map(({ id }) => id))
  const counts = new Map<string, number>()
  return (type) => {
    for (let at = (counts.get(type) ?? 0) + 1; ; at += 1) {
      const id = `${type}-${at}`
      if (taken.has(id)) continue
      counts.set(type, at)
      taken.add(id)
      return id
    }
  }
}

/** Whether the flow may have another node of this type: there is one Start. */
export const mayAdd = (document: FlowDocument, type: string): boolean =>
  nodeTypeOf(type) !== null && !(type === 'start' && document.nodes.some((node) => node.type === 'start'))

/** A new node with the type's defaults and the office's own values above them. */
export function newNode(document: FlowDocument, type: string, position: Position, own: Record<string, unknown> = {}): FlowNode {
  const defaults = structuredClone(nodeTypeOf(type)?.defaults ?? {}) as Record<string, unknown>
  const taken = new Set(document.nodes.map(({ id }) => id))
  const id = taken.has(type) ? freshIds(document)(type) : type
  return { id, type, label: '', position, config: { ...defaults, ...own } }
}

/** Where an edge may go: not to Start, not from a terminal node except to webhooks. */
export function mayConnect(document: FlowDocument, from: FlowEdge['from'], to: string): boolean {
  const [source, target] = [document.nodes.find((n) => n.id === from.node), document.nodes.find((n) => n.id === to)]
  if (!source || !target || target.type === 'start' || source === target) return false
  return (from.port !== asyncPort && !described(source).type?.terminal) || runsBeside(target.type)
}

/** Adds the node in the middle of an edge: what the edge led to follows the new node, and makes room for it. */
export function insertOn(document: FlowDocument, edge: FlowEdge, given: FlowNode): Change[] {
  const { node, moves } = between(document, edge, given)
  const inserted: Change[] = [
    ...moves,
    { kind: 'add', nodes: [node] },
    { kind: 'disconnect', edges: new Set([edgeKey(edge)]) },
    { kind: 'connect', edge: { from: edge.from, to: node.id } },
  ]
  if (!described(node).type || described(node).type?.terminal) return inserted
  const target = document.nodes.find(({ id }) => id === edge.to)
  const joined: Change[] = target
    ? [{ kind: 'connect', edge: { from: { node: node.id, port: firstPort(node) }, to: edge.to } }]
    : []
  return [...inserted, ...joined]
}

/** Removes what is chosen; where exactly one way led on from it, who led there leads on now. */
export function removeAndJoin(document: FlowDocument, ids: ReadonlySet<string>): Change[] {
  const onward = new Map<string, Set<string>>()
  for (const { from, to } of document.edges)
    if (ids.has(from.node) && from.port !== asyncPort) (onward.get(from.node) ?? setIn(onward, from.node)).add(to)
  const follow = (id: string, seen: Set<string>): string | null => {
    if (!ids.has(id)) return id
    const [next, second] = onward.get(id) ?? []
    if (next === undefined || second !== undefined || seen.has(id)) return null
    return follow(next, seen.add(id))
  }
  const joins = document.edges.flatMap(({ from, to }): Change[] => {
    if (ids.has(from.node) || !ids.has(to) || from.port === asyncPort) return []
    const target = follow(to, new Set())
    return target && target !== from.node ? [{ kind: 'connect', edge: { from, to: target } }] : []
  })
  return [{ kind: 'remove', ids }, ...joins]
}

function setIn(map: Map<string, Set<string>>, key: string): Set<string> {
  const made = new Set<string>()
  map.set(key, made)
  return made
}
