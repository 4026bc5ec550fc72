// The form around the fields: what is configured, how it is changed, what is wrong with each field.
import { createContext, useContext } from 'react'
import { fillsIn } from '../../../shared/flow/variables.ts'
import { fieldName } from '../labels/labels.ts'

export type NodeForm = {
  nodeId: string
  type: string
  config: Readonly<Record<string, unknown>>
  /** Undefined takes the field away. `word` keeps what belongs to one word in one step. */
  set(field: string, value: unknown, word?: string): void
  errorOf(field: string): string | undefined
  readOnly: boolean
  /** Variables that are known in this flow. */
  variables: readonly string[]
}

export const FormContext = createContext<NodeForm | null>(null)

/** The form around this field. */
export function useForm(): NodeForm {
  const form = useContext(FormContext)
  if (!form) throw new Error('This field stands in no form.')
  return form
}

/** One field of it; `value` is what is configured, or `otherwise`; `filledIn`: the step puts values in place of `{{names}}`. */
export function useField<T>(name: string, otherwise: T) {
  const { type, config, set, errorOf, readOnly } = useForm()
  return {
    value: (config[name] ?? otherwise) as T,
    set: (next: T | undefined, word?: string) => set(name, next, word),
    error: errorOf(name),
    readOnly,
    filledIn: fillsIn(type, name),
  }
}

/** The same for a plain input: `shown` is what it is told. */
export function useShownField<T>(name: string, otherwise: T) {
  const { value, error, readOnly, set, filledIn } = useField(name, otherwise)
  const { type } = useForm()
  return { shown: { 'data-field': name, label: fieldName(name, type), value, error, readOnly }, set, filledIn }
}

/** Steps of the history end where words end. */
export const wordKey = (value: string): string => String(value.split(/\s+/).length)
