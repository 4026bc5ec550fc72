// The moves of a drag, put on the screen by hand: the cards that move and the ways at them. The canvas library asks everything
// it knows and renders for each move otherwise (docs/decisions/012). Its own record of the places goes along, so that what it
// renders meanwhile, such as a way that comes into sight, is in its place; it renders the end of the drag itself.
import type { InternalNode, ReactFlowState } from '@xyflow/react'
import type { Position } from '../document/change.ts'
import classes from './canvas.module.css'
import { edgePath } from './edgePath.ts'
import type { CanvasEdge, CanvasNode } from './elements.ts'

type State = Pick<ReactFlowState<CanvasNode, CanvasEdge>, 'nodeLookup' | 'edges' | 'domNode' | 'transform'>
type Card = InternalNode<CanvasNode>
export type Place = { id: string; position: Position }
export type Glide = { move(places: readonly Place[]): void; end(): void }

type Way = { edge: CanvasEdge; line: Element; labels: readonly HTMLElement[] }
type Drawn = { transform: State['transform']; cards: Map<string, HTMLElement>; ways: Way[]; end(): void }

/** Where a way is fixed to a card: the middle of the handle's outer side. Of a card out of sight it is as declared. */
function endAt(card: Card, kind: 'source' | 'target', handleId: string | null | undefined) {
  const handles = card.internals.handleBounds?.[kind] ?? card.handles?.filter(({ type }) => type === kind)
  const handle = handles?.find(({ id }) => id === handleId)
  if (!handle) return null
  const { x, y } = card.internals.positionAbsolute
  const { width = 1, height = 1, position } = handle
  const [left, top] = [x + handle.x, y + handle.y]
  const at = {
    left: { x: left, y: top + height / 2 },
    right: { x: left + width, y: top + height / 2 },
    top: { x: left + width / 2, y: top },
    bottom: { x: left + width / 2, y: top + height },
  }[position]
  return { ...at, position }
}

function redraw({ edge, line, labels }: Way, lookup: State['nodeLookup']): void {
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
  const [path, x, y] = edgePath(ends, edge.data?.out ?? 0)
  line.setAttribute('d', path)
  for (const label of labels) label.style.transform = labelAt(x, y)
}

/** The middle of a label stands there. */
export const labelAt = (x: number, y: number): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`

const elementsIn = (root: Element | null, selector: string): HTMLElement[] => [
  ...(root?.querySelectorAll<HTMLElement>(selector) ?? []),
]

function drawing(before: Element | null): SVGSVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  made.classList.add(classes.together ?? '')
  made.setAttribute('aria-hidden', 'true')
  before?.before(made)
  return made
}

/**
 * The ways in two drawings, those that move and those that do not, in the place of the library's: that one has a drawing for
 * each, and the browser puts each of them together with all others anew at every move.
 */
function drawTogether(domNode: HTMLElement | null, moves: ReadonlySet<string>): { lines: Map<string, Element>; end(): void } {
  const edges = domNode?.querySelector('.react-flow__edges') ?? null
  const [resting, moving] = [drawing(edges), drawing(edges)]
  const lines = new Map<string, Element>()
  for (const group of elementsIn(edges, '.react-flow__edge')) {
    const line = group.querySelector('.react-flow__edge-path')?.cloneNode() as Element | undefined
    if (!line) continue
    line.removeAttribute('id')
    const copy = group.cloneNode() as Element
    copy.append(line)
    const id = group.dataset.id ?? ''
    const its = moves.has(id) ? moving : resting
    its.append(copy)
    lines.set(id, line)
  }
  domNode?.setAttribute('data-gliding', '')
  const end = () => {
    resting.remove()
    moving.remove()
    domNode?.removeAttribute('data-gliding')
  }
  return { lines, end }
}

/** What of these cards and their ways is on the screen now. */
function drawnOf({ domNode, edges, transform }: State, ids: ReadonlySet<string>): Drawn {
  const cards = elementsIn(domNode, '.react-flow__node').filter(({ dataset }) => ids.has(dataset.id ?? ''))
  const moving = edges.filter(({ source, target }) => ids.has(source) || ids.has(target))
  const { lines, end } = drawTogether(domNode, new Set(moving.map(({ id }) => id)))
  const ways = moving.flatMap((edge): Way[] => {
    const line = lines.get(edge.id)
    const labels = elementsIn(domNode, '[data-way]').filter(({ dataset }) => dataset.way === edge.id)
    return line ? [{ edge, line, labels }] : []
  })
  return { transform, cards: new Map(cards.map((card) => [card.dataset.id ?? '', card])), ways, end }
}

/** For one drag of these cards; `end` leaves the canvas to the library again. */
export function glideOf(state: () => State, ids: ReadonlySet<string>): Glide {
  let drawn: Drawn | null = null
  return {
    move(places) {
      const now = state()
      // A canvas that has moved shows other ways.
      if (drawn?.transform !== now.transform) {
        drawn?.end()
        drawn = drawnOf(now, ids)
      }
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
    end() {
      drawn?.end()
      drawn = null
    },
  }
}
