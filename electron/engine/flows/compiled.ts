// A flow made ready to run: configurations checked once, edges by port. Kept by flow and version.
import { asyncPort, type FlowDocument } from '../../../shared/flow/document.ts'
import { type RunnableName, runnableTypeOf } from '../../../shared/nodes/index.ts'
import { ConfigurationError } from '../session/callErrors.ts'

export type CompiledNode = {
  id: string
  type: RunnableName
  label: string
  config: unknown
  /** Port → node. */
  next: ReadonlyMap<string, string>
  /** Webhooks that run beside. */
  beside: readonly string[]
  terminal: boolean
  waits: boolean
  withoutCall: boolean
}

export type CompiledFlow = {
  id: string
  nodes: ReadonlyMap<string, CompiledNode>
  start: string
  initial: ReadonlyMap<string, string>
  errorPath: string | null
  afterCallPath: string | null
}

/** Throws ConfigurationError for a document that should never have been published. */
export function compile(document: FlowDocument): CompiledFlow {
  const nodes = new Map<string, CompiledNode>()
  const edges = new Map<string, { next: Map<string, string>; beside: string[] }>()
  for (const { from, to } of document.edges) {
    const out = edges.get(from.node) ?? { next: new Map<string, string>(), beside: [] }
    if (from.port === asyncPort) out.beside.push(to)
    else if (!out.next.has(from.port)) out.next.set(from.port, to)
    edges.set(from.node, out)
  }
  for (const node of document.nodes) {
    const type = runnableTypeOf(node.type)
    const config = type?.schema.safeParse(node.config)
    if (!type || !config?.success)
      throw new ConfigurationError('BAD_NODE', `The node “${node.label || node.id}” of “${document.name}” cannot run.`)
    const out = edges.get(node.id)
    nodes.set(node.id, {
      id: node.id,
      type: node.type as RunnableName,
      label: node.label || node.type,
      config: config.data,
      next: out?.next ?? new Map(),
      beside: out?.beside ?? [],
      terminal: type.terminal ?? false,
      waits: type.waits ?? false,
      withoutCall: type.withoutCall ?? false,
    })
  }
  const start = document.nodes.find((node) => node.type === 'start')
  if (!start) throw new ConfigurationError('NO_START', `“${document.name}” has no Start.`)
  return {
    id: document.id,
    nodes,
    start: start.id,
    initial: new Map(document.variables.map((v) => [v.name, v.initial])),
    errorPath: document.errorPath ?? null,
    afterCallPath: document.afterCallPath ?? null,
  }
}
