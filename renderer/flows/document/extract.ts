// A part of a flow becomes a flow of its own: what goes in, the names of the ways back, and what stands here in its place.
import { asyncPort, type FlowDocument, type FlowEdge, type FlowNode, flowSchemaVersion } from '../../../shared/flow/document.ts'
import { builtInNames } from '../../../shared/flow/validate.ts'
import { variablesOfFlow } from '../../../shared/flow/variables.ts'
import { type Change, edgeKey } from './change.ts'
import { copyOf } from './clipboard.ts'
import { described } from './described.ts'
import { freshIds } from './edits.ts'

export type ExtractRefusal = 'nothing' | 'start' | 'entries' | 'beside'
export type Extraction = {
  /** The inner flow; the host gives it its id. */
  inner: FlowDocument
  /** What happens here once the inner flow has an id: one step. `node` is the Subflow. */
  changes(flowId: string): Change[]
  node: string
}

const exitName = /^[A-Za-z_][\w-]{0,39}$/

/** A name for an exit out of words: `Main menu` is `Main_menu`. */
function slug(words: string): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 36)
  return /^[A-Za-z_]/.test(plain) ? plain : plain && `to_${plain}`
}

/** Edges that run beside the call: nothing waits for them, so that they cannot be a way in or out. */
const isBeside = (document: FlowDocument, { from }: FlowEdge) => {
  const source = document.nodes.find(({ id }) => id === from.node)
  return from.port === asyncPort || (source !== undefined && described(source).type?.terminal === true)
}

/** The one step by which the part is entered, or why there is none. */
function entryOf(document: FlowDocument, ids: ReadonlySet<string>): { entry: string } | { refusal: ExtractRefusal } {
  const chosen = document.nodes.filter(({ id }) => ids.has(id))
  if (chosen.length === 0) return { refusal: 'nothing' }
  if (chosen.some(({ type }) => type === 'start')) return { refusal: 'start' }
  const crossing = document.edges.filter(({ from, to }) => ids.has(from.node) !== ids.has(to))
  if (crossing.some((edge) => isBeside(document, edge))) return { refusal: 'beside' }
  if (document.afterCallPath !== undefined && ids.has(document.afterCallPath)) return { refusal: 'entries' }
  const entries = new Set(crossing.flatMap(({ to }) => (ids.has(to) ? [to] : [])))
  if (document.errorPath !== undefined && ids.has(document.errorPath)) entries.add(document.errorPath)
  if (entries.size === 0) {
    const reached = new Set(document.edges.flatMap(({ from, to }) => (ids.has(from.node) ? [to] : [])))
    for (const { id } of chosen) if (!reached.has(id)) entries.add(id)
  }
  const [entry, second] = entries
  return entry === undefined || second !== undefined ? { refusal: 'entries' } : { entry }
}

/** Exit names by the step they lead to: the port's where one way leads there, or else the step's. */
function exitsOf(document: FlowDocument, outgoing: readonly FlowEdge[]): Map<string, string> {
  const exits = new Map<string, string>()
  const taken = new Set<string>([asyncPort])
  for (const [to, edges] of Map.groupBy(outgoing, (edge) => edge.to)) {
    const target = document.nodes.find(({ id }) => id === to)
    const ports = new Set(edges.map(({ from }) => from.port))
    const wishes = [ports.size === 1 ? ([...ports][0] ?? '') : '', slug(target?.label ?? ''), slug(to), 'exit']
    const usable = wishes.filter((name) => exitName.test(name))
    let name = usable.find((each) => !taken.has(each)) ?? ''
    for (let at = 2; name === ''; at += 1) if (!taken.has(`exit-${at}`)) name = `exit-${at}`
    taken.add(name)
    exits.set(to, name)
  }
  return exits
}

/** Variables that the part is given, and those of it that are read outside and set nowhere else any more. */
function handedOver(document: FlowDocument, ids: ReadonlySet<string>) {
  const inside = (id: string) => ids.has(id)
  const variables = variablesOfFlow(document)
  const given = variables.filter(
    ({ name, setIn, readIn }) => readIn.some(inside) && !setIn.some(inside) && !builtInNames.includes(name),
  )
  const left = variables.filter(
    ({ initial, setIn, readIn }) =>
      initial === null && setIn.some(inside) && setIn.every(inside) && readIn.some((id) => !inside(id)),
  )
  return {
    given: given.map(({ name }) => name),
    left: left.map(({ name }) => name).filter((name) => !builtInNames.includes(name)),
  }
}

