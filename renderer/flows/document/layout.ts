// Automatic layout, left to right. dagre takes loops apart by itself; notes stay where they are.
import { Graph, layout } from '@dagrejs/dagre'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { apply, type Position } from './change.ts'
import { described, outOf } from './described.ts'
import { tidied, type Way } from './tidy.ts'

export type LayoutTask = {
  nodes: { id: string; width: number; height: number; x: number; y: number }[]
  edges: Way[]
}

const grid = 20
/** Above so many nodes the exact ranker would take seconds. */
const many = 400

/** What the worker needs of a document; with `only`, those nodes and the edges among them. */
export function layoutTask(document: FlowDocument, only?: ReadonlySet<string>): LayoutTask {
  const chosen = document.nodes.filter(({ id }) => !only || only.has(id))
  const ids = new Set(chosen.map(({ id }) => id))
  const byId = new Map(chosen.map((node) => [node.id, node]))
  return {
    nodes: chosen.map((node) => {
      const { width, height } = described(node)
      return { id: node.id, width, height, ...node.position }
    }),
    edges: document.edges
      .filter(({ from, to }) => ids.has(from.node) && ids.has(to))
      .map(({ from, to }) => ({ from: from.node, to, out: outOf(byId.get(from.node), from.port) })),
  }
}

/** New places by id; the upper left corner of the whole stays where it was. */
export function layOut({ nodes, edges }: LayoutTask): Map<string, Position> {
  if (nodes.length === 0) return new Map()
  const graph = new Graph({ directed: true, multigraph: false })
  const ranker = nodes.length > many ? 'longest-path' : 'network-simplex'
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 100, ranker })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const { from, to } of edges) if (from !== to) graph.setEdge(from, to)
  layout(graph)
  const ranked = nodes.map(({ id, width, height }): [string, Position] => {
    const { x = 0, y = 0 } = graph.node(id) as Partial<Position>
    return [id, { x: x - width / 2, y: y - height / 2 }]
  })
  const corners = [...tidied(nodes, edges, new Map(ranked))].map(([id, place]) => ({ id, ...place }))
  const shift = (axis: 'x' | 'y') => Math.min(...nodes.map((n) => n[axis])) - Math.min(...corners.map((n) => n[axis]))
  const [dx, dy] = [shift('x'), shift('y')]
  const snapped = (value: number) => Math.round(value / grid) * grid
  return new Map(corners.map(({ id, x, y }) => [id, { x: snapped(x + dx), y: snapped(y + dy) }]))
}

/** A document whose nodes all lie in one place, as programs write them, is laid out to be seen; it is not changed by that. */
export function placed(document: FlowDocument): FlowDocument {
  const [first] = document.nodes
  const piled =
    document.nodes.length > 1 &&
    document.nodes.every(({ position: { x, y } }) => x === first?.position.x && y === first?.position.y)
  return piled ? apply(document, { kind: 'move', to: layOut(layoutTask(document)) }) : document
}
