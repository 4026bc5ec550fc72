// The fields of a node type’s form, in the order of its schema: what edits each, its default, limits and options.
import type { z } from 'zod'
import { type Control, type FieldMeta, fieldRegistry, type ReferenceKind } from './field.ts'

export type FormField = {
  name: string
  /** Null for a field that the node type edits itself (`ownFields`) or the control of another one (`editedWith`). */
  control: Control | null
  /** What holds where nothing is configured; undefined: nothing. */
  otherwise: unknown
  /** A configuration is whole without it, and nothing stands in its place. */
  optional: boolean
  /** In the field’s unit. */
  min?: number
  max?: number
  options: readonly (string | number)[]
  meta: FieldMeta
}

type Unwrapped = { schema: z.core.$ZodTypes; meta: FieldMeta; otherwise: unknown; optional: boolean }

/** The schema without what makes it optional. */
function unwrapped(schema: z.core.$ZodType): Unwrapped {
  const known = schema as z.core.$ZodTypes
  const own = fieldRegistry.get(schema) ?? {}
  const { def } = known._zod
  if (def.type !== 'optional' && def.type !== 'default')
    return { schema: known, meta: own, otherwise: undefined, optional: false }
  const inner = unwrapped(def.innerType)
  const meta = { ...inner.meta, ...own }
  return def.type === 'optional'
    ? { ...inner, meta, optional: true }
    : { ...inner, meta, otherwise: def.defaultValue, optional: false }
}

const byReference: Partial<Record<ReferenceKind, Control>> = {
  queue: 'queue',
  mailbox: 'mailbox',
  backend: 'backend',
  schedule: 'schedule',
}

function controlOf({ schema, meta }: Unwrapped): Control | null {
  if (meta.control) return meta.control
  if (meta.refers) return byReference[meta.refers] ?? null
  const { def } = schema._zod
  switch (def.type) {
    case 'boolean':
      return 'switch'
    case 'number':
      return 'number'
    case 'enum':
      return 'choice'
    case 'string':
      return meta.holds === 'expression' ? 'expression' : 'text'
    case 'record':
      return 'pairs'
    case 'union':
      return def.options.every((each) => (each as z.core.$ZodTypes)._zod.def.type === 'literal') ? 'numberChoice' : null
    case 'array':
      return severalOf(controlOf(unwrapped(def.element)))
    default:
      return null
  }
}

function severalOf(control: Control | null): Control | null {
  if (control === 'prompt') return 'prompts'
  if (control === 'queue') return 'queues'
  return control === 'destination' ? 'destinations' : null
}

function optionsOf(schema: z.core.$ZodTypes): readonly (string | number)[] {
  const { def } = schema._zod
  if (def.type === 'enum') return Object.values(def.entries)
  if (def.type !== 'union') return []
  return def.options.flatMap((each) => {
    const option = (each as z.core.$ZodTypes)._zod.def
    return option.type === 'literal' ? option.values.filter((value) => typeof value === 'number') : []
  })
}

const bound = (value: unknown): number | undefined =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined

/** The form’s fields; `defaults` is what a new node starts with. */
export function formFieldsOf(schema: z.ZodObject, defaults: Readonly<Record<string, unknown>>): FormField[] {
  return Object.entries(schema.shape).map(([name, each]): FormField => {
    const found = unwrapped(each)
    const { meta, otherwise, optional } = found
    const { minValue, maxValue } = found.schema as Partial<Pick<z.ZodNumber, 'minValue' | 'maxValue'>>
    const control = controlOf(found)
    return {
      name,
      control,
      // A number is shown also where the configuration lacks one that it needs.
      otherwise: otherwise ?? (control === 'number' ? defaults[name] : undefined),
      optional,
      min: meta.limits?.min ?? bound(minValue),
      max: meta.limits?.max ?? bound(maxValue),
      options: optionsOf(found.schema),
      meta,
    }
  })
}
