// What is known of a field of a node’s configuration besides its schema: how it is edited, what stands in it, its limits. It is
// registered beside the schema (zod’s registries); forms, checks, renaming of variables and documentation are derived from it.
import { z } from 'zod'
import type { Backend } from '../domain/backend.ts'

/** How a field is edited. */
export type Control =
  | 'text'
  | 'number'
  | 'switch'
  | 'choice'
  | 'numberChoice'
  | 'expression'
  | 'prompt'
  | 'prompts'
  | 'keys'
  | 'pairs'
  | 'assignments'
  | 'readings'
  | 'cases'
  | 'destination'
  | 'destinations'
  | 'queue'
  | 'queues'
  | 'mailbox'
  | 'backend'
  | 'schedule'
  | 'timeZone'
  | 'weekly'
  | 'holidays'
  | 'ownDays'

/** What of the office a value names. */
export type ReferenceKind = 'prompt' | 'queue' | 'trunk' | 'mailbox' | 'flow' | 'script' | 'backend' | 'schedule'

/** What is known of one schema, at whatever depth of a configuration it stands. */
export type FieldMeta = {
  /** One sentence for the documentation. */
  about?: string
  /** Absent: what the schema’s type suggests. */
  control?: Control
  unit?: 'seconds' | 'milliseconds'
  /** Limits that are checked before publishing, in the unit; the schema takes any number. `of`: what is waited for. */
  limits?: { min: number; max: number; of: 'input' | 'an answer' }
  /** How many lines its input has at first. */
  lines?: number
  /** An emptied text is no value: the field’s default holds again. */
  emptied?: 'default'
  /** The control of that other field edits it as well. */
  editedWith?: string
  /** Means nothing, and is not shown, while that other field of the node has a value. */
  without?: string
  /** What stands in it of variables: the name of one that the node sets, an expression, or text with `{{names}}`. */
  holds?: 'name' | 'expression' | 'text'
  /** Variables that are set along with a `name`: `extension` and `extension.name`. */
  parts?: readonly string[]
  /** It is the id of one of these; empty: of none. */
  refers?: ReferenceKind
  /** Which kind of backend it refers to. */
  backend?: Backend['kind']
  format?: 'http' | 'webSocket' | 'jsonPointer'
  /** No item may stand twice; the sentence that says so. */
  distinct?: string
}

export const fieldRegistry = z.registry<FieldMeta>()

/** The schema with what is known of it; what was known before stays unless it is replaced. The schema itself is not changed. */
export function field<Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema {
  const copy = schema.clone()
  fieldRegistry.add(copy, { ...fieldRegistry.get(schema), ...meta })
  return copy
}

/** Text in which `{{names}}` are replaced by values. */
export const template = <Schema extends z.ZodType>(schema: Schema, meta: FieldMeta = {}): Schema =>
  field(schema, { holds: 'text', ...meta })

/** The name of a variable that the node sets. */
export const variableName = (meta: FieldMeta = {}): z.ZodString =>
  field(z.string().regex(/^[A-Za-z_][\w.]*$/), { holds: 'name', ...meta })

/** An expression over variables. */
export const expression = (): z.ZodString => field(z.string().max(1000), { holds: 'expression' })

/** How long is waited, in milliseconds: at least a second. */
export const timer = (otherwise: number, of: 'input' | 'an answer', maxSeconds = 120) =>
  field(z.int().default(otherwise), { unit: 'milliseconds', limits: { min: 1000, max: maxSeconds * 1000, of } })
