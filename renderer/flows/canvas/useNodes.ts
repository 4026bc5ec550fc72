// The nodes on the canvas, from the document and from what the mouse does to them.
import { applyNodeChanges, type NodeChange, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { type CanvasEdge, type CanvasNode, canvasNodes } from './elements.ts'
import { type Glide, glideOf, type Place } from './glide.ts'
import type { Dragging } from './useDragging.ts'

const placesOf = (changes: readonly NodeChange<CanvasNode>[]): Place[] =>
  changes.flatMap((change) =>
    change.type === 'position' && change.position ? [{ id: change.id, position: change.position }] : [],
  )

/** Nodes with their places during a drag; the document learns of them at its end. */
export function useNodes(drag: Dragging) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const selection = useEditor((state) => state.selection)
  const problemsOf = useEditor((state) => state.problemsOf)
  const office = useOffice()
  const { nodes: steps, edges } = document
  const lines = useMemo(() => summariesOf({ nodes: steps, edges }, office), [steps, edges, office])
  const flow = useStoreApi<CanvasNode, CanvasEdge>()
  const [nodes, setNodes] = useState<CanvasNode[]>(() => canvasNodes([], { document, selection, problemsOf, lines }))
  const current = useRef(nodes)
  const gliding = useRef<Glide | null>(null)
  /** Of the drag that goes on: where everything is by now. */
  const underway = useRef<NodeChange<CanvasNode>[]>([])
  useEffect(() => () => gliding.current?.end(), [])
  useEffect(() => {
    current.current = canvasNodes(applyNodeChanges(underway.current, current.current), { document, selection, problemsOf, lines })
    setNodes(current.current)
  }, [document, selection, problemsOf, lines])
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const chosen = changes.filter((change) => change.type === 'select')
      if (chosen.length > 0) {
        const next = new Set(store.getState().selection)
        for (const { id, selected } of chosen) next[selected ? 'add' : 'delete'](id)
        store.getState().select(next)
      }
      const followed = drag.follow(changes.filter(({ type }) => type !== 'select'))
      if (followed.length === 0) return
      const moves = followed.filter((change) => change.type === 'position')
      const dragged = moves.some(({ dragging }) => dragging)
      if (dragged && gliding.current) {
        underway.current = followed
        return gliding.current.move(placesOf(followed))
      }
      current.current = applyNodeChanges([...underway.current, ...followed], current.current)
      underway.current = []
      if (moves.length > 0) {
        gliding.current?.end()
        gliding.current = null
      }
      if (!dragged) return setNodes(current.current)
      // The first move of a drag is the canvas library's: it marks what is dragged. Of the others nothing is rendered.
      flow.getState().setNodes(current.current)
      if (!flow.getState().nodesSelectionActive)
        gliding.current = glideOf(flow.getState, new Set(placesOf(followed).map(({ id }) => id)))
    },
    [store, drag, flow],
  )
  return { nodes, onNodesChange }
}
