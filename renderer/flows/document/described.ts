// What the canvas needs to know of a node, worked out once for each version of it.
import { asyncPort, type FlowNode } from '../../../shared/flow/document.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import type { NodeType, Port } from '../../../shared/nodes/nodeType.ts'

export type Described = {
  type: NodeType | null
  ports: readonly Port[]
  /** Its checked configuration; null where it does not fit. */
  config: Record<string, unknown> | null
  width: number
  height: number
}

export const nodeWidth = 220
export const headHeight = 56
export const portHeight = 22

const known = new WeakMap<FlowNode, Described>()

/** Ports also of a node whose configuration does not fit yet: the ways out stay while a word is being typed. */
function portsOf(type: NodeType, config: FlowNode['config']): Port[] {
  for (const tried of [config, { ...type.defaults, ...config }]) {
    const checked = type.schema.safeParse(tried)
    if (checked.success) return type.ports(checked.data)
  }
  try {
    return type.ports({ ...type.schema.parse(type.defaults), ...config })
  } catch {
    return type.ports(type.schema.parse(type.defaults)) // the field that decides the ports is the broken one
  }
}

/** The node as the canvas draws it. */
export function described(node: FlowNode): Described {
  const found = known.get(node)
  if (found) return found
  const type = nodeTypeOf(node.type)
  const checked = type?.schema.safeParse(node.config)
  const ports = type && !type.terminal ? portsOf(type, node.config) : []
  const height = headHeight + (ports.length > 0 ? ports.length * portHeight + 8 : 0)
  const config = checked?.success ? checked.data : null
  const made = { type, ports, config, width: nodeWidth, height }
  known.set(node, made)
  return made
}

/** The way most calls take: the first port. Terminal nodes have only the one beside the call. */
export const firstPort = (node: FlowNode): string => described(node).ports[0]?.name ?? asyncPort

/** How far below the top of its card a port is. */
export function outOf(node: FlowNode | undefined, port: string): number {
  const at = node ? described(node).ports.findIndex(({ name }) => name === port) : -1
  return at < 0 ? headHeight : headHeight + (at + 0.5) * portHeight
}
