// The moves of a drag, put on the screen by hand: the cards that move and the ways at them. The canvas library asks everything
// it knows and renders for each move otherwise (docs/decisions/012). Its own record of the places goes along, so that what it
// renders meanwhile, such as a way that comes into sight, is in its place; it renders the end of the drag itself.
import type { InternalNode, ReactFlowState } from '@xyflow/react'
import type { Position } from '../document/change.ts'
import type { CanvasNode, WayEdge } from './elements.ts'
import { wayPath } from './wayPath.ts'

type State = Pick<ReactFlowState<CanvasNode, WayEdge>, 'nodeLookup' | 'edges' | 'domNode' | 'transform'>
type Card = InternalNode<CanvasNode>
export type Place = { id: string; position: Position }
export type Glide = { move(places: readonly Place[]): void }

type Way = { edge: WayEdge; lines: readonly Element[]; labels: readonly HTMLElement[] }
type Drawn = { transform: State['transform']; cards: Map<string, HTMLElement>; ways: Way[] }

/** Where a way is fixed to a card: the middle of the handle's outer side, as the library has it. */
function endAt(card: Card, kind: 'source' | 'target', handleId: string | null | undefined) {
  const handle = card.internals.handleBounds?.[kind]?.find(({ id }) => id === handleId)
  if (!handle) return null
  const { x, y } = card.internals.positionAbsolute
  const { width, height, position } = handle
  const [left, top] = [x + handle.x, y + handle.y]
  const at = {
    left: { x: left, y: top + height / 2 },
    right: { x: left + width, y: top + height / 2 },
    top: { x: left + width / 2, y: top },
    bottom: { x: left + width / 2, y: top + height },
  }[position]
  return { ...at, position }
}

function redraw({ edge, lines, labels }: Way, lookup: State['nodeLookup']): void {
  const [from, to] = [lookup.get(edge.source), lookup.get(edge.target)]
  const source = from && endAt(from, 'source', edge.sourceHandle)
  const target = to && endAt(to, 'target', edge.targetHandle)
  if (!source || !target) return
  const ends = {
    sourceX: source.x,
    sourceY: source.y,
    targetX: target.x,
    targetY: target.y,
    sourcePosition: source.position,
    targetPosition: target.position,
  }
  const [path, x, y] = wayPath(ends, edge.data?.out ?? 0)
  for (const line of lines) line.setAttribute('d', path)
  for (const label of labels) label.style.transform = labelAt(x, y)
}

/** The middle of a label stands there. */
export const labelAt = (x: number, y: number): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`

const elementsIn = (root: Element | null, selector: string): HTMLElement[] => [
  ...(root?.querySelectorAll<HTMLElement>(selector) ?? []),
]

/** What of these cards and their ways is on the screen now. */
function drawnOf({ domNode, edges, transform }: State, ids: ReadonlySet<string>): Drawn {
  const cards = elementsIn(domNode, '.react-flow__node').filter(({ dataset }) => ids.has(dataset.id ?? ''))
  const groups = new Map(elementsIn(domNode, '.react-flow__edge').map((group) => [group.dataset.id, group]))
  const ways = edges.flatMap((edge): Way[] => {
    const group = ids.has(edge.source) || ids.has(edge.target) ? groups.get(edge.id) : undefined
    if (!group) return []
    const labels = elementsIn(domNode, '[data-way]').filter(({ dataset }) => dataset.way === edge.id)
    return [{ edge, lines: elementsIn(group, 'path'), labels }]
  })
  return { transform, cards: new Map(cards.map((card) => [card.dataset.id ?? '', card])), ways }
}

/** For one drag of these cards. */
export function glideOf(state: () => State, ids: ReadonlySet<string>): Glide {
  let drawn: Drawn | null = null
  return {
    move(places) {
      const now = state()
      // A canvas that has moved shows other ways.
      if (drawn?.transform !== now.transform) drawn = drawnOf(now, ids)
      for (const { id, position } of places) {
        const card = now.nodeLookup.get(id)
        if (!card) continue
        card.position = position
        card.internals.positionAbsolute = position
        const element = drawn.cards.get(id)
        if (element) element.style.transform = `translate(${position.x}px,${position.y}px)`
      }
      for (const way of drawn.ways) redraw(way, now.nodeLookup)
    },
  }
}
