// What each step of Callytics is here: its settings by the names of its API, and by older ones.
import { IANAZone } from 'luxon'
import type { Fields } from './fields.ts'

type Config = Record<string, unknown>
/** `say` lists something that is lost. `timeoutMs`: the flow's own default. */
export type Given = { fields: Fields; ways: readonly string[]; timeoutMs: number | undefined; say(lost: string): void }

export const types: Record<string, string> = {
  start: 'start',
  play_audio: 'playAudio',
  get_digits: 'getDigits',
  menu: 'menu',
  business_hours: 'businessHours',
  transfer: 'transfer',
  hunt: 'huntGroup',
  hunt_group: 'huntGroup',
  queue: 'queue',
  queue_login: 'queueLogin',
  conference: 'conference',
  callback: 'callback',
  voicemail: 'voicemail',
  webhook: 'webhook',
  hangup: 'hangup',
  set_variable: 'setVariable',
  branch: 'condition',
}

/** A sound of Asterisk by its path, a stored one by its number, or text. */
function promptOf(
  fields: Fields,
  audio: readonly string[],
  paths: readonly string[] = [],
  texts: readonly string[] = [],
): Config | undefined {
  const path = fields.text(...paths)
  if (/^[\w/-]+$/.test(path)) return { kind: 'sound', name: path }
  const id = fields.text(...audio)
  if (id) return { kind: 'audio', id }
  const text = fields.text(...texts)
  return text ? { kind: 'text', text } : undefined
}

const prompts = ['prompt_audio_file_id', 'audio_file_id', 'audioFileId', 'start_audio_id', 'startAudioId'] as const
const paths = ['prompt_path', 'audio_file_path'] as const
const texts = ['tts_text', 'ttsText', 'text', 'prompt_text', 'prompt'] as const
const mainPrompt = (fields: Fields) => promptOf(fields, prompts, paths, texts)

const dayNames = {
  monday: 'mon',
  tuesday: 'tue',
  wednesday: 'wed',
  thursday: 'thu',
  friday: 'fri',
  saturday: 'sat',
  sunday: 'sun',
}
const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.max(1, Math.round(ms / 1000))
const within = (value: number | undefined, least: number, most: number): number | undefined =>
  value === undefined ? undefined : Math.min(most, Math.max(least, value))
const wall = /^(?:[01]\d|2[0-3]):[0-5]\d$/

function weekly({ fields, say }: Given): Config {
  const zone = fields.text('timezone', 'timeZone')
  const week: Config = {}
  for (const [name, value] of Object.entries(fields.record('schedule'))) {
    const day = dayNames[name as keyof typeof dayNames]
    const { enabled, open, close } = (value ?? {}) as { enabled?: unknown; open?: unknown; close?: unknown }
    if (!enabled) continue
    if (!day || !wall.test(String(open)) || !wall.test(String(close)) || String(close) <= String(open)) say(`schedule.${name}`)
    else week[day] = [{ from: open, to: close }]
  }
  if (zone && !IANAZone.isValidZone(zone)) say(`timezone: ${zone}`)
  return { timeZone: IANAZone.isValidZone(zone) ? zone : undefined, weekly: Object.keys(week).length > 0 ? week : undefined }
}

function target(kind: string, value: string, trunk: string): Config {
  if (kind === 'sip_uri') return { kind: 'uri', uri: value }
  if (kind === 'pstn') return { kind: 'number', number: value, ...(trunk ? { trunkId: trunk } : {}) }
  return { kind: 'extension', number: value }
}

function transfer({ fields, timeoutMs }: Given): Config {
  const value = fields.text('target_value', 'destination_value', 'destinationValue', 'destination')
  const kind = fields.text('target_type', 'destination_type', 'destinationType')
  const trunk = kind === 'pstn' ? fields.text('trunk_id') : ''
  return {
    to: value ? target(kind, value, trunk) : undefined,
    ringSeconds: within(seconds(fields.number('timeout_ms') ?? timeoutMs), 1, 300),
    record: fields.any('record_call', 'recordCall') === true ? true : undefined,
  }
}

function hunt({ fields, say }: Given): Config {
  const destinations = fields.list('destinations').flatMap((each, at) => {
    const { target_type, target_value, trunk_id, ...rest } = (each ?? {}) as Record<string, unknown>
    if (!target_value) {
      say(`destinations.${at}`)
      return []
    }
    for (const name of Object.keys(rest))
      if (rest[name] !== null && rest[name] !== '') say(`destinations.${at}.${name}: ${rest[name]}`)
    if (trunk_id && target_type !== 'pstn') say(`destinations.${at}.trunk_id: ${trunk_id}`)
    return [target(String(target_type), String(target_value), trunk_id ? String(trunk_id) : '')]
  })
  const strategy = fields.text('strategy')
  const strategies: Record<string, string> = {
    sequential: 'inOrder',
    in_order: 'inOrder',
    simultaneous: 'allAtOnce',
    ring_all: 'allAtOnce',
    parallel: 'allAtOnce',
    random: 'random',
  }
  if (strategy && !strategies[strategy]) say(`strategy: ${strategy}`)
  return {
    destinations: destinations.length > 0 ? destinations : undefined,
    // It rings one after the other unless told otherwise.
    strategy: strategies[strategy] ?? 'inOrder',
    ringSeconds: within(seconds(fields.number('ring_timeout_ms', 'attempt_timeout_ms')), 1, 300),
    totalSeconds: within(seconds(fields.number('total_timeout_ms')), 1, 900),
  }
}

