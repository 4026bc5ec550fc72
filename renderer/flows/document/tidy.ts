// After the layout: cards move up or down until few ways run behind a card that is neither of their ends.
import type { Position } from './change.ts'

export type Card = { id: string; width: number; height: number }
/** `out`: how far below the card's top its port is. */
export type Way = { from: string; to: string; out: number }

/** How far below a card's top its entry is. */
export const entryAt = 28
/** How far outside of the cards a way that leads back runs. */
export const aside = 24
const gap = 40
const step = 20
/** What a place of a way behind a card costs, and how far a way climbs for a cost of 1: what still runs behind a card after this takes
 * a lane around it (routes.ts), so that a flow need not become tall for it. */
const hiddenWeight = 0.1
const climbWeight = 800
/** As far as a card moves in one go. */
const farthest = 12 * step
/** A flow with more cards is not tried: each try looks at every way. */
const most = 50
const samples = 24

type Box = Position & Card

const along = (from: number, to: number) => Array.from({ length: samples + 1 }, (_, at) => from + ((to - from) * at) / samples)

/** Places on a way that leads back, around above both of its ends. */
function pointsBack(from: Box, to: Box, out: number): Position[] {
  const [right, left] = [from.x + from.width + aside, to.x - aside]
  const over = Math.min(from.y, to.y) - aside
  return [
    ...along(left, right).map((x) => ({ x, y: over })),
    ...along(over, from.y + out).map((y) => ({ x: right, y })),
    ...along(over, to.y + entryAt).map((y) => ({ x: left, y })),
  ]
}

/** Places on a way as the canvas draws it: on to the right, a curve that leaves and arrives level. */
function pointsOf(from: Box, to: Box, out: number): Position[] {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + out, to.x, to.y + entryAt]
  if (x2 < x1) return pointsBack(from, to, out)
  const half = (x2 - x1) / 2
  return Array.from({ length: samples - 1 }, (_, at) => {
    const t = (at + 1) / samples
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
    return { x: a * x1 + b * (x1 + half) + c * (x2 - half) + d * x2, y: (a + b) * y1 + (c + d) * y2 }
  })
}

const covers = ({ x, y, width, height }: Box, at: Position) =>
  at.x > x && at.x < x + width && at.y > y - step / 2 && at.y < y + height + step / 2

/** How much of the ways cannot be seen, with how far they climb as a small part of it. */
function cost(boxes: ReadonlyMap<string, Box>, ways: readonly Way[]): number {
  let hidden = 0
  for (const { from, to, out } of ways) {
    const [source, target] = [boxes.get(from), boxes.get(to)]
    if (!source || !target) continue
    hidden += Math.abs(source.y + out - target.y - entryAt) / climbWeight
    const [end, begin] = [source.x + source.width, target.x]
    const [left, right] = [Math.min(end, begin), Math.max(end, begin)]
    const between = [...boxes.values()].filter((box) => box.x < right + aside && box.x + box.width > left - aside)
    if (between.length === 0) continue
    for (const point of pointsOf(source, target, out)) for (const box of between) if (covers(box, point)) hidden += hiddenWeight
  }
  return hidden
}

const overlaps = (one: Box, other: Box) =>
  one.id !== other.id &&
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height + gap &&
  other.y < one.y + one.height + gap

/** The card moved up or down to where the flow costs least, with that cost; the card itself where no place is better. */
function bestMove(box: Box, boxes: Map<string, Box>, ways: readonly Way[], now: number): [number, Box] {
  const tries = Array.from({ length: farthest / step }, (_, at) => (at + 1) * step).flatMap((by) => [by, -by])
  let [best, chosen] = [now - 0.01, box]
  for (const by of tries) {
    const moved = { ...box, y: box.y + by }
    if ([...boxes.values()].some((other) => overlaps(moved, other))) continue
    boxes.set(box.id, moved)
    const then = cost(boxes, ways)
    if (then < best) [best, chosen] = [then, moved]
  }
  return [best, chosen]
}

/** Places with fewer ways behind cards; those given where there are too many cards to try. */
export function tidied(
  cards: readonly Card[],
  ways: readonly Way[],
  places: ReadonlyMap<string, Position>,
): Map<string, Position> {
  if (cards.length > most) return new Map(places)
  const boxes = new Map(cards.map((card): [string, Box] => [card.id, { ...card, ...(places.get(card.id) ?? { x: 0, y: 0 }) }]))
  let now = cost(boxes, ways)
  for (let better = true, rounds = 0; better && rounds < 8; rounds += 1) {
    better = false
    for (const { id } of cards) {
      const box = boxes.get(id)
      if (!box) continue
      const [then, moved] = bestMove(box, boxes, ways, now)
      boxes.set(id, moved)
      if (moved === box) continue
      now = then
      better = true
    }
  }
  return new Map([...boxes].map(([id, { x, y }]) => [id, { x, y }]))
}
