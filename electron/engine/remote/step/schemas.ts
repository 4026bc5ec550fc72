// The actions of a step provider, field by field, and the other names that RustPBX and its guides give the fields (docs/compatibility.md).
import { z } from 'zod'

export type Fields = Record<string, unknown>

export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

const hasText = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** Longest wait a provider may ask for, ms. */
export const longestMs = 300_000
/** Longest wait from one key to the next, ms. */
const longestBetweenMs = 60_000

const atMost = (most: number) =>
  z
    .number()
    .nonnegative()
    .transform((value) => Math.min(value, most))
const ms = atMost(longestMs)
const seconds = atMost(3600)
const count = z
  .number()
  .nonnegative()
  .transform((value) => Math.floor(value))
const digits = count.pipe(z.number().max(100))
/** Values that are no text are written as it; what has no text is left out. */
const headers = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (hasText(value) ? [[name, String(value)]] : []))),
  )
  .default({})
const params = z.record(z.string(), z.unknown()).default({})
const code = z.union([z.string(), z.number()]).optional()
const text = z.string().optional()
const variable = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z_][\w.-]*$/)

/** An action within an action, read with the one around it. */
export type InnerAction = { readonly type: string }
type Nested = z.ZodType<InnerAction | undefined>

const sound = {
  file: text,
  tts_text: text,
  tts_voice: text,
  /** Asked by GET for the text. */
  tts_api_url: text,
  /** Recordings that are played one after the other, in place of all else. */
  record_name_list: z.union([z.string(), z.array(z.string())]).optional(),
}
export type SoundFields = z.output<z.ZodObject<typeof sound>>
const hasSound = (a: SoundFields) => [a.file, a.tts_text, a.tts_api_url, a.record_name_list].some((field) => field !== undefined)

/** Where the caller goes on when the other side has left: an application (`ivr` where only its target is named) and its target. */
const returns = { return_to_ivr: z.boolean().default(false), return_app: text, return_target: text }

const common = { step_id: text, step_name: text, extra: z.unknown().optional(), custom_data: z.unknown().optional() }

/** Keys that act: a map from key to action, or a list of `{key, action}`; keys that merely count: a string or a list. */
const keysWith = (nested: Nested) =>
  z.union([
    z.string(),
    z.array(z.string()),
    z
      .array(z.looseObject({ key: z.string().optional(), digit: z.string().optional(), action: nested }))
      .transform((list) => Object.fromEntries(list.map((one) => [one.key ?? one.digit ?? '', one.action]))),
    z.record(z.string(), nested),
  ])

/** What the caller hears and is asked. */
function asking(nested: Nested) {
  const going = { ...common, next: nested }
  return {
    prompt: z
      .object({ type: z.literal('prompt'), ...sound, interruptible: z.boolean().default(false), ...going })
      .refine(hasSound, { message: 'a prompt needs file or tts_text' }),
    dtmf_menu: z.object({
      type: z.literal('dtmf_menu'),
      ...sound,
      timeout_ms: ms.default(5000),
      max_retries: count.default(3),
      keys: keysWith(nested).optional(),
      /** RustPBX's `entries`: a key that is none is passed over, silence is tried again here, and the provider hears of neither. */
      local: z.boolean().default(false),
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
      timeout_ms: ms.default(5000),
      end_key: z.string().default('#'),
      variable: variable.default('dtmf_input'),
      ...going,
    }),
    input_phone: z.object({
      type: z.literal('input_phone'),
      ...sound,
      min_digits: digits.optional(),
      max_digits: digits.default(11),
      timeout_ms: ms.default(10_000),
      inter_digit_timeout_ms: atMost(longestBetweenMs).default(3000),
      terminator: z.string().default('#'),
      ...going,
    }),
    input_voice: z.object({ type: z.literal('input_voice'), ...sound, timeout_ms: ms.default(5000), language: text, ...going }),
  }
}

/** What is done beside. */
function doing(nested: Nested) {
  const going = { ...common, next: nested }
  return {
    api: z.object({
      type: z.literal('api'),
      url: z.string().min(1),
      method: z
        .string()
        .default('GET')
        .transform((method) => method.toUpperCase())
        .pipe(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])),
      headers,
      /** Sent as it is, in place of the session. */
      body: z.unknown().optional(),
      /** The names of the variables that are sent, separated by commas. */
      variables: text,
      timeout: z.number().positive().default(10),
      get_dynamic_tree: z.boolean().optional(),
      ...going,
    }),
    torecord: z.object({
      type: z.literal('torecord'),
      ...sound,
      max_duration: seconds.default(300),
      silence_timeout: seconds.optional(),
      variable: variable.default('recording'),
      beep: z.boolean().default(false),
      ...going,
    }),
    record_start: z.object({
      type: z.literal('record_start'),
      segment_type: z.string().min(1).default('ivr'),
      id: text,
      beep: z.boolean().default(false),
      max_duration_secs: seconds.optional(),
      ...going,
    }),
    record_stop: z.object({ type: z.literal('record_stop'), reason: text, ...going }),
    repeat: z.object({ type: z.literal('repeat'), ...common }),
  }
}

