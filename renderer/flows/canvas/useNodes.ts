// The nodes on the canvas, from the document and from what the mouse does to them.
import { applyNodeChanges, type NodeChange, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { type CanvasEdge, type CanvasNode, canvasNodes } from './elements.ts'
import type { Dragging } from './useDragging.ts'

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
  useEffect(() => {
    current.current = canvasNodes(current.current, { document, selection, problemsOf, lines })
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
      current.current = applyNodeChanges(followed, current.current)
      const dragged = followed.some((change) => change.type === 'position' && change.dragging)
      // During a drag the canvas library's own store moves, and nothing of the page renders.
      if (dragged) flow.getState().setNodes(current.current)
      else setNodes(current.current)
    },
    [store, drag, flow],
  )
  return { nodes, onNodesChange }
}
