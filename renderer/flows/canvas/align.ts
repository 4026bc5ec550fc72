// Alignment while something is dragged: its edges and centre against those of the cards nearby. Plain figures, no drawing.

export type Box = { x: number; y: number; width: number; height: number }
/** A line from one end of what it aligns to the other. */
export type Guide = { axis: 'x' | 'y'; at: number; from: number; to: number }
export type Aligned = { dx: number; dy: number; guides: readonly Guide[] }

/** As close as this, in the document's units, a line is kept to. */
export const near = 6
/** Of more cards than this only the nearest count. */
const mostCompared = 60

const none: Aligned = { dx: 0, dy: 0, guides: [] }

/** What all of these lie in. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

/** Whether all of the other lies in this one. */
export const contains = (one: Box, other: Box): boolean =>
  one.x <= other.x &&
  one.y <= other.y &&
  one.x + one.width >= other.x + other.width &&
  one.y + one.height >= other.y + other.height

/** Whether the two have any place in common. */
export const touches = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

const distance = (one: Box, other: Box): number =>
  Math.abs(one.x + one.width / 2 - other.x - other.width / 2) + Math.abs(one.y + one.height / 2 - other.y - other.height / 2)

/** Of the boxes in sight those nearest to the dragged one. */
export function nearest(boxes: readonly Box[], sight: Box, dragged: Box): Box[] {
  const seen = boxes.filter((box) => touches(box, sight))
  if (seen.length <= mostCompared) return seen
  return seen.sort((one, other) => distance(one, dragged) - distance(other, dragged)).slice(0, mostCompared)
}

const stops = (start: number, length: number): [number, number, number] => [start, start + length / 2, start + length]

/** How far to the closest line of one direction; null where none is near. Like is compared with like: edges with edges, centres with centres. */
function closest(start: number, length: number, others: readonly [start: number, length: number][]): number | null {
  const [low, middle, high] = stops(start, length)
  let best: number | null = null
  const tried = (by: number) => {
    if (Math.abs(by) <= near && (best === null || Math.abs(by) < Math.abs(best))) best = by
  }
  for (const [otherStart, otherLength] of others) {
    const [otherLow, otherMiddle, otherHigh] = stops(otherStart, otherLength)
    tried(otherLow - low)
    tried(otherMiddle - middle)
    tried(otherHigh - high)
  }
  return best
}

const same = (one: number, other: number) => Math.abs(one - other) < 0.5

/** The lines of one direction on which the box now lies with others. */
function guidesOf(axis: 'x' | 'y', box: Box, others: readonly Box[]): Guide[] {
  const [start, length, across, breadth] =
    axis === 'x' ? (['x', 'width', 'y', 'height'] as const) : (['y', 'height', 'x', 'width'] as const)
  return stops(box[start], box[length]).flatMap((at, stop) => {
    const on = others.filter((other) => same(stops(other[start], other[length])[stop] ?? Number.NaN, at))
    if (on.length === 0) return []
    const all = [box, ...on]
    return [
      {
        axis,
        at,
        from: Math.min(...all.map((each) => each[across])),
        to: Math.max(...all.map((each) => each[across] + each[breadth])),
      },
    ]
  })
}

/** How far the box is moved to lie in line with others, and the lines to show. */
export function aligned(box: Box, others: readonly Box[]): Aligned {
  const dx = closest(
    box.x,
    box.width,
    others.map(({ x, width }) => [x, width]),
  )
  const dy = closest(
    box.y,
    box.height,
    others.map(({ y, height }) => [y, height]),
  )
  if (dx === null && dy === null) return none
  const placed = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) }
  return { dx: dx ?? 0, dy: dy ?? 0, guides: [...guidesOf('x', placed, others), ...guidesOf('y', placed, others)] }
}
