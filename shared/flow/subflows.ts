// Flows inside flows: what a flow offers as a subflow, and whether flows stand in one another for ever.
import { nodeTypeOf } from '../nodes/index.ts'
import type { FlowDocument } from './document.ts'

/** What others need to know of a flow: the exits it comes back by, and the flows it goes into. */
export type FlowShape = { exits: string[]; subflows: string[] }

const configs = (document: FlowDocument, type: 'subflow' | 'exit') =>
  document.nodes.flatMap((node) => {
    const read = node.type === type ? nodeTypeOf(type)?.schema.safeParse(node.config) : undefined
    return read?.success ? [{ node, config: read.data as Record<string, unknown> }] : []
  })

/** The shape of a flow; nodes that are not configured yet do not count. */
export function shapeOf(document: FlowDocument): FlowShape {
  const unique = (values: string[]) => [...new Set(values)].sort()
  return {
    exits: unique(configs(document, 'exit').map(({ config }) => String(config.exit))),
    subflows: unique(configs(document, 'subflow').map(({ config }) => String(config.flow))),
  }
}

type Found = {
  code: 'SUBFLOW_CYCLE' | 'UNKNOWN_EXIT' | 'MISSING_EXIT'
  severity: 'error' | 'warning'
  node: string
  field: string
  message: string
  values?: Record<string, string>
}

/** A subflow that contains this flow, and exits that do not fit. `shape` is null for a flow that does not exist. */
export function subflowProblems(document: FlowDocument, shape: (id: string) => FlowShape | null): Found[] {
  return configs(document, 'subflow').flatMap(({ node, config }): Found[] => {
    const { flow, exits } = config as { flow: string; exits: string[] }
    const inner = shape(flow)
    if (flow === document.id || (inner && leadsTo(flow, document.id, shape)))
      return [
        {
          code: 'SUBFLOW_CYCLE',
          severity: 'error',
          node: node.id,
          field: 'flow',
          message: 'This flow would stand inside itself.',
        },
      ]
    if (!inner) return []
    const missing = inner.exits.filter((name) => !exits.includes(name))
    const unknown = exits.filter((name) => !inner.exits.includes(name))
    return [
      ...missing.map(
        (name): Found => ({
          code: 'MISSING_EXIT',
          severity: 'error',
          node: node.id,
          field: 'exits',
          values: { name },
          message: `The inner flow can come back by “${name}”, which has no way out here.`,
        }),
      ),
      ...unknown.map(
        (name): Found => ({
          code: 'UNKNOWN_EXIT',
          severity: 'warning',
          node: node.id,
          field: 'exits',
          values: { name },
          message: `The inner flow never comes back by “${name}”.`,
        }),
      ),
    ]
  })
}

function leadsTo(from: string, target: string, shape: (id: string) => FlowShape | null): boolean {
  const seen = new Set<string>()
  const open = [from]
  while (open.length) {
    const id = open.pop() as string
    if (id === target) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(shape(id)?.subflows ?? []))
  }
  return false
}
