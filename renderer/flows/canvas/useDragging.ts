// What a drag does beside following the mouse: it keeps to the lines of cards nearby, and a frame takes along what lies in it.
import { type NodeChange, type ReactFlowState, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import type { Position } from '../document/change.ts'
import { lyingIn } from '../document/frames.ts'
import { type EditorStore, useEditorStore } from '../document/store.ts'
import { aligned, around, type Box, nearest } from './align.ts'
import type { CanvasNode } from './elements.ts'
import { type GuideStore, guideStore, showGuides } from './Guides.tsx'

type Moving = { id: string; position: Position }
type Lookup = ReactFlowState<CanvasNode>['nodeLookup']
type Sight = Pick<ReactFlowState, 'transform' | 'width' | 'height'>
type CanvasState = Sight & { nodeLookup: Lookup }

function boxOf(lookup: Lookup, id: string, position?: Position): Box | null {
  const node = lookup.get(id)
  if (!node) return null
  const { width = 0, height = 0 } = node.measured
  return { ...(position ?? node.position), width, height }
}

/** The part of the document that is seen. */
export function sightOf({ transform: [x, y, zoom], width, height }: Sight): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
}

const isMove = (change: NodeChange<CanvasNode>): change is Extract<NodeChange<CanvasNode>, { type: 'position' }> =>
  change.type === 'position' && change.position !== undefined

export type Dragging = {
  guides: GuideStore
  /** What was dragged before is forgotten; frames among these take along what lies in them. */
  begin(dragged: readonly Moving[]): void
  /** The changes of the canvas library, in line with the cards nearby. */
  follow(changes: NodeChange<CanvasNode>[]): NodeChange<CanvasNode>[]
  /** Where everything that was dragged has come to lie. */
  places(dragged: readonly Moving[]): Map<string, Position>
}

type Carried = { id: string; start: Position; frame: string; frameStart: Position }

/** What the dragged frames take along, with the places of both before. */
function carriedBy(dragged: readonly Moving[], editor: EditorStore): Carried[] {
  const { document } = editor.getState()
  const ids = dragged.map(({ id }) => id)
  const inside = lyingIn(document, ids)
  if (inside.size === 0) return []
  const starts = new Map([...document.nodes, ...document.notes].map(({ id, position }) => [id, position]))
  return [...inside].flatMap(([id, frame]) => {
    const [start, frameStart] = [starts.get(id), starts.get(frame)]
    return start && frameStart ? [{ id, start, frame, frameStart }] : []
  })
}

function draggingOf(state: () => CanvasState, editor: EditorStore): Dragging {
  const guides = guideStore()
  let last = new Map<string, Position>()
  let carried: Carried[] = []
  let compared: { boxes: Box[]; transform: CanvasState['transform'] } | null = null

  /** The boxes a drag is compared with: looked for once, and again when the canvas has moved. */
  const others = (ids: ReadonlySet<string>, dragged: Box): Box[] => {
    const { nodeLookup, transform } = state()
    if (compared?.transform === transform) return compared.boxes
    const boxes = [...nodeLookup.keys()].flatMap((id) => (ids.has(id) ? [] : (boxOf(nodeLookup, id) ?? [])))
    compared = { boxes: nearest(boxes, sightOf(state()), dragged), transform }
    return compared.boxes
  }

  const shifted = (moving: readonly Moving[]) => {
    const { nodeLookup } = state()
    const boxes = moving.flatMap(({ id, position }) => boxOf(nodeLookup, id, position) ?? [])
    if (boxes.length === 0) return
    const dragged = around(boxes)
    const { dx, dy, guides: lines } = aligned(dragged, others(new Set([...moving, ...carried].map(({ id }) => id)), dragged))
    last = new Map(moving.map(({ id, position }) => [id, { x: position.x + dx, y: position.y + dy }]))
    for (const { id, start, frame, frameStart } of carried) {
      const at = last.get(frame)
      if (at) last.set(id, { x: start.x + at.x - frameStart.x, y: start.y + at.y - frameStart.y })
    }
    showGuides(guides, lines)
  }

  return {
    guides,
    begin(dragged) {
      last = new Map()
      carried = carriedBy(dragged, editor)
      compared = null
    },
    follow(changes) {
      const moves = changes.filter(isMove)
      if (moves.length === 0) return changes
      const ends = moves.every(({ dragging }) => !dragging)
      if (!ends) shifted(moves.map(({ id, position = { x: 0, y: 0 } }) => ({ id, position })))
      else showGuides(guides)
      const own = changes.map((change) =>
        isMove(change) && change.dragging !== undefined
          ? { ...change, position: last.get(change.id) ?? change.position }
          : change,
      )
      if (carried.length === 0 || moves.every(({ dragging }) => dragging === undefined)) return own
      return [...own, ...carried.map(({ id }) => ({ id, type: 'position' as const, position: last.get(id) }))]
    },
    places: (dragged) => new Map([...dragged.map(({ id, position }): [string, Position] => [id, position]), ...last]),
  }
}

/** The drag on this canvas. */
export function useDragging(): Dragging {
  const store = useStoreApi<CanvasNode>()
  const editor = useEditorStore()
  return useMemo(() => draggingOf(store.getState, editor), [store, editor])
}
