// Steps that are on the canvas already, found by their name, type, or any word of their settings.
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'
import { stepName, typeName } from '../labels/labels.ts'
import { matches } from './found.ts'

/** Every text in a value of JSON, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Whether the name of a step fits comes before its type, and that before its settings. */
function rankOf(query: string, node: FlowNode, line: string): number {
  if (matches(query, stepName(node))) return 0
  if (matches(query, stepName(node), typeName(node.type), line)) return 1
  return matches(query, stepName(node), typeName(node.type), line, node.id, ...textsIn(node.config)) ? 2 : 3
}

/** The steps that fit, the best first; all of them where nothing is asked for. `lines` is what the cards say. */
export function stepsOnCanvas(
  { nodes }: Pick<FlowDocument, 'nodes'>,
  lines: ReadonlyMap<string, string>,
  query: string,
): FlowNode[] {
  return nodes
    .map((node) => ({ node, rank: rankOf(query, node, lines.get(node.id) ?? '') }))
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ node }) => node)
}
