// The last moment before a request leaves: its references become values, and what is said of it afterwards names none of them.
import { withValues } from '../../../shared/domain/secretReference.ts'

/** A secret's value by its name; empty when there is none. */
export type ReadSecret = (name: string) => string

/** Nobody's: for what sends no secrets. */
export const noSecrets: ReadSecret = () => ''

type Request = { url: string; headers?: Record<string, string>; body?: string; nonce?: string | undefined }

/** Shorter values are in many words by chance. */
const shortest = 4

/** Fills what is to be sent with one nonce. */
export function secretValues(nonce: string | undefined, read: ReadSecret) {
  const values = new Set<string>()
  const fill = (text: string): string =>
    nonce === undefined
      ? text
      : withValues(text, nonce, (name) => {
          const value = read(name)
          if (value.length >= shortest) values.add(value).add(encodeURIComponent(value))
          return value
        })
  return {
    fill,
    /** The text without the values that were filled in. */
    hide: (text: string): string => [...values].reduce((left, value) => left.replaceAll(value, '•••'), text),
    /** The request with its values; the same one when it has no references. */
    request<R extends Request>(request: R): R {
      if (nonce === undefined) return request
      const { url, headers, body } = request
      const filled = headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]))
      return {
        ...request,
        url: fill(url),
        ...(filled ? { headers: filled } : {}),
        ...(body === undefined ? {} : { body: fill(body) }),
      }
    },
  }
}
