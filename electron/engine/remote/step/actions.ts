// What a step provider may answer: one action, under the guide's field names or the ones RustPBX itself accepts (docs/spec/step-ivr.md).
import { z } from 'zod'
import { readTolerantly } from './tolerant.ts'

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Longest wait a provider may ask for, ms. */
export const longestMs = 300_000

const ms = z
  .number()
  .nonnegative()
  .transform((value) => Math.min(value, longestMs))
const count = z
  .number()
  .nonnegative()
  .transform((value) => Math.floor(value))
const digits = count.pipe(z.number().max(100))
const seconds = z
  .number()
  .nonnegative()
  .transform((value) => Math.min(value, 3600))
/** An action within an action, read with the one around it. */
export type InnerAction = { readonly type: StepType }
const nested = z
  .unknown()
  .transform((raw, context): InnerAction | undefined => {
    if (raw === undefined) return undefined
    const read = parse(raw)
    if ('action' in read) return read.action
    context.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })
  .optional()
const headers = z.record(z.string(), z.string()).default({})
const code = z.union([z.string(), z.number()]).optional()
const variable = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z_][\w.-]*$/)

/** Keys that act: a map from key to action, or a list of `{key, action}`; keys that merely count: a string or a list. */
const keys = z.union([
  z.string(),
  z.array(z.string()),
  z
    .array(z.looseObject({ key: z.string().optional(), digit: z.string().optional(), action: nested }))
    .transform((list) => Object.fromEntries(list.map((one) => [one.key ?? one.digit ?? '', one.action]))),
  z.record(z.string(), nested),
])

const common = { step_id: z.string().optional(), step_name: z.string().optional(), extra: z.unknown().optional() }
const going = { ...common, next: nested }
const sound = { file: z.string().optional(), tts_text: z.string().optional() }
const hasSound = (a: { file?: string | undefined; tts_text?: string | undefined }) =>
  a.file !== undefined || a.tts_text !== undefined

/** The first name counts; the others are read in its place where it is missing. */
const otherNames: Record<string, Record<string, string[]>> = {
  prompt: { file: ['prompt'], tts_text: ['prompt_text', 'text'] },
  dtmf_menu: { file: ['prompt', 'greeting'], tts_text: ['greeting_text'], keys: ['entries'] },
  collect_dtmf: { file: ['prompt'], max_digits: ['num_digits'], end_key: ['terminator'], tts_text: ['prompt_text'] },
  input_phone: { file: ['prompt'], terminator: ['end_key'], tts_text: ['prompt_text'] },
  input_voice: { language: ['scene'], file: ['prompt'], tts_text: ['prompt_text'] },
  api: { body: ['variables'] },
  torecord: { max_duration: ['max_duration_secs'] },
  queue: { queue: ['target'] },
  voicemail: { extension: ['target'] },
  route_to_agent: { agent_id: ['target'] },
  jump_ivr: { ivr_id: ['route_point'] },
  play_and_hangup: { file: ['prompt'], tts_text: ['prompt_text'] },
  hangup: { file: ['prompt'], tts_text: ['prompt_text'] },
}

const schemas = {
  prompt: z
    .object({ type: z.literal('prompt'), ...sound, interruptible: z.boolean().default(false), ...going })
    .refine(hasSound, {
      message: 'a prompt needs file or tts_text',
    }),
  dtmf_menu: z.object({
    type: z.literal('dtmf_menu'),
    ...sound,
    timeout_ms: ms.default(5000),
    max_retries: count.default(3),
    keys: keys.optional(),
    timeout_action: nested,
    invalid_action: nested,
    ...going,
  }),
  collect_dtmf: z.object({
    type: z.literal('collect_dtmf'),
    ...sound,
    num_digits: digits.optional(),
    min_digits: digits.optional(),
    max_digits: digits.optional(),
    timeout_ms: ms.default(10_000),
    end_key: z.string().default('#'),
    variable: variable.default('dtmf_input'),
    ...going,
  }),
  input_phone: z.object({
    type: z.literal('input_phone'),
    ...sound,
    max_digits: digits.default(20),
    timeout_ms: ms.default(10_000),
    inter_digit_timeout_ms: ms.default(3000),
    terminator: z.string().default('#'),
    ...going,
  }),
  input_voice: z.object({
    type: z.literal('input_voice'),
    ...sound,
    timeout_ms: ms.default(10_000),
    language: z.string().optional(),
    ...going,
  }),
  api: z.object({
    type: z.literal('api'),
    url: z.string().min(1),
    method: z
      .string()
      .default('GET')
      .transform((method) => method.toUpperCase())
      .pipe(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])),
    headers,
    body: z.unknown().optional(),
    timeout: z.number().positive().default(10),
    ...going,
  }),
  torecord: z.object({
    type: z.literal('torecord'),
    max_duration: seconds.default(60),
    silence_timeout: seconds.optional(),
    variable: variable.default('recording'),
    beep: z.boolean().default(true),
    ...going,
  }),
  repeat: z.object({ type: z.literal('repeat'), ...common }),
  transfer: z.object({
    type: z.literal('transfer'),
    target: z.string().min(1),
    wait_for_result: z.boolean().default(false),
    ...going,
  }),
  queue: z.object({ type: z.literal('queue'), queue: z.string().min(1), return_to_ivr: z.boolean().default(false), ...going }),
  voicemail: z.object({ type: z.literal('voicemail'), extension: z.string().min(1), ...common }),
  route_to_agent: z.object({ type: z.literal('route_to_agent'), agent_id: z.string().min(1), ...common }),
  jump_ivr: z.object({
    type: z.literal('jump_ivr'),
    ivr_id: z.string().min(1),
    params: z.record(z.string(), z.unknown()).default({}),
    ...common,
  }),
  voip_bridge: z
    .object({
      type: z.literal('voip_bridge'),
      uri: z.string().optional(),
      create_room_uri: z.string().optional(),
      headers,
      timeout_ms: ms.default(30_000),
      ...common,
    })
    .refine((a) => a.uri !== undefined || a.create_room_uri !== undefined, { message: 'a bridge needs uri or create_room_uri' }),
  play_and_hangup: z.object({ type: z.literal('play_and_hangup'), ...sound, code, ...common }),
  hangup: z.object({ type: z.literal('hangup'), ...sound, code, ...common }),
} as const

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

/** Fields that mean the same in another type: a queue that returns to the IVR of an id returns. */
const meaning: Partial<Record<StepType, (fields: Fields) => Fields>> = {
  queue: (fields) =>
    typeof fields.return_to_ivr === 'string' ? { ...fields, return_to_ivr: fields.return_to_ivr !== '' } : fields,
}

function parse(raw: unknown): ReadStep {
  if (!isObject(raw)) return { problem: 'the answer is not an object' }
  const type = typeOf(raw.type)
  if (!type) return { problem: `unknown type ${JSON.stringify(raw.type)?.slice(0, 60)}` }
  const fields = withFirstNames(type, raw)
  const read = readTolerantly(schemas[type], meaning[type]?.(fields) ?? fields)
  if ('problem' in read) return { problem: `${type}: ${read.problem}`.slice(0, 300) }
  return { action: read.data as StepAction, passedOver: read.passedOver.map((each) => `${type}: ${each}`.slice(0, 200)) }
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

const within: ReadonlySet<string> = new Set(['next', 'timeout_action', 'invalid_action'])
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
