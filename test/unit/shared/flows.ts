// Flows for the tests of the validator: one with every kind of node, and a short notation for small ones.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { type NodeTypeName, nodeTypeOf, nodeTypes } from '../../../shared/nodes/index.ts'

export type Nodes = Record<string, { type: string; [config: string]: unknown }>

/** Nodes by id, edges as `node.port>node`. */
export function flow(nodes: Nodes, edges: string[], more: Partial<FlowDocument> = {}): FlowDocument {
  return {
    schema: 1,
    id: 'f',
    name: 'A flow',
    notes: [],
    variables: [],
    nodes: Object.entries(nodes).map(([id, { type, ...config }]) => ({ id, type, label: id, position: { x: 0, y: 0 }, config })),
    edges: edges.map((edge) => {
      const [, node = '', port = '', to = ''] = /^(\w*)\.([\w*#]+)>(\w+)$/.exec(edge) ?? []
      return { from: { node, port }, to }
    }),
    ...more,
  }
}

function portsOf(name: string) {
  const type = nodeTypeOf(name)
  return type ? type.ports(type.schema.parse(type.defaults)) : []
}

/** Every node type once, in a row by its first port; every other port ends the call. Without a problem. */
export function everyNode(): FlowDocument {
  const names = Object.keys(nodeTypes) as NodeTypeName[]
  const inRow = names.filter((name) => !nodeTypes[name].terminal)
  const ends = names.filter((name) => nodeTypes[name].terminal)
  const nodes = Object.fromEntries(
    names.map((name) => [
      name,
      {
        ...(nodeTypeOf(name)?.defaults as object),
        type: name,
        ...(['webhook', 'httpRequest', 'stepProvider', 'callActions'].includes(name) ? { url: 'https://example.com/hook' } : {}),
        ...(name === 'streamAudio' ? { url: 'wss://example.com/ears' } : {}),
      },
    ]),
  )
  const edges = inRow.flatMap((name, i) => {
    const ports = portsOf(name)
    const [first, ...others] = ports
    const next = inRow[i + 1] ?? 'hangup'
    return [
      ...(first ? [`${name}.${first.name}>${next}`] : []),
      ...others.map((port, at) => `${name}.${port.name}>${ends[(i + at) % ends.length]}`),
    ]
  })
  return flow(nodes, edges)
}
