// A flow as a file that diffs well: keys and elements in a fixed order, secrets left out.

import { secretName } from '../domain/secretReference.ts'
import { placeholdersOf } from '../domain/template.ts'
import type { FlowDocument } from './document.ts'
import { hideSecrets, isSecretHeader } from './secrets.ts'

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, ordered(each)]))
}

/** Nothing but the name of a secret that the office has. */
const isReference = (said: unknown): boolean =>
  /^\{\{[^{}]*\}\}$/.test(String(said)) && placeholdersOf(String(said)).every((name) => secretName(name) !== null)

function withoutSecrets(given: Record<string, unknown>): Record<string, unknown> {
  const config = hideSecrets(given, () => '')
  const { headers } = config
  if (typeof headers !== 'object' || headers === null) return config
  return {
    ...config,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, said]) => [key, isSecretHeader(key) && !isReference(said) ? '' : said]),
    ),
  }
}

const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : Number(key(a) > key(b))

/** The file's text. Headers, parameters and fields that carry secrets keep their names and lose their values. */
export function stableFlow(flow: FlowDocument): string {
  const { schema, id, name, nodes, edges, notes, variables, errorPath, afterCallPath, runs = [] } = flow
  const file = {
    schema,
    id,
    name,
    ...(errorPath === undefined ? {} : { errorPath }),
    ...(afterCallPath === undefined ? {} : { afterCallPath }),
    variables: ordered([...variables].sort(by((each) => each.name))),
    nodes: [...nodes].sort(by((each) => each.id)).map((node) => ({
      id: node.id,
      type: node.type,
      label: node.label,
      config: ordered(withoutSecrets(node.config)),
      position: node.position,
    })),
    edges: [...edges].sort(by(({ from, to }) => `${from.node} ${from.port} ${to}`)),
    notes: ordered([...notes].sort(by((each) => each.id))),
    ...(runs.length > 0 ? { runs: ordered([...runs].sort(by((each) => each.id))) } : {}),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
