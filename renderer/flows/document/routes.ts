// Wires that avoid cards: where an edge would run behind a card that is neither of its ends, it takes a clear lane above or below.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { edgeKey, type Position } from './change.ts'
import { described, outOf } from './described.ts'
import { entryAt } from './tidy.ts'

type Box = Position & { width: number; height: number }
/** The edge runs level at `y` from `left` to `right`. */
export type Lane = { y: number; left: number; right: number }

/** Between a lane and a card. */
const clear = 16
/** So many places of a curve are looked at. */
const samples = 32
/** A flow with more cards is drawn without lanes: one looks over it, not along its wires. */
const most = 200

const inside = ({ x, y, width, height }: Box, at: Position): boolean =>
  at.x > x && at.x < x + width && at.y > y - clear / 2 && at.y < y + height + clear / 2

/** Places on the curve from one end to the other that leaves and arrives level. */
function curve(from: Position, to: Position): Position[] {
  const half = (to.x - from.x) / 2
  return Array.from({ length: samples - 1 }, (_, at) => {
    const t = (at + 1) / samples
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
    return { x: a * from.x + b * (from.x + half) + c * (to.x - half) + d * to.x, y: (a + b) * from.y + (c + d) * to.y }
  })
}

/** The lane an edge takes between these boxes; null where its curve is clear, or no lane is. */
export function laneOf(from: Position, to: Position, boxes: readonly Box[]): Lane | null {
  if (to.x <= from.x) return null // it leads back, around above
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  const between = boxes.filter(({ x, width }) => x < to.x && x + width > from.x)
  const near = between.filter(({ y, height }) => y < bottom + clear && y + height > top - clear)
  if (near.length === 0) return null
  const hit = curve(from, to).flatMap((point) => near.filter((box) => inside(box, point)))
  if (hit.length === 0) return null
  // What is met decides from where to where the lane runs.
  const left = Math.min(...hit.map(({ x }) => x)) - clear
  const right = Math.max(...hit.map(({ x, width }) => x + width)) + clear
  if (left < from.x || right > to.x) return null
  const along = between.filter(({ x, width }) => x < right && x + width > left)
  const free = (y: number) => along.every((box) => y <= box.y - clear / 2 || y >= box.y + box.height + clear / 2)
  const cost = (y: number) => Math.abs(y - from.y) + Math.abs(y - to.y)
  const [y] = along
    .flatMap((box) => [box.y - clear, box.y + box.height + clear])
    .concat(from.y, to.y)
    .filter(free)
    .sort((one, other) => cost(one) - cost(other))
  return y === undefined ? null : { y, left, right }
}

const lanesKnown = new WeakMap<FlowDocument['edges'], { signature: string; lanes: ReadonlyMap<string, Lane> }>()

const signatureOf = ({ nodes }: FlowDocument): string =>
  nodes.map((node) => `${node.position.x},${node.position.y},${described(node).height}`).join(' ')

/** The lanes of the edges that need one, by their key; worked out again only when a card has moved or an edge has changed. */
export function lanesOf(document: FlowDocument): ReadonlyMap<string, Lane> {
  const { nodes, edges } = document
  if (nodes.length > most) return new Map()
  const signature = signatureOf(document)
  const known = lanesKnown.get(edges)
  if (known?.signature === signature) return known.lanes
  const boxes = new Map(
    nodes.map((node): [string, Box] => [
      node.id,
      { ...node.position, width: described(node).width, height: described(node).height },
    ]),
  )
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const lanes = new Map<string, Lane>()
  for (const edge of edges) {
    const [source, target] = [boxes.get(edge.from.node), boxes.get(edge.to)]
    if (!source || !target) continue
    const from = { x: source.x + source.width, y: source.y + outOf(byId.get(edge.from.node), edge.from.port) }
    const others = [...boxes.values()].filter((box) => box !== source && box !== target)
    const lane = laneOf(from, { x: target.x, y: target.y + entryAt }, others)
    if (lane) lanes.set(edgeKey(edge), lane)
  }
  lanesKnown.set(edges, { signature, lanes })
  return lanes
}
