// Room for a new step: where no card lies yet, or between two cards, with those behind moved on.
import type { FlowDocument, FlowEdge, FlowNode } from '../../../shared/flow/document.ts'
import { apply, type Change, type Position } from './change.ts'
import { described, nodeWidth } from './described.ts'

/** Between a card and the next one, in the units of the canvas. */
const gap = 60
const step = 20

const rightOf = ({ position }: FlowNode): number => position.x + nodeWidth
const onGrid = (value: number): number => Math.ceil(value / step) * step

/** The place, or the first one below it, that no card of the flow covers. */
export function freePlace({ nodes }: Pick<FlowDocument, 'nodes'>, node: FlowNode): Position {
  const { height } = described(node)
  const { x, y } = node.position
  const beside = nodes.filter((each) => each.id !== node.id && Math.abs(each.position.x - x) < nodeWidth)
  const covers = (at: number) =>
    beside.find((each) => each.position.y < at + height && each.position.y + described(each).height > at)
  let place = y
  for (let other = covers(place); other; other = covers(place)) place = onGrid(other.position.y + described(other).height + step)
  return { x, y: place }
}

/** The new node between the two ends of the edge, and the moves of what lies behind where there was too little room. */
export function between(document: FlowDocument, edge: FlowEdge, node: FlowNode): { node: FlowNode; moves: Change[] } {
  const [source, target] = [edge.from.node, edge.to].map((id) => document.nodes.find((each) => each.id === id))
  const at = (document: FlowDocument, position: Position): FlowNode => ({
    ...node,
    position: freePlace(document, { ...node, position }),
  })
  if (!source || !target || target.position.x < rightOf(source)) return { node: at(document, node.position), moves: [] }
  const room = target.position.x - rightOf(source)
  if (room >= nodeWidth + 2 * step) {
    const x = onGrid(rightOf(source) + (room - nodeWidth) / 2 - step / 2)
    return { node: at(document, { x, y: target.position.y }), moves: [] }
  }
  const x = onGrid(rightOf(source) + gap)
  const by = onGrid(x + nodeWidth + gap - target.position.x)
  const behind = document.nodes.filter(({ id, position }) => id !== source.id && position.x >= target.position.x)
  const to = new Map(behind.map(({ id, position }) => [id, { x: position.x + by, y: position.y }]))
  const move: Change = { kind: 'move', to }
  const { nodes } = apply(document, move)
  return { node: at({ ...document, nodes }, { x, y: target.position.y }), moves: [move] }
}
