// The variables of a flow: where each is set and read, and a rename that reaches every one of those places and nothing else.
import { renamedInExpression } from '../domain/expression.ts'
import { renamedPlaceholders } from '../domain/template.ts'
import type { FieldMeta } from '../nodes/field.ts'
import { nodeTypeOf } from '../nodes/index.ts'
import type { Place } from '../nodes/places.ts'
import type { FlowDocument, FlowNode } from './document.ts'
import { builtInNames, errorNames } from './validate.ts'

/** What stands at a place of a configuration: a variable's name, an expression, or text with `{{names}}`. */
type Kind = NonNullable<FieldMeta['holds']>

const placesIn = (type: string): readonly Place[] => nodeTypeOf(type)?.places ?? []

/** Whether a step of that type puts values in place of `{{names}}` somewhere in that field. */
export const fillsIn = (type: string, field: string): boolean =>
  placesIn(type).some(({ path, meta }) => meta.holds === 'text' && path[0] === field)

/** The value with every text at the path changed; the same object where nothing changes. */
function changedAt(value: unknown, [step, ...rest]: readonly string[], change: (text: string) => string): unknown {
  if (step === undefined) return typeof value === 'string' ? change(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    if (step !== '*') return value
    const made = value.map((item: unknown) => changedAt(item, rest, change))
    return made.some((item, at) => item !== value[at]) ? made : value
  }
  const keys = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : []
  let made = value as Record<string, unknown>
  for (const key of keys) {
    const next = changedAt(made[key], rest, change)
    if (next !== made[key]) made = { ...made, [key]: next }
  }
  return made
}

type Renaming = { [K in Kind]: (name: string) => string }

function renamedNode(node: FlowNode, rename: Renaming): FlowNode {
  const change: Renaming = {
    name: rename.name,
    expression: (source) => renamedInExpression(source, rename.expression),
    text: (text) => renamedPlaceholders(text, rename.text),
  }
  let config: unknown = node.config
  for (const { path, meta } of placesIn(node.type)) if (meta.holds) config = changedAt(config, path, change[meta.holds])
  return config === node.config ? node : { ...node, config: config as FlowNode['config'] }
}

export type Variable = {
  name: string
  /** Declared by the flow, with its first value. */
  initial: string | null
  /** Ids of the nodes that set and read it. */
  setIn: string[]
  readIn: string[]
  /** The name is the host's, a step's, or an inner flow's: it cannot be another one. */
  fixed: boolean
}

/** Every variable of the flow, by name. */
export function variablesOfFlow(document: FlowDocument): Variable[] {
  const all = new Map<string, Variable>()
  const known = new Set([...builtInNames, ...errorNames])
  const of = (name: string): Variable => {
    const found = all.get(name) ?? { name, initial: null, setIn: [], readIn: [], fixed: known.has(name) }
    all.set(name, found)
    return found
  }
  const once = (list: string[], id: string) => list.at(-1) !== id && list.push(id)
  for (const { name, initial } of document.variables) of(name).initial = initial
  for (const node of document.nodes) {
    const own = new Set<string>()
    const read = (name: string) => {
      once(of(name).readIn, node.id)
      return name
    }
    const sets = (name: string) => {
      own.add(name)
      once(of(name).setIn, node.id)
      return name
    }
    renamedNode(node, { name: sets, expression: read, text: read })
    for (const name of setsOf(node)) {
      const variable = of(name)
      once(variable.setIn, node.id)
      if (!own.has(name) && !(node.type === 'subflow' && passesOn(node, name))) variable.fixed = true
    }
  }
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function setsOf(node: FlowNode): string[] {
  const type = nodeTypeOf(node.type)
  const config = type?.schema.safeParse(node.config)
  return type && config?.success ? type.sets(config.data) : []
}

/** Whether every input of that name hands on the variable of the same name, so that the name here does not matter inside. */
function passesOn(node: FlowNode, name: string, from = name): boolean {
  const inputs = Array.isArray(node.config.inputs) ? (node.config.inputs as { name?: unknown; expression?: unknown }[]) : []
  return inputs.every((input) => input.name !== name || String(input.expression).trim() === from)
}

const goodName = /^[A-Za-z_][\w.]{0,59}$/
/** A name that expressions and placeholders can read. */
export const isVariableName = (name: string): boolean => goodName.test(name) && name !== 'true' && name !== 'false'

/** What a variable's name is followed by in the names that a step sets along with it: `extension` and `extension.name`. */
function partsOf(document: FlowDocument, name: string): Set<string> {
  const parts = new Set<string>()
  for (const node of document.nodes)
    for (const { path, meta } of placesIn(node.type))
      if (meta.holds === 'name' && meta.parts)
        changedAt(node.config, path, (found) => {
          if (found === name) for (const part of meta.parts ?? []) parts.add(part)
          return found
        })
  return parts
}

/** The names that change together. */
const renames = (document: FlowDocument, from: string, to: string): Map<string, string> =>
  new Map([[from, to], ...[...partsOf(document, from)].map((part) => [`${from}.${part}`, `${to}.${part}`] as const)])

/** Why the variable cannot have that name; null when it can. */
export function renameRefusal(document: FlowDocument, from: string, to: string): 'badName' | 'taken' | 'fixed' | null {
  if (!isVariableName(to)) return 'badName'
  const variables = new Map(variablesOfFlow(document).map((variable) => [variable.name, variable]))
  if (variables.get(from)?.fixed !== false) return 'fixed'
  const inner = (id: string) => document.nodes.find((node) => node.id === id)
  const free = (name: string, old: string) => {
    if (builtInNames.includes(name) || errorNames.includes(name)) return false
    const there = variables.get(name)
    // An input of that name that is given just this variable goes on being given it.
    const givenOn = (id: string) => {
      const node = inner(id)
      return node?.type === 'subflow' && passesOn(node, name, old)
    }
    return !there || (there.initial === null && there.readIn.length === 0 && there.setIn.every(givenOn))
  }
  for (const [old, name] of renames(document, from, to)) if (!free(name, old)) return 'taken'
  return null
}

/** The flow with another name for the variable, wherever it is set or read; what does not name it keeps its identity. */
export function renamedVariable(document: FlowDocument, from: string, to: string): FlowDocument {
  const names = renames(document, from, to)
  const rename = (name: string) => names.get(name) ?? name
  const all: Renaming = { name: rename, expression: rename, text: rename }
  const variables = document.variables.map((each) => (names.has(each.name) ? { ...each, name: rename(each.name) } : each))
  return { ...document, nodes: document.nodes.map((node) => renamedNode(node, all)), variables }
}
