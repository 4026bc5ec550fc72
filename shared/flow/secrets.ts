// Secrets of a flow: header values that open a door at somebody else's. A document holds references, `{{secret.name}}`; the values
// are in the office's store of secrets, which only the host's own requests read.
import { fill } from '../domain/template.ts'
import type { FlowDocument, FlowNode } from './document.ts'

const carriesSecret = /^(authorization|cookie|proxy-authorization|.*(api-?key|token|secret|password).*)$/i

/** Whether a header of that name carries a secret. */
export const isSecretHeader = (name: string): boolean => carriesSecret.test(name)

const prefix = 'secret.'

/** Name of the secret that a placeholder stands for; null for any other variable. */
export const secretName = (placeholder: string): string | null =>
  placeholder.startsWith(prefix) ? placeholder.slice(prefix.length) : null

/** Whether there is more in a header's value than references, variables and the scheme's word. */
const isLiteral = (value: string): boolean =>
  fill(value, () => '')
    .replace(/^(basic|bearer|digest|token)\b/i, '')
    .trim() !== ''

type Headers = Record<string, string>
const headersOf = ({ config }: FlowNode): Headers | null =>
  typeof config.headers === 'object' && config.headers !== null ? (config.headers as Headers) : null

function withHeaders(document: FlowDocument, change: (node: FlowNode, header: string, value: string) => string): FlowDocument {
  let changed = false
  const nodes = document.nodes.map((node) => {
    const headers = headersOf(node)
    if (!headers) return node
    const next = Object.entries(headers).map(([name, value]): [string, string] => [name, change(node, name, String(value))])
    if (next.every(([name, value]) => headers[name] === value)) return node
    changed = true
    return { ...node, config: { ...node.config, headers: Object.fromEntries(next) } }
  })
  return changed ? { ...document, nodes } : document
}

/** The document with references in place of secrets; `put` keeps a value and gives its name. The same one when there is none. */
export const withReferences = (
  document: FlowDocument,
  put: (place: { node: string; header: string }, value: string) => string,
): FlowDocument =>
  withHeaders(document, ({ id }, header, value) =>
    isSecretHeader(header) && isLiteral(value) ? `{{${prefix}${put({ node: id, header }, value)}}}` : value,
  )

/** The document with the values that references in headers stand for; an unknown one is empty. */
export const withSecrets = (document: FlowDocument, read: (name: string) => string): FlowDocument =>
  withHeaders(document, (_node, _header, value) =>
    fill(value, (name) => {
      const secret = secretName(name)
      return secret === null ? `{{${name}}}` : read(secret)
    }),
  )

/** Whether there is a reference in any header. */
export const readsSecrets = (document: FlowDocument): boolean => withSecrets(document, () => '') !== document

/** Names of the secrets that a document's headers refer to. */
export function secretsOf(document: FlowDocument): string[] {
  const names = new Set<string>()
  withSecrets(document, (name) => {
    names.add(name)
    return ''
  })
  return [...names]
}
