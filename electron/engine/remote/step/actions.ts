// What a step provider may answer: one action, under the guide's field names or the ones RustPBX itself accepts (docs/spec/step-ivr.md).
import { z } from 'zod'
import { type Fields, type InnerAction, isObject, meaning, otherNames, schemasWith, within } from './schemas.ts'
import { readTolerantly } from './tolerant.ts'

const nested = z
  .unknown()
  .transform((raw, context): InnerAction | undefined => {
    // What is no action at all is passed over; one that is not understood makes the whole unreadable.
    if (!isObject(raw)) return undefined
    const read = parse(raw)
    if ('action' in read) return read.action
    context.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })
  .optional()

const schemas = schemasWith(nested)

type Schemas = typeof schemas
export type StepType = keyof Schemas
/** An action as it runs: aliases resolved, defaults filled in. */
export type StepAction = { [T in StepType]: z.output<Schemas[T]> }[StepType]
export type StepActionOf<T extends StepType> = z.output<Schemas[T]>

const typeOf = (name: unknown): StepType | null => {
  const type = name === 'bridge' ? 'voip_bridge' : name
  return typeof type === 'string' && Object.hasOwn(schemas, type) ? (type as StepType) : null
}

/** Null counts as absent, other names stand in for missing ones. */
function withFirstNames(type: StepType, raw: Fields): Fields {
  const fields: Fields = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null))
  for (const [first, others] of Object.entries(otherNames[type] ?? {}))
    for (const other of others) if (fields[first] === undefined && fields[other] !== undefined) fields[first] = fields[other]
  return { ...fields, type }
}

/** `passedOver`: fields that say nothing here, as `type: field why`. */
export type ReadStep = { action: StepAction; passedOver: string[] } | { problem: string }

/** What the provider sent for an action, by what was read of it. */
const sentAs = new WeakMap<object, unknown>()

/** The action in the provider's own words; after a host's restart as it was read. */
export const asSent = (action: object): unknown => sentAs.get(action) ?? action

/** The actions that are read. */
export const stepTypes = Object.keys(schemas) as StepType[]

/** Every name that a field of the action may have. */
export const namesOf = (type: StepType): ReadonlySet<string> =>
  new Set(['type', ...Object.keys(schemas[type].shape), ...Object.values(otherNames[type] ?? {}).flat()])

const unknownFields = (type: StepType, raw: Fields): string[] => {
  const known = namesOf(type)
  return Object.keys(raw)
    .filter((name) => !known.has(name))
    .map((name) => `${name.slice(0, 60)} is not known`)
}

/** Fields for an action that hold something else. */
const notActions = (raw: Fields): string[] =>
  [...within]
    .filter((name) => raw[name] !== undefined && raw[name] !== null && !isObject(raw[name]))
    .map((name) => `${name} is no action`)

function parse(raw: unknown): ReadStep {
  if (!isObject(raw)) return { problem: 'the answer is not an object' }
  const type = typeOf(raw.type)
  if (!type) return { problem: `unknown type ${JSON.stringify(raw.type)?.slice(0, 60)}` }
  const fields = withFirstNames(type, raw)
  const read = readTolerantly(schemas[type], meaning[type]?.(fields) ?? fields)
  if ('problem' in read) return { problem: `${type}: ${read.problem}`.slice(0, 300) }
  const action = read.data as StepAction
  sentAs.set(action, raw)
  const passedOver = [...read.passedOver, ...notActions(raw), ...unknownFields(type, raw)].map((each) =>
    `${type}: ${each}`.slice(0, 200),
  )
  return { action, passedOver }
}

/** How deep the actions within an answer are looked at for what was passed over. */
const lookedAt = 20

/** What was passed over in the actions within one. */
function passedOverWithin(raw: unknown, depth = 0): string[] {
  if (!isObject(raw) || depth >= lookedAt) return []
  const keyed = isObject(raw.keys) ? raw.keys : isObject(raw.entries) ? raw.entries : {}
  const inner = [...[...within].map((name) => raw[name]), ...Object.values(keyed)].filter(isObject)
  return inner.flatMap((one) => {
    const read = parse(one)
    return [...('action' in read ? read.passedOver : []), ...passedOverWithin(one, depth + 1)]
  })
}

/** An answer as an action, those within it included, or why it is none. Never throws. */
export function parseAction(raw: unknown): ReadStep {
  try {
    const read = parse(raw)
    return 'problem' in read ? read : { ...read, passedOver: [...read.passedOver, ...passedOverWithin(raw)] }
  } catch (error) {
    return { problem: `the answer cannot be read: ${String(error).slice(0, 100)}` } // nested deeper than the stack
  }
}

/** What was read before, from the journal or the settings. Throws an Error that says what is wrong. */
export function readAction(raw: unknown): StepAction {
  const read = parseAction(raw)
  if ('problem' in read) throw new Error(read.problem)
  return read.action
}

/** An inner action as it runs: `parseAction` alone makes them. */
export const asAction = (inner: InnerAction): StepAction => inner as StepAction

const variableName = /\$([A-Za-z_][\w.-]*)\$/g

/** The action as it runs now: `$name$` replaced once in its own strings; actions within it are filled when they run. */
export function filled(action: StepAction, read: (name: string) => string | undefined): StepAction {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(variableName, (whole, name: string) => read(name) ?? whole)
    if (Array.isArray(value)) return value.map(fill)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)])) : value
  }
  const acts = (key: string, value: unknown) => within.has(key) || (key === 'keys' && typeof value === 'object')
  const entries = Object.entries(action).map(([key, value]) => [key, acts(key, value) ? value : fill(value)])
  return Object.fromEntries(entries) as StepAction
}

/** The types of an answer and of those that follow it by `next`, in order, as the provider names them. */
export function chainOf(raw: unknown): string[] {
  const types: string[] = []
  for (let at = raw; isObject(at) && types.length < 100; at = at.next ?? undefined) types.push(String(at.type))
  return types
}
