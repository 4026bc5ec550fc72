// Where in a configuration something stands, by the schema’s metadata, and what follows from it: references, variables, findings.
import type { z } from 'zod'
import { ExpressionError, parseExpression, variablesOf } from '../domain/expression.ts'
import { isPointer } from '../domain/jsonPointer.ts'
import { placeholdersOf } from '../domain/template.ts'
import { isHttpUrl, isSocketUrl } from './addresses.ts'
import { type FieldMeta, fieldRegistry, type ReferenceKind } from './field.ts'

/** A place by its path from the configuration; `*` is every item or value. */
export type Place = { path: readonly string[]; meta: FieldMeta }

export type Reference = { kind: ReferenceKind; id: string; field: string }

/** What is wrong with a configuration that its schema takes. */
export type Finding = {
  code: string
  severity: 'error' | 'warning'
  field: string
  message: string
  values?: Record<string, string>
}

type Below = { step: string | null; schema: z.core.$ZodType }

/** The schemas that a schema is made of. */
function below(schema: z.core.$ZodType): Below[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).map(([step, each]) => ({ step, schema: each }))
    case 'array':
      return [{ step: '*', schema: def.element }]
    case 'record':
      return [{ step: '*', schema: def.valueType }]
    case 'union':
      return def.options.map((each) => ({ step: null, schema: each }))
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return [{ step: null, schema: def.innerType }]
    default:
      return []
  }
}

/** Every place of which something is known. */
export function placesOf(schema: z.core.$ZodType): Place[] {
  const found = new Map<string, Place>()
  const visit = (each: z.core.$ZodType, path: readonly string[]) => {
    const meta = fieldRegistry.get(each)
    const key = path.join('.')
    if (meta) found.set(key, { path, meta: { ...meta, ...found.get(key)?.meta } })
    for (const { step, schema: inner } of below(each)) visit(inner, step === null ? path : [...path, step])
  }
  visit(schema, [])
  return [...found.values()]
}

/** Visits each value of a place; a validation asks for every place of every node, so nothing is made on the way but `at`. */
function visitValues(
  value: unknown,
  path: readonly string[],
  visit: (value: unknown, at: string) => void,
  depth = 0,
  at = '',
): void {
  const step = path[depth]
  if (step === undefined) {
    if (value !== undefined) visit(value, at)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const into = (key: string) =>
    visitValues((value as Record<string, unknown>)[key], path, visit, depth + 1, at === '' ? key : `${at}.${key}`)
  if (step === '*') for (const key of Object.keys(value)) into(key)
  else if (Object.hasOwn(value, step)) into(step)
}

function textsAt(config: unknown, { path }: Place): string[] {
  const texts: string[] = []
  visitValues(config, path, (value) => {
    if (typeof value === 'string') texts.push(value)
  })
  return texts
}

/** What of the office the configuration names. */
export const referencesAt = (places: readonly Place[], config: unknown): Reference[] =>
  places.flatMap((place) => {
    const { refers } = place.meta
    if (!refers) return []
    return textsAt(config, place).flatMap((id) => (id === '' ? [] : [{ kind: refers, id, field: place.path[0] ?? '' }]))
  })

/** The variables it reads; none of an expression that cannot be parsed. */
export const readsAt = (places: readonly Place[], config: unknown): string[] =>
  places.flatMap((place) => {
    const { holds } = place.meta
    if (holds !== 'text' && holds !== 'expression') return []
    return textsAt(config, place).flatMap(holds === 'text' ? placeholdersOf : expressionReads)
  })

/** The variables it sets by name. */
export const namesAt = (places: readonly Place[], config: unknown): string[] =>
  places.flatMap((place) =>
    place.meta.holds === 'name'
      ? textsAt(config, place).flatMap((name) => [name, ...(place.meta.parts ?? []).map((part) => `${name}.${part}`)])
      : [],
  )

/** What is wrong with its values. */
export const findingsAt = (places: readonly Place[], config: Readonly<Record<string, unknown>>): Finding[] =>
  places.flatMap(({ path, meta }) => {
    if (meta.without && config[meta.without]) return []
    const found: Finding[] = []
    visitValues(config, path, (value, at) => found.push(...findingsOf(meta, at, value)))
    return found
  })

/** The places among these that each of the questions above has to look at. */
export const placesByQuestion = (places: readonly Place[]) => ({
  references: places.filter(({ meta }) => meta.refers),
  reads: places.filter(({ meta }) => meta.holds === 'text' || meta.holds === 'expression'),
  names: places.filter(({ meta }) => meta.holds === 'name'),
  findings: places.filter(({ meta }) => meta.holds === 'expression' || meta.format || meta.limits || meta.distinct),
})

const error = (code: string, field: string, message: string): Finding => ({ code, severity: 'error', field, message })

function findingsOf({ holds, format, limits, distinct }: FieldMeta, at: string, value: unknown): Finding[] {
  const found: Finding[] = []
  if (typeof value === 'string') {
    if (holds === 'expression') found.push(...expressionFindings(at, value))
    if (format === 'http' && !isHttpUrl(value)) found.push(error('BAD_URL', at, 'This is no web address.'))
    if (format === 'webSocket' && !isSocketUrl(value))
      found.push(error('BAD_SOCKET', at, 'This is no WebSocket address (ws or wss).'))
    if (format === 'jsonPointer' && !isPointer(value))
      found.push(error('BAD_POINTER', at, `“${value}” is no JSON pointer such as /customer/name.`))
  }
  if (limits && typeof value === 'number' && (value < limits.min || value > limits.max)) {
    const [least, most] = [limits.min / 1000, limits.max / 1000]
    found.push(error('TIMER_RANGE', at, `The time to wait for ${limits.of} must be between ${least} and ${most} seconds.`))
  }
  if (distinct && Array.isArray(value) && new Set(value).size < value.length) found.push(error('DUPLICATE_KEY', at, distinct))
  return found
}

function expressionFindings(field: string, source: string): Finding[] {
  try {
    parseExpression(source)
    return []
  } catch (thrown) {
    const known = thrown instanceof ExpressionError ? thrown : null
    const detail = known?.message ?? 'not understood'
    const values = { detail, reason: known?.reason ?? '', sign: known?.sign ?? '' }
    return [{ ...error('BAD_EXPRESSION', field, `The expression does not work: ${detail}.`), values }]
  }
}

function expressionReads(source: string): string[] {
  try {
    return variablesOf(parseExpression(source))
  } catch {
    return [] // `expressionFindings` says so
  }
}
