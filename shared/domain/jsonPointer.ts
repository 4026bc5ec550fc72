// JSON pointers, RFC 6901.

/** Whether the text is a pointer: empty (the whole), or `/`-led tokens whose `~` is followed by 0 or 1. */
export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text)

/** What the pointer leads to in a JSON value; undefined where nothing is. Never leaves own properties. */
export function readPointer(value: unknown, pointer: string): unknown {
  if (!isPointer(pointer)) return undefined
  let at = value
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = /^(?:0|[1-9]\d*)$/.test(key) ? at[Number(key)] : undefined
    else if (typeof at === 'object' && at !== null && Object.hasOwn(at, key)) at = (at as Record<string, unknown>)[key]
    else return undefined
  }
  return at
}
