// The document as the canvas library wants it. Objects are kept as long as what they show is the same, so that what did not
// change does not render.
import { type Edge, type Node, type NodeHandle, type NodeProps, Position } from '@xyflow/react'
import { asyncPort, type FlowDocument, type FlowEdge, type FlowNode } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { runsBeside } from '../../../shared/nodes/index.ts'
import { edgeKey, type FlowNote } from '../document/change.ts'
import { described, headHeight, outOf, portHeight } from '../document/described.ts'
import { noteBox } from '../document/frames.ts'
import { isBegun, isOpen } from '../document/open.ts'
import { type Lane, lanesOf } from '../document/routes.ts'
import { portName, stepName } from '../labels/labels.ts'
import { spokenEdge } from '../labels/spoken.ts'
import { labelPlaces } from './edgeLabels.ts'

/** `warning` is also a step that is not finished: an outlet leads nowhere yet. */
export type Worst = 'error' | 'warning' | null
export type StepNode = Node<{ node: FlowNode; worst: Worst; count: number; line: string }, 'step'>
export type NoteNode = Node<{ note: FlowNote }, 'note'>
/** A titled rectangle behind the cards. */
export type FrameNode = Node<{ note: FlowNote }, 'frame'>
export type CanvasNode = StepNode | NoteNode | FrameNode
/** `out`: how far below the top of its card the way begins. `label`: its outlet, empty where the step has only one, or
 * there is no room for it; `labelPart`: at which part of the edge it stands (0–1). */
export type CanvasEdge = Edge<
  { edge: FlowEdge; beside: boolean; out: number; label: string; labelPart: number; ends: string; lane: Lane | null },
  'way'
>

/** What a card shows is the same, wherever it is just being dragged: the library hands it each place on the way. */
export const sameCard = (before: NodeProps<CanvasNode>, now: NodeProps<CanvasNode>): boolean =>
  before.id === now.id && before.data === now.data && before.selected === now.selected

const handle = { width: 10, height: 10 }

/** Where the handles are, so that nothing off the screen has to be measured. */
function handlesOf(node: FlowNode): NodeHandle[] {
  const { ports, width, height } = described(node)
  const outs = ports.map(({ name }, at): NodeHandle => {
    const y = headHeight + at * portHeight + portHeight / 2 - 5
    return { ...handle, id: name, type: 'source', position: Position.Right, x: width - 5, y }
  })
  const beside: NodeHandle = {
    ...handle,
    id: asyncPort,
    type: 'source',
    position: Position.Bottom,
    x: width / 2 - 5,
    y: height - 5,
  }
  const into: NodeHandle = { ...handle, id: 'in', type: 'target', position: Position.Left, x: -5, y: headHeight / 2 - 5 }
  return node.type === 'start' ? [...outs, beside] : [into, ...outs, beside]
}

type View = {
  document: FlowDocument
  selection: ReadonlySet<string>
  problemsOf: ReadonlyMap<string, readonly Problem[]>
  /** What each step says it will do. */
  lines: ReadonlyMap<string, string>
}

function stepNode(data: StepNode['data'], selected: boolean): StepNode {
  const { node } = data
  const { width, height } = described(node)
  return {
    id: node.id,
    type: 'step',
    position: node.position,
    data,
    width,
    height,
    measured: { width, height },
    handles: handlesOf(node),
    selected,
    domAttributes: silent,
  }
}

/** Only the title of a frame takes the mouse: what lies in it is chosen and dragged as if it were not there. */
const behind = { selectable: false, style: { pointerEvents: 'none' }, zIndex: -2 } as const

function noteNode(note: FlowNote, selected: boolean): NoteNode | FrameNode {
  const { width, height } = noteBox(note)
  const isFrame = note.kind === 'frame'
  return {
    id: note.id,
    type: isFrame ? 'frame' : 'note',
    position: note.position,
    data: { note },
    width,
    height,
    measured: { width, height },
    selected,
    domAttributes: silent,
    ...(isFrame ? behind : { zIndex: -1 }),
  }
}

/** The nodes to show; those of `before` that still fit are the same objects. */
export function canvasNodes(before: readonly CanvasNode[], { document, selection, problemsOf, lines }: View): CanvasNode[] {
  const old = new Map(before.map((node) => [node.id, node]))
  const begun = isBegun(document)
  const steps = document.nodes.map((node): CanvasNode => {
    const problems = begun ? problemsOf.get(node.id) : undefined
    const wrong = problems?.some((problem) => problem.severity === 'error' && !isOpen(problem))
    const worst: Worst = !problems ? null : wrong ? 'error' : 'warning'
    const count = problems?.length ?? 0
    const selected = selection.has(node.id)
    const line = lines.get(node.id) ?? ''
    const was = old.get(node.id)
    const same = was?.type === 'step' && was.data.node === node && was.data.worst === worst
    if (!same || was.data.count !== count || was.data.line !== line) return stepNode({ node, worst, count, line }, selected)
    return was.selected === selected && was.position === node.position ? was : { ...was, selected, position: node.position }
  })
  const notes = document.notes.map((note): CanvasNode => {
    const was = old.get(note.id)
    const selected = selection.has(note.id)
    return was && was.type !== 'step' && was.data.note === note && was.selected === selected ? was : noteNode(note, selected)
  })
  return [...notes, ...steps]
}

const plainEdges = new WeakMap<FlowEdge, CanvasEdge>()
/** The library's own words for its parts are English, and say nothing that the names do not. */
const silent = { 'aria-roledescription': undefined }

const sameLane = (one: Lane | null, other: Lane | null): boolean =>
  one?.y === other?.y && one?.left === other?.left && one?.right === other?.right

/** The edges to show; `beside` are those that run beside the call. */
export function canvasEdges(
  document: FlowDocument,
  selected: string | null,
  lanes: ReadonlyMap<string, Lane> = lanesOf(document),
  places: ReadonlyMap<string, number> = labelPlaces(document),
): CanvasEdge[] {
  const besides = new Set(document.nodes.filter(({ type }) => runsBeside(type)).map(({ id }) => id))
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  return document.edges.flatMap((edge) => {
    const beside = edge.from.port === asyncPort || besides.has(edge.to)
    const id = edgeKey(edge)
    const known = plainEdges.get(edge)
    const { node, port } = edge.from
    const [source, target] = [byId.get(node), byId.get(edge.to)]
    if (!source || !target) return []
    const out = outOf(source, port)
    const part = places.get(id) ?? 0.5
    const named = places.has(id) && (beside || described(source).ports.length > 1)
    const label = named ? portName(port) : ''
    const [from, to] = [stepName(source), stepName(target)]
    const ends = `${from} → ${to}`
    const was = known?.data
    const lane = lanes.get(id) ?? null
    const alike = was?.beside === beside && was.out === out && was.label === label && was.ends === ends && was.labelPart === part
    const same = alike && sameLane(was.lane, lane)
    if (known && same && selected !== id) return [known]
    const made: CanvasEdge = {
      id,
      type: 'way',
      source: node,
      sourceHandle: port,
      target: edge.to,
      targetHandle: 'in',
      data: { edge, beside, out, label, labelPart: part, ends, lane },
      selected: selected === id,
      ariaLabel: spokenEdge(port, from, to),
      domAttributes: silent,
    }
    if (!made.selected) plainEdges.set(edge, made)
    return [made]
  })
}
