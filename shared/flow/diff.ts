// What changed between two versions of a flow, in the words of the office: steps, ways, settings. Moves are told apart.
import type { FlowDocument, FlowEdge, FlowNode } from './document.ts'

export type FieldChange = { field: string; before: unknown; after: unknown }
export type FlowChange =
  | { kind: 'nodeAdded' | 'nodeRemoved' | 'nodeMoved'; node: FlowNode }
  | { kind: 'nodeChanged'; node: FlowNode; fields: FieldChange[] }
  | { kind: 'edgeAdded' | 'edgeRemoved'; edge: FlowEdge }
  /** The same way out leads somewhere else. */
  | { kind: 'edgeMoved'; edge: FlowEdge; before: string }
  | { kind: 'flowChanged'; field: 'name' | 'variables' | 'errorPath' | 'afterCallPath' | 'notes' | 'runs' }

/** Whether two JSON values say the same; the order of keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = (value: object) => Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined)
  const [left, right] = [keys(a), keys(b)]
  const at = (value: object, key: string) => (value as Record<string, unknown>)[key]
  return left.length === right.length && left.every((key) => Object.hasOwn(b, key) && sameJson(at(a, key), at(b, key)))
}

/** Every difference, nodes first, in the order of the documents. Linear in their size. */
export function diffFlows(before: FlowDocument, after: FlowDocument): FlowChange[] {
  return [...nodeChanges(before, after), ...edgeChanges(before, after), ...ownChanges(before, after)]
}

function nodeChanges(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const kept = new Set(after.nodes.map((node) => node.id))
  const changes: FlowChange[] = []
  for (const node of after.nodes) {
    const was = old.get(node.id)
    if (was === node) continue
    if (!was || was.type !== node.type) {
      if (was) changes.push({ kind: 'nodeRemoved', node: was })
      changes.push({ kind: 'nodeAdded', node })
      continue
    }
    const fields = fieldChanges(was, node)
    if (fields.length > 0) changes.push({ kind: 'nodeChanged', node, fields })
    if (!sameJson(was.position, node.position)) changes.push({ kind: 'nodeMoved', node })
  }
  return [
    ...changes,
    ...before.nodes.filter((node) => !kept.has(node.id)).map((node) => ({ kind: 'nodeRemoved', node }) as const),
  ]
}

function fieldChanges(before: FlowNode, after: FlowNode): FieldChange[] {
  const fields = [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])]
  const changed = fields
    .filter((field) => !sameJson(before.config[field], after.config[field]))
    .map((field) => ({ field, before: before.config[field], after: after.config[field] }))
  return before.label === after.label ? changed : [{ field: 'label', before: before.label, after: after.label }, ...changed]
}

const exit = ({ from }: FlowEdge) => `${from.node} ${from.port}`

function edgeChanges(before: FlowDocument, after: FlowDocument): FlowChange[] {
  if (before.edges === after.edges) return []
  const whole = (edge: FlowEdge) => `${exit(edge)} ${edge.to}`
  const [had, has] = [new Set(before.edges.map(whole)), new Set(after.edges.map(whole))]
  const gone = new Map(before.edges.filter((edge) => !has.has(whole(edge))).map((edge) => [exit(edge), edge]))
  const removed = new Set(before.edges.filter((edge) => !has.has(whole(edge))))
  const changes: FlowChange[] = []
  for (const edge of after.edges) {
    if (had.has(whole(edge))) continue
    const was = gone.get(exit(edge))
    if (was && removed.delete(was)) changes.push({ kind: 'edgeMoved', edge, before: was.to })
    else changes.push({ kind: 'edgeAdded', edge })
  }
  return [...changes, ...[...removed].map((edge) => ({ kind: 'edgeRemoved', edge }) as const)]
}

function ownChanges(before: FlowDocument, after: FlowDocument): FlowChange[] {
  const fields = ['name', 'variables', 'errorPath', 'afterCallPath', 'notes', 'runs'] as const
  return fields
    .filter((field) => !sameJson(before[field], after[field]))
    .map((field) => ({ kind: 'flowChanged', field }) as const)
}
