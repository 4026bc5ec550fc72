// Edits are data: a change and what it makes of a document. What a change does not touch keeps its identity.
import { asyncPort, type FlowDocument, type FlowEdge, type FlowNode } from '../../../shared/flow/document.ts'

export type FlowNote = FlowDocument['notes'][number]
export type Position = { x: number; y: number }

export type Change =
  | { kind: 'add'; nodes?: FlowNode[]; edges?: FlowEdge[]; notes?: FlowNote[] }
  /** Nodes and notes by their ids; their edges go with them. */
  | { kind: 'remove'; ids: ReadonlySet<string> }
  | { kind: 'node'; id: string; part: Partial<Pick<FlowNode, 'label' | 'config'>> }
  | { kind: 'note'; id: string; part: Partial<Omit<FlowNote, 'id'>> }
  | { kind: 'move'; to: ReadonlyMap<string, Position> }
  /** Replaces the edge that left by the port before; webhooks beside the call are added. */
  | { kind: 'connect'; edge: FlowEdge }
  | { kind: 'disconnect'; edges: ReadonlySet<string> }
  | { kind: 'flow'; part: Partial<Pick<FlowDocument, 'name' | 'variables' | 'errorPath' | 'afterCallPath' | 'runs'>> }
  | { kind: 'replace'; document: FlowDocument }

/** An edge's identity within its document. */
export const edgeKey = ({ from, to }: FlowEdge): string => `${from.node} ${from.port} ${to}`

const onGrid = ({ x, y }: Position): Position => ({ x: Math.round(x), y: Math.round(y) })

/** The document after the change; the same object where nothing changes. */
export function apply(document: FlowDocument, change: Change): FlowDocument {
  switch (change.kind) {
    case 'add':
      return added(document, change)
    case 'remove':
      return removed(document, change.ids)
    case 'node':
      return { ...document, nodes: patched(document.nodes, change.id, change.part) }
    case 'note':
      return { ...document, notes: patched(document.notes, change.id, change.part) }
    case 'move':
      return { ...document, nodes: moved(document.nodes, change.to), notes: moved(document.notes, change.to) }
    case 'connect':
      return connected(document, change.edge)
    case 'disconnect':
      return { ...document, edges: without(document.edges, (edge) => change.edges.has(edgeKey(edge))) }
    case 'flow':
      return { ...document, ...change.part }
    case 'replace':
      return change.document
  }
}

/** All changes, in order. */
export const applyAll = (document: FlowDocument, changes: readonly Change[]): FlowDocument => changes.reduce(apply, document)

function added(document: FlowDocument, { nodes = [], edges = [], notes = [] }: Extract<Change, { kind: 'add' }>): FlowDocument {
  return {
    ...document,
    nodes: nodes.length ? [...document.nodes, ...nodes] : document.nodes,
    edges: edges.length ? [...document.edges, ...edges] : document.edges,
    notes: notes.length ? [...document.notes, ...notes] : document.notes,
  }
}

function removed(document: FlowDocument, ids: ReadonlySet<string>): FlowDocument {
  const path = (id: string | undefined) => (id !== undefined && ids.has(id) ? undefined : id)
  return {
    ...document,
    nodes: without(document.nodes, ({ id }) => ids.has(id)),
    notes: without(document.notes, ({ id }) => ids.has(id)),
    edges: without(document.edges, ({ from, to }) => ids.has(from.node) || ids.has(to)),
    errorPath: path(document.errorPath),
    afterCallPath: path(document.afterCallPath),
  }
}

function connected(document: FlowDocument, edge: FlowEdge): FlowDocument {
  const { node, port } = edge.from
  const taken = (other: FlowEdge) =>
    other.from.node === node && other.from.port === port && (port !== asyncPort || other.to === edge.to)
  return { ...document, edges: [...without(document.edges, taken), edge] }
}

const without = <T>(list: T[], goes: (item: T) => boolean): T[] => (list.some(goes) ? list.filter((item) => !goes(item)) : list)

const patched = <T extends { id: string }>(list: T[], id: string, part: NoInfer<Partial<T>>): T[] =>
  list.map((item) => (item.id === id ? { ...item, ...part } : item))

function moved<T extends { id: string; position: Position }>(list: T[], to: ReadonlyMap<string, Position>): T[] {
  if (!list.some(({ id }) => to.has(id))) return list
  return list.map((item) => {
    const target = to.get(item.id)
    return target ? { ...item, position: onGrid(target) } : item
  })
}
