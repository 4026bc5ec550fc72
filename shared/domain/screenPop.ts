// The screen pop: an address of the office's own, filled with the call's variables, that opens when a caller rings or is answered.
import { fill } from './template.ts'

/** `https://host/…` or `http://host/…`; placeholders only behind the host. */
export const screenPopPattern = /^$|^https?:\/\/[^\s{}/?#]+([/?#]\S*)?$/

/** The address with every value URL-encoded; null when the office has none. */
export function screenPopUrl(template: string | undefined, read: (name: string) => string): string | null {
  if (!template || !screenPopPattern.test(template)) return null
  return fill(template, (name) => encodeURIComponent(read(name)))
}
