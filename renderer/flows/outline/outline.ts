// A flow as an indented list: what a caller goes through, branch by branch. A node met before is named, not repeated.
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { idsOnly } from '../../../shared/nodes/nodeType.ts'

export type OutlineLine = {
  /** Unique within the outline. */
  key: string
  depth: number
  /** The port this line was reached by; empty on a straight way. */
  port: string
  node: FlowNode | null
  summary: string
  /** `again`: described above already. `end`: the way ends here. */
  kind: 'node' | 'again' | 'end'
}

/** What stands in place of a port where a path of the flow itself begins; no port has such a name. */
export const pathPorts = { errorPath: 'flow.errorPath', afterCallPath: 'flow.afterCallPath' } as const

/** The node type's one-line summary; empty where the configuration does not fit. */
export function summaryOf(node: FlowNode): string {
  const type = nodeTypeOf(node.type)
  const config = type?.schema.safeParse(node.config)
  return type && config?.success ? type.summary(config.data, idsOnly) : ''
}

/** Walks from the start node; what is left over is returned as `unreached`. */
export function outlineOf(
  flow: FlowDocument,
  lineOf: (node: FlowNode) => string = summaryOf,
): { lines: OutlineLine[]; unreached: FlowNode[] } {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const lines: OutlineLine[] = []
  const edgesOf = (id: string) => flow.edges.filter((edge) => edge.from.node === id)

  const walk = (id: string, depth: number, port: string): void => {
    const node = byId.get(id) ?? null
    const key = `${lines.length}`
    if (!node) {
      lines.push({ key, depth, port, node: null, summary: '', kind: 'end' })
      return
    }
    if (seen.has(id)) {
      lines.push({ key, depth, port, node, summary: '', kind: 'again' })
      return
    }
    seen.add(id)
    lines.push({ key, depth, port, node, summary: lineOf(node), kind: 'node' })
    const edges = edgesOf(id)
    // A single way on is told at the same depth; only where ways part does the outline go deeper.
    const [only] = edges
    if (edges.length === 1 && only?.from.port === 'next') walk(only.to, depth, '')
    else for (const edge of edges) walk(edge.to, depth + 1, edge.from.port)
  }

  const start = flow.nodes.find((node) => node.type === 'start') ?? flow.nodes[0]
  if (start) walk(start.id, 0, '')
  // Also where the step was met before: that it begins a path has to be told.
  for (const path of ['errorPath', 'afterCallPath'] as const) {
    const entry = flow[path]
    if (entry !== undefined && byId.has(entry)) walk(entry, 0, pathPorts[path])
  }
  return { lines, unreached: flow.nodes.filter((node) => !seen.has(node.id)) }
}
