// Parts of flows as JSON on the system's clipboard: across flows and consoles, with fresh ids where they land.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { type FlowPart, flowPart } from '../../../shared/flow/part.ts'
import type { Change, Position } from './change.ts'
import { freshIds, mayAdd } from './edits.ts'

/** What is chosen, with the edges inside it. */
export function copyOf(document: FlowDocument, ids: ReadonlySet<string>): FlowPart {
  return {
    cordboard: 'flow-part',
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to)),
    notes: document.notes.filter(({ id }) => ids.has(id)),
  }
}

/** A part of a flow, or null for any other text. */
export function readPart(text: string): FlowPart | null {
  try {
    return flowPart.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // some other text was copied
  }
}

/** What pasting makes: the changes, the new ids, and how many nodes were refused because the flow has one already. */
export function pasted(document: FlowDocument, { nodes, edges, notes }: FlowPart, at: Position) {
  const allowed = nodes.filter(({ type }) => mayAdd(document, type))
  const fresh = freshIds(document)
  const ids = new Map([
    ...allowed.map(({ id, type }): [string, string] => [id, fresh(type)]),
    ...notes.map(({ id }): [string, string] => [id, fresh('note')]),
  ])
  const all = [...allowed, ...notes]
  const left = Math.min(...all.map(({ position }) => position.x))
  const top = Math.min(...all.map(({ position }) => position.y))
  const placed = <T extends { id: string; position: Position }>(item: T): T => ({
    ...item,
    id: ids.get(item.id) ?? item.id,
    position: { x: Math.round(item.position.x - left + at.x), y: Math.round(item.position.y - top + at.y) },
  })
  const inside = edges.flatMap(({ from, to }) => {
    const [source, target] = [ids.get(from.node), ids.get(to)]
    return source && target ? [{ from: { node: source, port: from.port }, to: target }] : []
  })
  const changes: Change[] = all.length
    ? [{ kind: 'add', nodes: allowed.map(placed), edges: inside, notes: notes.map(placed) }]
    : []
  return { changes, ids: new Set(ids.values()), refused: nodes.length - allowed.length }
}
