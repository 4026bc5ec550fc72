// Where an arrow key leads from a node: along its ways out, back along one that leads in, and among its neighbours.
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'
import { described } from './described.ts'

export type Direction = 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp'

/** Targets of the node's ways in the order of its ports, then those beside the call. */
function onward(document: FlowDocument, node: FlowNode): string[] {
  const order = described(node).ports.map(({ name }) => name)
  const rank = (port: string) => (order.includes(port) ? order.indexOf(port) : order.length)
  return document.edges
    .filter(({ from }) => from.node === node.id)
    .sort((a, b) => rank(a.from.port) - rank(b.from.port))
    .map(({ to }) => to)
}

/** The next node's id, or null where there is none that way; without a node the start. */
export function walk(document: FlowDocument, id: string | null, direction: Direction): string | null {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const node = id === null ? undefined : byId.get(id)
  if (!node) return (document.nodes.find(({ type }) => type === 'start') ?? document.nodes[0])?.id ?? null
  if (direction === 'ArrowRight') return onward(document, node)[0] ?? null
  const source = byId.get(document.edges.find(({ to }) => to === node.id)?.from.node ?? '')
  if (direction === 'ArrowLeft') return source?.id ?? null
  const siblings = source ? [...new Set(onward(document, source))] : document.nodes.map((each) => each.id)
  return siblings[siblings.indexOf(node.id) + (direction === 'ArrowDown' ? 1 : -1)] ?? null
}
