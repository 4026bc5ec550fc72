// Reads what another program wrote: a field of another type than expected is converted where that is plain, and passed over where not.
// Only a field without which there is nothing to do makes the whole unreadable.
import type { z } from 'zod'

type Fields = Record<string, unknown>
/** `passedOver`: the fields that were left out, and why. */
export type Tolerant<T> = { data: T; passedOver: string[] } | { problem: string }

const yes: ReadonlySet<unknown> = new Set(['true', 'yes', '1', 1])
const no: ReadonlySet<unknown> = new Set(['false', 'no', '0', '', 0])

/** The value as the schema wants it; undefined where it says nothing of that kind. */
function converted(value: unknown, wanted: unknown): unknown {
  switch (wanted) {
    case 'number':
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined
    case 'boolean':
      return yes.has(value) ? true : no.has(value) ? false : undefined
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
    default:
      return undefined
  }
}

/** Never throws, unless the schema does. An issue of code `custom` is an action within that cannot be read. */
export function readTolerantly<S extends z.ZodType>(schema: S, given: Fields): Tolerant<z.output<S>> {
  const fields = { ...given }
  const passedOver: string[] = []
  for (;;) {
    const read = schema.safeParse(fields)
    if (read.success) return { data: read.data, passedOver }
    const [issue] = read.error.issues
    const name = issue?.path[0]
    const problem = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
    // Nothing is left to leave out: it is missing, or the whole is wrong.
    if (issue === undefined || typeof name !== 'string' || issue.code === 'custom' || fields[name] === undefined)
      return { problem }
    const value = issue.path.length === 1 && issue.code === 'invalid_type' ? converted(fields[name], issue.expected) : undefined
    if (value !== undefined) {
      fields[name] = value
      continue
    }
    passedOver.push(problem)
    delete fields[name]
  }
}
