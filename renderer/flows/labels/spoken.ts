// Steps and edges as a screen reader says them: "Menu *Main*, 4 outlets, 1 to *Sales queue*".
import type { FlowDocument, FlowEdge, FlowNode } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { described } from '../document/described.ts'
import { portName, stepName, typeName } from './labels.ts'

type Index = { nodes: FlowDocument['nodes']; byId: Map<string, FlowNode>; edges: Map<string, FlowEdge[]> }
const indexes = new WeakMap<FlowDocument['edges'], Index>()

/** The nodes and edges of a version of the document by the id of their node, worked out once. */
function indexOf({ nodes, edges }: FlowDocument): Index {
  const known = indexes.get(edges)
  if (known?.nodes === nodes) return known
  const made = {
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
    edges: Map.groupBy(edges, ({ from }) => from.node),
  }
  indexes.set(edges, made)
  return made
}

/** What the step's outlets lead to by name: port, name, port, name; in the order of the edges. */
export function targetsOf(document: FlowDocument, id: string): string[] {
  const { byId, edges } = indexOf(document)
  return (edges.get(id) ?? []).flatMap(({ from, to }) => {
    const target = byId.get(to)
    return target ? [from.port, stepName(target)] : []
  })
}

/** Pairs of `targetsOf` by their port. */
export const byPort = (targets: readonly string[]): Map<string, string> =>
  new Map(targets.flatMap((port, at): [string, string][] => (at % 2 ? [] : [[port, targets[at + 1] ?? '']])))

/** Type and name of a step; the type alone where it has no name of its own. */
export function namedStep(node: FlowNode): string {
  const type = typeName(node.type)
  return node.label && node.label !== type ? `${type} ${node.label}` : type
}

/** The whole of a step: what it is, its outlets and where they lead, those first that lead somewhere. */
export function spokenStep(node: FlowNode, targets: ReadonlyMap<string, string>): string {
  const { ports } = described(node)
  const words = text.canvas
  const joined = Map.groupBy(
    ports.filter(({ name }) => targets.has(name)),
    ({ name }) => targets.get(name) ?? '',
  )
  const leading = [...joined].map(([name, of]) => words.leadTo({ ports: of.map((port) => portName(port.name)).join(', '), name }))
  const open = ports.filter(({ name, optional }) => !optional && !targets.has(name)).map(({ name }) => portName(name))
  return [
    namedStep(node),
    ...(ports.length > 0 ? [words.outlets({ count: ports.length })] : []),
    ...leading,
    ...(open.length > 0 ? [words.open({ ports: open.join(', ') })] : []),
  ].join(', ')
}

/** The same of a step of a document. */
export const spokenStepOf = (document: FlowDocument, node: FlowNode): string =>
  spokenStep(node, byPort(targetsOf(document, node.id)))

/** An edge: its outlet, where it comes from and where it leads. */
export function spokenEdge(port: string, from: string, to: string): string {
  const words = text.canvas
  return port === 'next' ? words.onlyEdge({ from, to }) : words.edge({ port: portName(port), from, to })
}