/** Where the caller goes on. */
function handingOn(nested: Nested) {
  const going = { ...common, next: nested }
  return {
    transfer: z.object({
      type: z.literal('transfer'),
      target: z.string().min(1),
      params,
      wait_for_result: z.boolean().default(false),
      ...returns,
      ...going,
    }),
    queue: z.object({ type: z.literal('queue'), queue: z.string().min(1), ...returns, ...going }),
    voicemail: z.object({ type: z.literal('voicemail'), extension: z.string().min(1), ...common }),
    route_to_agent: z.object({
      type: z.literal('route_to_agent'),
      agent_id: z.string().min(1),
      skill_group_id: text,
      key_id: text,
      channel_code: text,
      ...common,
    }),
    jump_ivr: z.object({ type: z.literal('jump_ivr'), ivr_id: z.string().min(1), params, ...common }),
    voip_bridge: z
      .object({
        type: z.literal('voip_bridge'),
        uri: text,
        create_room_uri: text,
        headers,
        timeout_ms: ms.default(30_000),
        /** `pcm16`: sound of the caller alone and nothing else; `stream`: the frames of *Stream audio*. */
        protocol: z.enum(['pcm16', 'stream']).default('pcm16'),
        sample_rate: z.union([z.literal(8000), z.literal(16_000)]).default(8000),
        success: nested,
        failure: nested,
        ...returns,
        ...common,
      })
      .refine((a) => a.uri !== undefined || a.create_room_uri !== undefined, {
        message: 'a bridge needs uri or create_room_uri',
      }),
    play_and_hangup: z.object({ type: z.literal('play_and_hangup'), ...sound, code, ...common }),
    hangup: z.object({ type: z.literal('hangup'), ...sound, code, ...common }),
    exit: z.object({ type: z.literal('exit'), ...common }),
  }
}

const treeOnly = <T extends string>(type: T) => z.object({ type: z.literal(type), ...common })

/** Of RustPBX's tree of menus: not carried out for a step provider, there or here. */
const ofTrees = {
  play: treeOnly('play'),
  menu: treeOnly('menu'),
  back: treeOnly('back'),
  collect: treeOnly('collect'),
  collect_extension: treeOnly('collect_extension'),
  webhook: treeOnly('webhook'),
}

/** The schemas of all actions; `nested` reads an action within one. */
export const schemasWith = (nested: Nested) =>
  ({ ...asking(nested), ...doing(nested), ...handingOn(nested), ...ofTrees }) as const

const spoken = { tts_text: ['prompt_text'], tts_voice: ['prompt_voice'], file: ['prompt'] }
const returning = { return_target: ['return_to_ivr'] }

/** The first name counts; the others are read in its place where it is missing. */
export const otherNames: Record<string, Record<string, string[]>> = {
  prompt: { ...spoken, tts_text: ['prompt_text', 'text'] },
  dtmf_menu: {
    file: ['prompt', 'greeting'],
    tts_text: ['greeting_text'],
    tts_voice: ['greeting_voice'],
    tts_api_url: ['greeting_api_url'],
    record_name_list: ['greeting_record_list'],
    keys: ['entries'],
  },
  collect_dtmf: { ...spoken, max_digits: ['num_digits'], end_key: ['terminator'] },
  input_phone: { ...spoken, terminator: ['end_key'] },
  input_voice: { ...spoken, language: ['scene'] },
  torecord: { ...spoken, max_duration: ['max_duration_secs'] },
  record_start: { segment_type: ['type_id'] },
  transfer: returning,
  queue: { ...returning, queue: ['target'] },
  voicemail: { extension: ['target'] },
  route_to_agent: { agent_id: ['target'] },
  jump_ivr: { ivr_id: ['route_point'] },
  voip_bridge: returning,
  play_and_hangup: spoken,
  hangup: spoken,
}

const yesOrNo = /^(true|false|yes|no|0|1)?$/i

/** `return_to_ivr` names the IVR to return to; a yes or no is about this one. */
function returnOf(fields: Fields): Fields {
  const { return_to_ivr: asked } = fields
  if (typeof asked !== 'string' || yesOrNo.test(asked)) {
    const { return_target: target, ...others } = fields
    return target === asked ? others : fields
  }
  return { ...fields, return_to_ivr: true }
}

const actsLocally = ({ keys, entries, local }: Fields): boolean =>
  local === true || (keys === entries && isObject(entries) && Object.keys(entries).length > 0)

/** Fields that mean the same in another type, or say more by the name they have. */
export const meaning: Record<string, (fields: Fields) => Fields> = {
  transfer: returnOf,
  queue: returnOf,
  voip_bridge: returnOf,
  dtmf_menu: (fields) => ({ ...fields, local: actsLocally(fields) }),
  // The guide's `variables` were the body; RustPBX's are names.
  api: (fields) =>
    isObject(fields.variables) && fields.body === undefined
      ? { ...fields, body: fields.variables, variables: undefined }
      : fields,
}

/** Fields that hold an action, or a map of them. */
export const within: ReadonlySet<string> = new Set(['next', 'timeout_action', 'invalid_action', 'success', 'failure'])
