// The ways on the canvas. The canvas library looks at each edge it knows at every move of the mouse, so it is told only of
// those near what is seen: docs/decisions/012.
import { type EdgeChange, type ReactFlowState, useStore } from '@xyflow/react'
import { useCallback, useMemo, useRef } from 'react'
import { lanesOf } from '../document/routes.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { type Box, contains } from './align.ts'
import { labelPlaces } from './edgeLabels.ts'
import { type CanvasEdge, canvasEdges } from './elements.ts'
import { nearby } from './nearby.ts'
import { sightOf } from './useDragging.ts'

/** As many widths and heights of what is seen are kept on each side of it. */
const reserve = 1

/** What is seen and a reserve around it; the same object until one has looked beyond it, or come much closer. */
function useNeighbourhood(): Box {
  const last = useRef<Box | null>(null)
  return useStore((state: Pick<ReactFlowState, 'transform' | 'width' | 'height'>) => {
    const seen = sightOf(state)
    const fits = last.current && contains(last.current, seen) && last.current.width < seen.width * (2 + 4 * reserve)
    if (!fits || !last.current) {
      const [dx, dy] = [seen.width * reserve, seen.height * reserve]
      last.current = { x: seen.x - dx, y: seen.y - dy, width: seen.width + 2 * dx, height: seen.height + 2 * dy }
    }
    return last.current
  })
}

/** The edges to draw, and what a click on one does. */
export function useEdges() {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const selected = useEditor((state) => state.selectedEdge)
  const selection = useEditor((state) => state.selection)
  const neighbourhood = useNeighbourhood()
  const near = useMemo(
    () => ({ ...document, edges: nearby(document, selection, neighbourhood) }),
    [document, selection, neighbourhood],
  )
  const lanes = useMemo(() => lanesOf(document), [document])
  const places = useMemo(() => labelPlaces(document), [document])
  const edges = useMemo(() => canvasEdges(near, selected, lanes, places), [near, selected, lanes, places])
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      const chosen = changes.find((change) => change.type === 'select' && change.selected)
      if (chosen?.type === 'select') store.getState().select([], chosen.id)
    },
    [store],
  )
  return { edges, onEdgesChange }
}
