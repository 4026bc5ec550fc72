// The form around the fields: what is configured, how it is changed, what is wrong with each field.
import { createContext, useContext } from 'react'

export type NodeForm = {
  nodeId: string
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

/** One field of it; `value` is what is configured, or `otherwise`. */
export function useField<T>(name: string, otherwise: T) {
  const { config, set, errorOf, readOnly } = useForm()
  const value = (config[name] ?? otherwise) as T
  return { value, set: (next: T | undefined, word?: string) => set(name, next, word), error: errorOf(name), readOnly }
}

/** Steps of the history end where words end. */
export const wordKey = (value: string): string => String(value.split(/\s+/).length)
