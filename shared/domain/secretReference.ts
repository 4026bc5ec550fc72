// References to secrets in what the host sends. The engine writes a reference and the adapter that sends puts the value in its
// place, so that no value is ever in a journal, an outbox, a trace or a log. Each request has a nonce: what a caller, a
// variable or another server brings cannot know it, and is never taken for a reference.
import { fill, inJson } from './template.ts'

/** How the value is written where it stands. */
export type Written = 'plain' | 'uri' | 'json'

const prefix = 'secret.'

/** Name of the secret that a placeholder stands for; null for any other variable. */
export const secretName = (placeholder: string): string | null =>
  placeholder.startsWith(prefix) ? placeholder.slice(prefix.length) : null

/** The placeholder for a secret, as documents hold it. */
export const secretPlaceholder = (name: string): string => `{{${prefix}${name}}}`

const reference = /\{\{secret\.([\w.%!~*'()-]+)\|(plain|uri|json)\|([\w-]+)\}\}/g

/** A reference in a request with that nonce. */
export const referenceTo = (name: string, written: Written, nonce: string): string =>
  `{{${prefix}${encodeURIComponent(name)}|${written}|${nonce}}}`

const write: Record<Written, (value: string) => string> = {
  plain: (value) => value,
  uri: encodeURIComponent,
  json: inJson,
}

/** The text with the values of its references; those of another nonce stay as they are. */
export const withValues = (text: string, nonce: string, read: (name: string) => string): string =>
  text.replace(reference, (whole, name: string, written: Written, of: string) =>
    of === nonce ? write[written](read(decodeURIComponent(name))) : whole,
  )

/** The text as people see it: each reference by its name. */
export const withNames = (text: string): string =>
  text.replace(reference, (_, name: string) => secretPlaceholder(decodeURIComponent(name)))

/** The header value that stands for one of a backend's, which is a secret by the backend and the header. */
export const hiddenValue = '•••'

/** The name of a backend's header among the secrets. */
export const backendHeader = (id: string, header: string): string => `backend:${id}:${header}`

/** Which backend and header a name stands for; null when it is a secret of the office. */
export function backendHeaderOf(name: string): { id: string; header: string } | null {
  const found = /^backend:([^:]+):(.+)$/s.exec(name)
  return found ? { id: found[1] ?? '', header: found[2] ?? '' } : null
}

/** Writes the references of one request, all with one nonce. */
export class SecretReferences {
  private readonly newNonce: () => string
  private own: string | undefined

  /** `newNonce` is asked once, when there is a reference. */
  constructor(newNonce: () => string) {
    this.newNonce = newNonce
  }

  /** For the request; absent when it refers to no secret. */
  get nonce(): { nonce: string } | Record<string, never> {
    return this.own === undefined ? {} : { nonce: this.own }
  }

  private to(name: string, written: Written): string {
    this.own ??= this.newNonce()
    return referenceTo(name, written, this.own)
  }

  /** The text with references for its secrets, and what `read` gives, already written as it must be, for the rest. */
  fill(text: string, written: Written, read: (name: string) => string = (name) => `{{${name}}}`): string {
    return fill(text, (name) => {
      const secret = secretName(name)
      return secret === null ? read(name) : this.to(secret, written)
    })
  }

  /** Headers, or other named values, with references for their secrets; `backendId` owns those that are hidden. */
  values(values: Record<string, string>, read?: (name: string) => string, backendId?: string): Record<string, string> {
    const filled = Object.entries(values).map(([name, value]) => [
      name,
      value === hiddenValue && backendId !== undefined
        ? this.to(backendHeader(backendId, name), 'plain')
        : this.fill(value, 'plain', read),
    ])
    return Object.fromEntries(filled) as Record<string, string>
  }
}
