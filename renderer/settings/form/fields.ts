// A form as data: which fields a record has, and how each is edited. One renderer shows them all.

export type Option = { value: string; label: string }

type Base = {
  key: string
  label: string
  help?: string
  /** Follows what is typed, e.g. an example. */
  example?: (value: unknown) => string
  /** Fixed once the record exists. */
  fixed?: boolean
  required?: boolean
  /** Shown only while this holds. */
  when?: (draft: Draft) => boolean
  /** Heading of the part that it stands in, which is folded at first; without one it stands before them. */
  group?: string
  /** What else of the draft changes with it. */
  sets?: (value: unknown, draft: Draft) => Draft
}

export type Field = Base &
  (
    | { kind: 'text' | 'password'; maxLength?: number }
    | { kind: 'number'; min: number; max: number }
    /** A time of day, HH:MM; empty where it is not required. */
    | { kind: 'time' }
    | { kind: 'switch' }
    | { kind: 'select'; options: readonly Option[] /** An empty choice stands for "not set". */; optional?: boolean }
    | { kind: 'several'; options: readonly Option[] }
    | { kind: 'words' /** What is offered to choose from. */; suggestions?: readonly string[] }
    /** Several lines of something a program reads. */
    | { kind: 'long'; maxLength?: number }
    /** Names with values. */
    | { kind: 'pairs'; labels: readonly [name: string, value: string] }
  )

/** A record as the form edits it. */
export type Draft = Record<string, unknown>

/** Drops empty optional texts, which the contract wants absent rather than empty. */
export function withoutEmpty(draft: Draft, fields: readonly Field[]): Draft {
  const optional = fields.filter(
    (field) => (field.kind === 'select' && field.optional) || (field.kind !== 'number' && !field.required),
  )
  const empty = new Set(
    optional.filter((field) => draft[field.key] === '' || draft[field.key] === undefined).map((field) => field.key),
  )
  return Object.fromEntries(Object.entries(draft).filter(([key]) => !empty.has(key)))
}
