// Where the names of edges stand: on their edge, beside the cards and each other. One that has no free place is left to its outlet.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Position } from '../document/change.ts'
import { edgeKey } from '../document/change.ts'
import { described, outOf } from '../document/described.ts'
import { type Lane, lanesOf } from '../document/routes.ts'
import { aside, entryAt } from '../document/tidy.ts'
import { portName } from '../labels/labels.ts'

type Box = Position & { width: number; height: number }

/** Of a letter on average, and of a line, in the units of the canvas. */
const [letterWidth, lineHeight] = [6.4, 14]
/** Between a name and what is beside it. */
const clear = 3
/** Parts of the way at which a name is tried: the middle first. */
const tried = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78] as const
/** A flow with more cards is looked over, not read along its edges: names stand in the middle. */
const most = 200

/** The place at that part of the curve that leaves and arrives level. */
function onCurve(from: Position, to: Position, t: number): Position {
  const half = (to.x - from.x) / 2
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
  return { x: a * from.x + b * (from.x + half) + c * (to.x - half) + d * to.x, y: (a + b) * from.y + (c + d) * to.y }
}

/** The place at a part (0–1) of the edge: along its lane, above the cards where it leads back, else on its curve. `over`: its height there. */
export function placeOn(from: Position, to: Position, over: number, lane: Lane | null, t: number): Position {
  if (lane && lane.left >= from.x && lane.right <= to.x) return { x: lane.left + (lane.right - lane.left) * t, y: lane.y }
  if (to.x >= from.x) return onCurve(from, to, t)
  const [left, right] = [to.x - aside, from.x + aside]
  return { x: left + (right - left) * t, y: over }
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width + clear &&
  other.x < one.x + one.width + clear &&
  one.y < other.y + other.height + clear &&
  other.y < one.y + one.height + clear

const placesKnown = new WeakMap<FlowDocument['edges'], { nodes: FlowDocument['nodes']; places: ReadonlyMap<string, number> }>()

/** By edge, the part of its way at which its name stands; edges whose name has no place are left out. */
export function labelPlaces(document: FlowDocument): ReadonlyMap<string, number> {
  const { nodes, edges } = document
  const known = placesKnown.get(edges)
  if (known?.nodes === nodes) return known.places
  const places = new Map<string, number>()
  placesKnown.set(edges, { nodes, places })
  if (nodes.length > most) {
    for (const edge of edges) places.set(edgeKey(edge), 0.5)
    return places
  }
  const lanes = lanesOf(document)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const taken: Box[] = nodes.map((node) => ({
    ...node.position,
    width: described(node).width,
    height: described(node).height,
  }))
  for (const edge of edges) {
    const [source, target] = [byId.get(edge.from.node), byId.get(edge.to)]
    if (!source || !target) continue
    const key = edgeKey(edge)
    const from = { x: source.position.x + described(source).width, y: source.position.y + outOf(source, edge.from.port) }
    const to = { x: target.position.x, y: target.position.y + entryAt }
    const over = Math.min(source.position.y, target.position.y) - aside
    const width = portName(edge.from.port).length * letterWidth
    for (const t of tried) {
      const { x, y } = placeOn(from, to, over, lanes.get(key) ?? null, t)
      const box = { x: x - width / 2, y: y - lineHeight / 2, width, height: lineHeight }
      if (taken.some((other) => overlap(box, other))) continue
      taken.push(box)
      places.set(key, t)
      break
    }
  }
  return places
}
