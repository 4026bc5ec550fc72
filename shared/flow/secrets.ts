// Secrets of what sends requests: values that open a door at somebody else's. A document holds references, `{{secret.name}}`;
// the values are in the office's store of secrets, which only the host's own requests read.
import { secretName, secretPlaceholder } from '../domain/secretReference.ts'
import { placeholdersOf } from '../domain/template.ts'
import type { FlowDocument } from './document.ts'

const carriesSecret = /^(authorization|cookie|proxy-authorization|.*(api[-_]?key|token|secret|password).*)$/i
const shortNames = /^(key|sig|signature|auth|pass|passwd|pwd)$/i

/** Whether a header of that name carries a secret. */
export const isSecretHeader = (name: string): boolean => carriesSecret.test(name)
/** Whether a field of a query, a form or a JSON body does. */
const isSecretField = (name: string): boolean => isSecretHeader(name) || shortNames.test(name)

/** Keeps a literal value and gives what stands in its place. */
export type Hide = (place: string, value: string) => string

const scheme = /^\s*(?:(?:basic|bearer|digest|token)\b\s*)?/i

/** The value with its literal parts hidden; references, variables and a scheme that stands before one stay. */
function hideLiterals(value: string, place: string, hide: Hide): string {
  const parts = value.split(/(\{\{[^{}]*\}\})/)
  if (parts.length === 1) return value.replace(scheme, '').trim() === '' ? value : hide(place, value)
  return parts
    .map((part, at) => {
      if (at % 2 === 1 || part.replace(at === 0 ? scheme : '', '').trim() === '') return part
      return hide(at === 0 ? place : `${place}.${at / 2 + 1}`, part)
    })
    .join('')
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text // no percent-encoding: as it stands
  }
}

/** Names of query parameters and of forms: `name=value`. */
const hidePairs = (text: string, place: string, hide: Hide): string =>
  text.replace(/(^|[?&])([^=&#?]+)=([^&#]*)/g, (whole, before: string, name: string, value: string) =>
    isSecretField(decoded(name))
      ? `${before}${name}=${hideLiterals(value, `${place}.${name}`, (at, part) => hide(at, decoded(part)))}`
      : whole,
  )

function hideInUrl(url: string, place: string, hide: Hide): string {
  const withUser = url.replace(
    /^([a-z]+:\/\/[^/?#@:]*:)([^/?#@]+)@/i,
    (_, before: string, password: string) =>
      `${before}${hideLiterals(password, `${place}.password`, (at, part) => hide(at, decoded(part)))}@`,
  )
  const query = withUser.indexOf('?')
  return query < 0 ? withUser : withUser.slice(0, query) + hidePairs(withUser.slice(query), place, hide)
}

const unescaped = (text: string): string => {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text // no JSON: as it stands
  }
}

function hideInBody(body: string, place: string, hide: Hide): string {
  if (!/^\s*[[{]/.test(body)) return hidePairs(body, place, hide)
  return body.replace(/("((?:[^"\\]|\\.)*)"\s*:\s*")((?:[^"\\]|\\.)*)"/g, (whole, before: string, name: string, value: string) =>
    isSecretField(name) ? `${before}${hideLiterals(value, `${place}.${name}`, (at, part) => hide(at, unescaped(part)))}"` : whole,
  )
}

function hideInValues(values: object, place: string, hide: Hide): object {
  const hidden = Object.entries(values).map(([name, value]) => [
    name,
    isSecretHeader(name) ? hideLiterals(String(value), place === '' ? name : `${place}.${name}`, hide) : value,
  ])
  return Object.fromEntries(hidden)
}

type Config = Record<string, unknown>

/** Where secrets stand in what sends requests: nodes, backends and webhooks alike. */
const places: Record<string, (value: unknown, hide: Hide) => unknown> = {
  headers: (value, hide) => (typeof value === 'object' && value !== null ? hideInValues(value, '', hide) : value),
  metadata: (value, hide) => (typeof value === 'object' && value !== null ? hideInValues(value, 'metadata', hide) : value),
  url: (value, hide) => (typeof value === 'string' ? hideInUrl(value, 'url', hide) : value),
  summaryUrl: (value, hide) => (typeof value === 'string' ? hideInUrl(value, 'summaryUrl', hide) : value),
  body: (value, hide) => (typeof value === 'string' ? hideInBody(value, 'body', hide) : value),
  payload: (value, hide) => (typeof value === 'string' ? hideInBody(value, 'payload', hide) : value),
  template: (value, hide) => (typeof value === 'string' ? hideInBody(value, 'template', hide) : value),
}

/** What sends requests, with what `hide` gives in place of each literal secret. The same object when there is none. */
export function hideSecrets<T extends object>(config: T, hide: Hide): T {
  const next: Config = { ...(config as Config) }
  for (const [name, change] of Object.entries(places)) if (name in next) next[name] = change(next[name], hide)
  return JSON.stringify(next) === JSON.stringify(config) ? config : (next as T)
}

/** The document with references in place of secrets; `put` keeps a value and gives its name. The same one when there is none. */
export function withReferences(
  document: FlowDocument,
  put: (at: { node: string; place: string }, value: string) => string,
): FlowDocument {
  const nodes = document.nodes.map((node) => {
    const config = hideSecrets(node.config, (place, value) => secretPlaceholder(put({ node: node.id, place }, value)))
    return config === node.config ? node : { ...node, config }
  })
  return nodes.every((node, at) => node === document.nodes[at]) ? document : { ...document, nodes }
}

/** Names of the secrets that a document, a backend or a webhook refers to. */
export const secretsOf = (document: object): string[] => [
  ...new Set(placeholdersOf(JSON.stringify(document)).flatMap((name) => secretName(name) ?? [])),
]
