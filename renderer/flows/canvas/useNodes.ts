// The nodes on the canvas, from the document and from what the mouse does to them.
import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { linesOf } from '../said.ts'
import { type CanvasNode, canvasNodes } from './elements.ts'
import type { Dragging } from './useDragging.ts'

/** Nodes with their places during a drag; the document learns of them at its end. */
export function useNodes(drag: Dragging) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const selection = useEditor((state) => state.selection)
  const problemsOf = useEditor((state) => state.problemsOf)
  const office = useOffice()
  const { nodes: steps, edges } = document
  const lines = useMemo(() => linesOf({ nodes: steps, edges }, office), [steps, edges, office])
  const [nodes, setNodes] = useState<CanvasNode[]>(() => canvasNodes([], { document, selection, problemsOf, lines }))
  useEffect(
    () => setNodes((before) => canvasNodes(before, { document, selection, problemsOf, lines })),
    [document, selection, problemsOf, lines],
  )
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const chosen = changes.filter((change) => change.type === 'select')
      if (chosen.length > 0) {
        const next = new Set(store.getState().selection)
        for (const { id, selected } of chosen) next[selected ? 'add' : 'delete'](id)
        store.getState().select(next)
      }
      const followed = drag.follow(changes.filter(({ type }) => type !== 'select'))
      setNodes((before) => applyNodeChanges(followed, before))
    },
    [store, drag],
  )
  return { nodes, onNodesChange }
}
