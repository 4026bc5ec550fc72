import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  type Connection,
  type FinalConnectionState,
  MarkerType,
  ReactFlow,
  SelectionMode,
  useStore,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type CSSProperties, type DragEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { FlowEdge, FlowNode } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { edgeKey, type Position } from '../document/change.ts'
import { described } from '../document/described.ts'
import { mayConnect } from '../document/edits.ts'
import { noteBox } from '../document/frames.ts'
import { onlyChosen, useEditor, useEditorStore } from '../document/store.ts'
import classes from './canvas.module.css'
import { EdgeLine } from './EdgeLine.tsx'
import type { CanvasEdge, CanvasNode } from './elements.ts'
import { FrameCard } from './FrameCard.tsx'
import { Guides } from './Guides.tsx'
import { NoteCard } from './NoteCard.tsx'
import { Overview } from './Overview.tsx'
import { StepCard } from './StepCard.tsx'
import { leastText, levelOf, readableZoom, stepOf } from './semanticZoom.ts'
import { useCanvas } from './useCanvas.ts'
import { useDragging } from './useDragging.ts'
import { useEdges } from './useEdges.ts'
import { useHold } from './useHold.ts'
import { useNodes } from './useNodes.ts'

const nodeTypes = { step: StepCard, note: NoteCard, frame: FrameCard }
const edgeTypes = { way: EdgeLine }
const edgeDefaults = { markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, markerUnits: 'userSpaceOnUse' } }
const grid: [number, number] = [20, 20]
const fitOptions = { padding: 0.08, minZoom: readableZoom, maxZoom: 1 }
/** Above so many nodes the whole would be too small to read: a flow opens at its beginning. */
const readable = 60
const severalKeys = ['Meta', 'Control', 'Shift']
const proOptions = { hideAttribution: true }

type FlowCanvasProps = {
  children?: ReactNode
  /** An edge was let go over nothing. */
  onLooseEnd(from: FlowEdge['from'], screen: Position): void
  /** Something of the palette was let go here, perhaps over an edge. */
  onDropStep(type: string, at: Position, edge: FlowEdge | null): void
}

const edgeOf = ({ source, sourceHandle, target }: Connection): FlowEdge => ({
  from: { node: source, port: sourceHandle ?? '' },
  to: target,
})

/** What the mouse does to edges. */
function useWays(onLooseEnd: FlowCanvasProps['onLooseEnd']) {
  const store = useEditorStore()
  return useMemo(() => {
    const edit = () => store.getState().edit
    const allowed = (connection: Connection | CanvasEdge) => {
      const { from, to } = edgeOf(connection as Connection)
      return mayConnect(store.getState().document, from, to)
    }
    return {
      isValidConnection: allowed,
      onConnect: (connection: Connection) => edit()('connect', [{ kind: 'connect', edge: edgeOf(connection) }]),
      onReconnect: (old: CanvasEdge, connection: Connection) =>
        edit()('connect', [
          { kind: 'disconnect', edges: new Set([old.id]) },
          { kind: 'connect', edge: edgeOf(connection) },
        ]),
      onConnectEnd: (event: MouseEvent | TouchEvent, { isValid, fromHandle, toNode }: FinalConnectionState) => {
        if (isValid || fromHandle?.type !== 'source' || !('clientX' in event)) return
        const from = { node: fromHandle.nodeId, port: fromHandle.id ?? '' }
        const { document } = store.getState()
        const to = document.nodes.find(({ id }) => id === cardUnder(event) && mayConnect(document, from, id))
        if (to) return edit()('connect', [{ kind: 'connect', edge: { from, to: to.id } }])
        if (!toNode) onLooseEnd(from, { x: event.clientX, y: event.clientY })
      },
    }
  }, [store, onLooseEnd])
}

/** The card under a place on the screen: who lets a way go anywhere on it means its entry. */
const cardUnder = (event: MouseEvent): string | null | undefined =>
  globalThis.document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__node')?.getAttribute('data-id')

/** The drawn edge under a place on the screen. */
const wireUnder = (event: DragEvent): Element | undefined =>
  globalThis.document
    .elementsFromPoint(event.clientX, event.clientY)
    .flatMap((each) => each.closest('.react-flow__edge') ?? [])
    .at(0)

/** The edge under a place on the screen. */
function edgeUnder(edges: readonly CanvasEdge[], event: DragEvent): FlowEdge | null {
  const id = wireUnder(event)?.getAttribute('data-id')
  return edges.find((edge) => edge.id === id)?.data?.edge ?? null
}

/** The edge into which a dragged step would be put lights up. Only its own element changes: a drag moves often. */
function useAimed() {
  const aimed = useRef<Element | undefined>(undefined)
  return (event: DragEvent | null) => {
    const wire = event ? wireUnder(event) : undefined
    if (wire === aimed.current) return
    aimed.current?.removeAttribute('data-aimed')
    wire?.setAttribute('data-aimed', '')
    aimed.current = wire
  }
}

const boxOf = (node: FlowNode) => ({ ...node.position, width: described(node).width, height: described(node).height })

/** Longer flows are not moved before one's eyes: all of them would be laid out at each step of it. */
const mostAnimated = 100
const settlingMs = 200