/** The chosen part without its Exits: they end this flow, and go on doing so. */
function withoutExits({ nodes }: FlowDocument, chosen: ReadonlySet<string>): ReadonlySet<string> {
  const exits = new Set(nodes.filter(({ type }) => type === 'exit').map(({ id }) => id))
  return new Set([...chosen].filter((id) => !exits.has(id)))
}

/** The chosen part as a flow of that name; refused when it has no single way in, or holds Start. */
export function extraction(
  document: FlowDocument,
  chosen: ReadonlySet<string>,
  name: string,
): Extraction | { refusal: ExtractRefusal } {
  const ids = withoutExits(document, chosen)
  const found = entryOf(document, ids)
  if ('refusal' in found) return found
  const part = copyOf(document, ids)
  const outgoing = document.edges.filter(({ from, to }) => ids.has(from.node) && !ids.has(to))
  const exits = exitsOf(document, outgoing)
  const { given, left } = handedOver(document, ids)
  const fresh = freshIds({ ...document, nodes: [...part.nodes, { ...(part.nodes[0] as FlowNode), id: 'start' }] })
  const first = part.nodes.find(({ id }) => id === found.entry) as FlowNode
  const right = Math.max(...part.nodes.map((node) => node.position.x + described(node).width))
  const start: FlowNode = {
    id: part.nodes.some(({ id }) => id === 'start') ? fresh('start') : 'start',
    type: 'start',
    label: '',
    position: { x: Math.min(...part.nodes.map(({ position }) => position.x)) - 320, y: first.position.y },
    config: {},
  }
  const exitNodes = [...exits].map(([to, exit], at): FlowNode => {
    const target = document.nodes.find((node) => node.id === to)
    const y = Math.round((Math.min(...part.nodes.map(({ position }) => position.y)) + at * 100) / 20) * 20
    return { id: fresh('exit'), type: 'exit', label: target?.label ?? '', position: { x: right + 100, y }, config: { exit } }
  })
  const exitFor = new Map([...exits.keys()].map((to, at) => [to, (exitNodes[at] as FlowNode).id]))
  const inner: FlowDocument = {
    schema: flowSchemaVersion,
    id: document.id,
    name,
    nodes: [start, ...part.nodes, ...exitNodes],
    edges: [
      { from: { node: start.id, port: 'next' }, to: found.entry },
      ...part.edges,
      ...outgoing.map(({ from, to }) => ({ from, to: exitFor.get(to) as string })),
    ],
    notes: part.notes,
    variables: given.map((each) => ({ name: each, initial: '' })),
  }
  const taken = document.nodes.some(({ id }) => id === 'subflow')
  const node = taken ? freshIds(document)('subflow') : 'subflow'
  const changes = (flowId: string): Change[] => {
    const inputs = given.map((each) => ({ name: each, expression: each }))
    const config = { flow: flowId, inputs, exits: [...exits.values()] }
    const stands: FlowNode = { id: node, type: 'subflow', label: name, position: first.position, config }
    const into = document.edges.filter(({ from, to }) => to === found.entry && !ids.has(from.node))
    return [
      { kind: 'disconnect', edges: new Set(into.map(edgeKey)) },
      { kind: 'remove', ids },
      {
        kind: 'add',
        nodes: [stands],
        edges: [
          ...into.map(({ from }) => ({ from, to: node })),
          ...[...exits].map(([to, port]) => ({ from: { node, port }, to })),
        ],
      },
      ...(document.errorPath === found.entry ? [{ kind: 'flow', part: { errorPath: node } } satisfies Change] : []),
      ...(left.length > 0
        ? [
            {
              kind: 'flow',
              part: { variables: [...document.variables, ...left.map((each) => ({ name: each, initial: '' }))] },
            } satisfies Change,
          ]
        : []),
    ]
  }
  return { inner, changes, node }
}
