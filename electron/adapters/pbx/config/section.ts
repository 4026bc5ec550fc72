// Asterisk's file format: sections of `name=value`.
import { cutToBytes } from '../../../../shared/domain/caller.ts'

export type Value = string | number | boolean | undefined | (string | number)[]

/** One section; undefined values are left out, booleans are yes/no, lists repeat the name. `inherit` is `!` for a template, or a template's name. */
export function section(name: string, values: Record<string, Value>, inherit?: string): string {
  const lines = Object.entries(values).flatMap(([key, value]) => {
    if (value === undefined) return []
    const list = Array.isArray(value) ? value : [value]
    return list.map((item) => `${key}=${typeof item === 'boolean' ? (item ? 'yes' : 'no') : item}`)
  })
  return `[${name}]${inherit ? `(${inherit})` : ''}\n${lines.join('\n')}\n\n`
}

/** A person's or place's name as it may stand in a quoted caller id: printable, no quotes, no comment sign. */
export function displayName(name: string): string {
  return cutToBytes(name.replace(/[\p{Cc}"<>;\\[\]]/gu, ' ').trim())
}