function menu({ fields, ways, timeoutMs, say }: Given): Config {
  const branches = fields.list('branches').map(String)
  const [timeouts, invalids] = [fields.number('max_timeout_attempts'), fields.number('max_invalid_attempts')]
  if (timeouts !== undefined && invalids !== undefined && timeouts !== invalids)
    say(`max_timeout_attempts: ${timeouts} beside max_invalid_attempts: ${invalids}`)
  const attempts = Math.max(timeouts ?? 0, invalids ?? 0)
  const keys = [...new Set([...branches, ...ways])].filter((way) => /^[0-9*#]{1,8}$/.test(way))
  return {
    prompt: mainPrompt(fields),
    keys: keys.length > 0 ? keys : undefined,
    timeoutMs: fields.number('timeout_ms', 'timeoutMs', 'timeout') ?? timeoutMs,
    retries: attempts > 0 ? within(attempts - 1, 0, 10) : undefined,
    timeoutPrompt: promptOf(fields, ['timeout_prompt_audio_id'], ['timeout_prompt_path']),
    invalidPrompt: promptOf(fields, ['invalid_prompt_audio_id'], ['invalid_prompt_path']),
  }
}

function headers({ fields, say }: Given): Config | undefined {
  const value = fields.any('headers')
  if (!Array.isArray(value)) return value as Config | undefined
  const pairs = value.flatMap((each, at) => {
    const { key, name, header, value: text } = (each ?? {}) as Record<string, unknown>
    const named = key ?? name ?? header
    if (named) return [[String(named), String(text ?? '')]]
    say(`headers.${at}`)
    return []
  })
  return Object.fromEntries(pairs) as Config
}

/** Quotes a value as a text of our expressions. */
const quoted = (value: string): string => `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
const variable = (name: string): string => name.replace(/[^\w.]/g, '_').replace(/^(?=[^A-Za-z_])/, '_')

/** Settings here from settings there; what is undefined is our usual. */
export const configs: Record<string, (given: Given) => Config> = {
  start: () => ({}),
  hangup: () => ({}),
  playAudio: ({ fields }) => ({ prompt: mainPrompt(fields) }),
  getDigits: ({ fields, timeoutMs }) => ({
    prompt: mainPrompt(fields),
    variable: variable(fields.text('variable_name', 'variableName', 'variable')) || undefined,
    count: within(fields.number('max_digits', 'count', 'digit_count', 'digitCount'), 1, 40),
    terminator: fields.text('terminator', 'finish_on_key') || undefined,
    timeoutMs: fields.number('timeout_ms', 'timeoutMs', 'timeout') ?? timeoutMs,
  }),
  menu,
  businessHours: weekly,
  transfer,
  huntGroup: hunt,
  queue: ({ fields }) => {
    const ms = fields.number('timeout_ms')
    return {
      queueId: fields.text('queue_id', 'queueId') || undefined,
      maxWaitSeconds: within(ms === undefined ? fields.number('timeout_seconds', 'timeout') : seconds(ms), 5, 14_400),
    }
  },
  queueLogin: ({ fields }) => {
    const several = fields.list('queue_ids').map(String)
    const one = fields.text('queue_id', 'queueId')
    return { queueIds: several.length > 0 ? several : [one].filter(Boolean), prompt: mainPrompt(fields) }
  },
  conference: ({ fields }) => ({ room: fields.text('roomName', 'room_name', 'room') || undefined }),
  callback: ({ fields, say }) => {
    const source = fields.text('number_source')
    if (source && source !== 'ani' && source !== 'dtmf') say(`number_source: ${source}`)
    return {
      queueId: fields.text('queue_id', 'queueId') || undefined,
      numberFrom: source ? (source === 'dtmf' ? 'keypad' : 'callerId') : undefined,
      prompt: mainPrompt(fields),
    }
  },
  voicemail: ({ fields }) => ({
    mailboxId: fields.text('mailbox_name', 'mailbox_id') || undefined,
    greeting: mainPrompt(fields),
    maxSeconds: within(fields.number('max_duration_seconds', 'max_duration', 'maxDuration'), 5, 1800),
  }),
  webhook: (given) => ({
    url: given.fields.text('url') || undefined,
    headers: headers(given),
    payload: given.fields.text('payload', 'payload_template') || undefined,
  }),
  setVariable: ({ fields }) => {
    const name = variable(fields.text('variable_name'))
    return name ? { assignments: [{ name, expression: quoted(fields.text('variable_value')) }] } : {}
  },
  // Its runtime takes the default way whatever it says; with a variable, ours compares.
  condition: ({ fields, ways }) => ({
    expression: variable(fields.text('variable_name', 'variable')) || "''",
    cases: ways
      .filter((way) => way !== 'default')
      .map((way) => ({ port: way.replace(/[^\w-]/g, '_').slice(0, 40), equals: way })),
  }),
}