/** For a moment after a step was put in or all was arranged: cards glide to their new places (canvas.module.css). */
function useSettling(): 'add' | 'insert' | 'layout' | undefined {
  const step = useEditor(({ past, future }) => (future.length === 0 ? past.at(-1) : undefined))
  const small = useEditor(({ document }) => document.nodes.length <= mostAnimated)
  const [settled, settle] = useState(step)
  useEffect(() => {
    const soon = setTimeout(() => settle(step), settlingMs)
    return () => clearTimeout(soon)
  }, [step])
  const name = step === settled || !small ? undefined : step?.name
  return name === 'add' || name === 'insert' || name === 'layout' ? name : undefined
}

/** Follows clicks on problems and in the outline. */
function useShowWanted() {
  const store = useEditorStore()
  const canvas = useCanvas()
  const wanted = useEditor((state) => state.wanted)
  useEffect(() => {
    const { nodes, notes } = store.getState().document
    const node = nodes.find(({ id }) => id === wanted?.node)
    const note = notes.find(({ id }) => id === wanted?.node)
    const box = node ? boxOf(node) : note && noteBox(note)
    if (!box) return
    const source = nodes.find(({ id }) => id === wanted?.beside)
    // Once the settings beside the canvas have taken their room.
    const soon = setTimeout(() => (source ? canvas.showBoth(boxOf(source), box) : canvas.show(box)), 60)
    return () => clearTimeout(soon)
  }, [wanted, store, canvas])
}

/** What is chosen stays in sight when the settings beside the canvas take their room. */
function useKeepChosenInSight() {
  const store = useEditorStore()
  const canvas = useCanvas()
  const width = useStore((state) => state.width)
  const before = useRef(width)
  useEffect(() => {
    const narrower = width < before.current
    before.current = width
    const only = onlyChosen(store.getState())
    const node = store.getState().document.nodes.find(({ id }) => id === only)
    if (narrower && node) canvas.reveal(boxOf(node))
  }, [width, store, canvas])
}

/** The flow as a picture: only what is in sight is drawn, and a drag stays out of the document until it ends. */
export function FlowCanvas({ children, onLooseEnd, onDropStep }: FlowCanvasProps) {
  const store = useEditorStore()
  const canvas = useCanvas()
  const readOnly = useEditor((state) => state.readOnly)
  const scheme = useComputedColorScheme('light')
  const drag = useDragging()
  const { onPointerDownCapture, hold } = useHold()
  const { nodes, onNodesChange } = useNodes(drag)
  const { edges, onEdgesChange } = useEdges()
  const [opening] = useState(() => {
    const start = nodes.filter((node) => node.type === 'step' && node.data.node.type === 'start')
    return nodes.length > readable && start.length > 0 ? { nodes: start.slice(0, 1), maxZoom: 0.75 } : fitOptions
  })
  const scale = useStore(({ transform }) => stepOf(transform[2]))
  const ways = useWays(onLooseEnd)
  useShowWanted()
  useKeepChosenInSight()
  const steady = useMemo(() => {
    const moved = (nodes: CanvasNode[]) => store.getState().edit('move', [{ kind: 'move', to: drag.places(nodes) }])
    const begin = (nodes: CanvasNode[]) => {
      hold()
      drag.begin(nodes)
    }
    return {
      onMoveStart: (event: unknown) => event && hold(),
      onNodeDragStart: (_: unknown, __: unknown, nodes: CanvasNode[]) => begin(nodes),
      onSelectionDragStart: (_: unknown, nodes: CanvasNode[]) => begin(nodes),
      onNodeDragStop: (_: unknown, __: unknown, nodes: CanvasNode[]) => moved(nodes),
      onSelectionDragStop: (_: unknown, nodes: CanvasNode[]) => moved(nodes),
      onPaneClick: () => store.getState().select([]),
      onEdgeClick: (_: unknown, { data }: CanvasEdge) => data && store.getState().select([], edgeKey(data.edge)),
    }
  }, [store, drag, hold])
  const aim = useAimed()
  const settling = useSettling()
  const drop = (event: DragEvent) => {
    aim(null)
    const type = event.dataTransfer.getData('application/x-cordboard-step')
    if (!type) return
    event.preventDefault()
    onDropStep(type, canvas.placeAt({ x: event.clientX, y: event.clientY }), edgeUnder(edges, event))
  }
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      className={classes.canvas}
      data-zoom={levelOf(scale)}
      data-settling={settling}
      style={{ '--least': `${leastText(scale)}px` } as CSSProperties}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultEdgeOptions={edgeDefaults}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onPointerDownCapture={onPointerDownCapture}
      {...steady}
      {...ways}
      onDragOver={(event) => {
        event.preventDefault()
        aim(event)
      }}
      onDragLeave={() => aim(null)}
      onDrop={drop}
      colorMode={scheme}
      snapToGrid
      snapGrid={grid}
      minZoom={0.1}
      maxZoom={2}
      fitView
      fitViewOptions={opening}
      onlyRenderVisibleElements
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={severalKeys}
      zoomOnDoubleClick={false}
      elevateNodesOnSelect={false}
      proOptions={proOptions}
      aria-label={text.editor.canvas}
    >
      <Background gap={20} size={1.2} color="var(--mantine-color-default-border)" />
      <Overview />
      <Guides store={drag.guides} />
      {children}
    </ReactFlow>
  )
}
