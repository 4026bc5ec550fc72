// Flows of ours as Callytics' API takes them: its types, its settings, its rules for ways. What it has no word for is listed.
import type { FlowDocument, FlowNode } from '../flow/document.ts'
import { types } from './configs.ts'

type Config = Record<string, unknown>
type Line = (what: string) => void

/** Kinds after which it takes no step but a webhook. */
const last = new Set(['hangup', 'transfer', 'voicemail', 'callback', 'queue_login'])
const foreignTypes = new Map(Object.entries(types).map(([theirs, ours]) => [ours, theirs]))
foreignTypes.set('huntGroup', 'hunt')
for (const unknown of ['setVariable', 'condition']) foreignTypes.delete(unknown)
/** Longest and shortest time it waits, ms. */
const times = { least: 1000, most: 120_000 }

const days = { mon: 'monday', tue: 'tuesday', wed: 'wednesday', thu: 'thursday', fri: 'friday', sat: 'saturday', sun: 'sunday' }
const record = (value: unknown): Config => (typeof value === 'object' && value !== null ? (value as Config) : {})

/** Its numbers for what it stores; anything else has to be chosen there. */
function idOf(value: unknown, field: string, say: Line): number {
  if (/^[1-9]\d*$/.test(String(value))) return Number(value)
  if (value !== undefined && value !== '') say(`${field} “${String(value)}” has to be chosen there.`)
  return 1
}

function audioOf(value: unknown, field: string, say: Line): number {
  const { kind, id, text, name } = record(value)
  if (kind === 'audio') return idOf(id, field, say)
  say(`${field}${kind ? ` (${kind}: ${String(text ?? name ?? '')})` : ''} has to be recorded and chosen there.`)
  return 1
}

const timeOf = (ms: unknown): number => Math.min(times.most, Math.max(times.least, Number(ms) || 10_000))

function targetOf(value: unknown, say: Line, uris: boolean): Config {
  const { kind, number, uri, trunkId } = record(value)
  if (kind === 'uri' && uris) return { target_type: 'sip_uri', target_value: uri }
  if (kind === 'uri') say(`the address ${String(uri)} is no target there.`)
  if (kind === 'number') {
    const plain = String(number).replace(/[^\d+]/g, '')
    if (trunkId) say(`the trunk ${String(trunkId)} has to be chosen there.`)
    return { target_type: 'pstn', target_value: /^\+?\d{4,20}$/.test(plain) ? plain : '0000' }
  }
  return { target_type: 'extension', target_value: String(number ?? '0').replace(/[^\w-]/g, '') || '0' }
}

const exporters: Record<string, (config: Config, say: Line) => Config> = {
  start: () => ({ flow_default_timeout_ms: times.most }),
  hangup: () => ({}),
  play_audio: (c, say) => ({ audio_file_id: audioOf(c.prompt, 'prompt', say) }),
  get_digits: (c, say) => ({
    variable_name: c.variable ?? 'digits',
    ...(c.count === undefined ? {} : { max_digits: c.count }),
    timeout_ms: timeOf(c.timeoutMs),
    ...(c.prompt ? { prompt_audio_file_id: audioOf(c.prompt, 'prompt', say) } : {}),
  }),
  menu: (c, say) => {
    const keys = Array.isArray(c.keys) ? c.keys.map(String) : []
    const fit = keys.filter((key) => /^(?:\d{1,2}|\*|#)$/.test(key))
    for (const key of keys) if (!fit.includes(key)) say(`the key ${key} is too long there.`)
    const attempts = Number(c.retries ?? 2) + 1
    return {
      prompt_audio_file_id: audioOf(c.prompt, 'prompt', say),
      branches: fit.length > 0 ? fit : ['1'],
      timeout_ms: timeOf(c.timeoutMs ?? 8000),
      max_timeout_attempts: attempts,
      max_invalid_attempts: attempts,
      ...(c.timeoutPrompt ? { timeout_prompt_audio_id: audioOf(c.timeoutPrompt, 'timeoutPrompt', say) } : {}),
      ...(c.invalidPrompt ? { invalid_prompt_audio_id: audioOf(c.invalidPrompt, 'invalidPrompt', say) } : {}),
    }
  },
  business_hours: (c, say) => {
    if (c.scheduleId)
      say(`the opening hours “${String(c.scheduleId)}” are the office’s: the step’s own hours stand in their place.`)
    const weekly = record(c.weekly)
    const schedule = Object.entries(days).map(([day, name]) => {
      const ranges = Array.isArray(weekly[day]) ? (weekly[day] as { from: string; to: string }[]) : []
      const [first] = ranges
      const usable = first && first.from < first.to
      if (ranges.length > 1 || (first && !usable)) say(`${name} has one range a day there.`)
      return [
        name,
        usable
          ? { enabled: true, open: first.from, close: first.to === '24:00' ? '23:59' : first.to }
          : { enabled: false, open: '09:00', close: '17:00' },
      ] as const
    })
    for (const field of ['holidays', 'exceptions', 'calendars'])
      if (Array.isArray(c[field]) && c[field].length > 0) say(`${field} are not known there.`)
    if (!schedule.some(([, { enabled }]) => enabled)) {
      say('a day has to be open there: Monday is.')
      schedule[0] = ['monday', { enabled: true, open: '09:00', close: '17:00' }]
    }
    return { timezone: c.timeZone, schedule: Object.fromEntries(schedule) }
  },
  transfer: (c, say) => {
    if (c.callerId) say(`the number shown, ${String(c.callerId)}, was left out.`)
    return {
      ...targetOf(c.to, say, true),
      timeout_ms: timeOf(Number(c.ringSeconds ?? 30) * 1000),
      ...(c.record ? { record_call: true } : {}),
    }
  },
  hunt: (c, say) => {
    if (c.record) say('recording was left out.')
    return {
      destinations: (Array.isArray(c.destinations) ? c.destinations : []).map((each) => targetOf(each, say, false)),
      strategy: { allAtOnce: 'simultaneous', random: 'random' }[String(c.strategy ?? 'allAtOnce')] ?? 'sequential',
      ring_timeout_ms: Number(c.ringSeconds ?? 20) * 1000,
      total_timeout_ms: Number(c.totalSeconds ?? 60) * 1000,
    }
  },
  queue: (c, say) => {
    for (const field of ['welcome', 'announcements', 'exitKey', 'music'])
      if (c[field] && String(c[field]) !== '') say(`${field} was left out.`)
    return { queue_id: idOf(c.queueId, 'queue', say), timeout_ms: Number(c.maxWaitSeconds ?? 600) * 1000 }
  },
  queue_login: (c, say) => {
    const ids = Array.isArray(c.queueIds) ? c.queueIds.map((id) => idOf(id, 'queue', say)) : []
    if (ids.length === 0) say('its queues have to be chosen there.')
    return { queue_ids: ids.length > 0 ? [...new Set(ids)] : [1], use_flow_default_timeout: true }
  },
  conference: (c, say) => {
    const room = String(c.room ?? '').replace(/[^A-Za-z0-9]/g, '') || 'room'
    if (room !== c.room) say(`its room is “${room}” there.`)
    if (c.pin) say('the PIN was left out.')
    return { roomName: room }
  },
  callback: (c, say) => {
    say(`its queue “${String(c.queueId)}” is a destination there, which has to be chosen.`)
    return {
      number_source: c.numberFrom === 'keypad' ? 'dtmf' : 'ani',
      destination_type: 'extension',
      destination_value: String(c.queueId ?? '0'),
    }
  },
  voicemail: (c, say) => ({
    start_audio_id: audioOf(c.greeting, 'greeting', say),
    max_duration_seconds: c.maxSeconds ?? 180,
    mailbox_name: c.mailboxId,
  }),
  webhook: (c, say) => {
    if (c.payload) say('the payload was left out.')
    const url = /^https?:\/\/./.test(String(c.url)) && URL.canParse(String(c.url)) ? String(c.url) : 'https://example.invalid/'
    if (url !== c.url) say('its address has to be set there.')
    return { url, headers: Object.entries(record(c.headers)).map(([key, value]) => ({ key, value })) }
  },
}

function exported({ id, type, label, position, config }: FlowNode, report: string[]) {
  const theirs = foreignTypes.get(type)
  const name = label || id
  const common = { nodeKey: id, label: label || type, positionX: position.x, positionY: position.y }
  const exporter = theirs === undefined ? undefined : exporters[theirs]
  if (theirs === undefined || !exporter) {
    report.push(`“${name}”: Callytics has no step like “${type}”; a webhook that leads nowhere stands in its place.`)
    return { ...common, type: 'webhook', config: { url: `https://example.invalid/${encodeURIComponent(type)}`, headers: [] } }
  }
  return { ...common, type: theirs, config: exporter(config, (what) => report.push(`“${name}”: ${what}`)) }
}

const ways: Record<string, Record<string, string>> = {
  queue: { connected: 'done' },
  huntGroup: { ended: 'done' },
  conference: { left: 'done' },
}

/** A flow as Callytics reads it, with what it has no word for. */
export function toCallytics(flow: FlowDocument) {
  const report: string[] = []
  const nodes = flow.nodes.map((node) => exported(node, report))
  const theirs = new Map(nodes.map(({ nodeKey, type }) => [nodeKey, type]))
  const ours = new Map(flow.nodes.map(({ id, type }) => [id, type]))
  const edges = flow.edges.flatMap(({ from, to }) => {
    const [source = '', target = ''] = [theirs.get(from.node), theirs.get(to)]
    const way = ways[ours.get(from.node) ?? '']?.[from.port] ?? from.port
    const reason = refused(source, target, way, ours.get(from.node) === 'start')
    if (reason) report.push(`“${from.node}” → “${to}”: ${reason}`)
    if (reason) return []
    const branching = source === 'menu' || source === 'get_digits'
    const plain = way === 'next' || way === 'async'
    const condition = branching ? (source === 'get_digits' && plain ? 'default' : way) : plain ? null : way
    return [{ sourceNodeKey: from.node, targetNodeKey: to, branchKey: plain ? 'default' : way, condition }]
  })
  if (flow.notes.length > 0) report.push(`${flow.notes.length} notes stay here.`)
  return { file: { name: flow.name, nodes, edges }, report }
}

/** Which steps a flow may begin with there. */
const afterStart = new Set([
  'play_audio',
  'menu',
  'business_hours',
  'transfer',
  'hunt',
  'queue',
  'queue_login',
  'hangup',
  'conference',
  'webhook',
  'callback',
  'voicemail',
])
const beforeDigits = new Set(['start', 'play_audio', 'menu', 'business_hours', 'webhook'])
const beforeLogin = new Set(['start', 'menu', 'play_audio', 'get_digits'])

/** Why it does not take a way, or ''. */
function refused(source: string, target: string, way: string, atStart: boolean): string {
  if (target === 'webhook' && source !== 'menu') return ''
  if (last.has(source) && target !== 'webhook') return `nothing comes after ${source} there.`
  if (atStart && !afterStart.has(target)) return `a flow does not begin with ${target} there.`
  if (target === 'get_digits' && !beforeDigits.has(source)) return `${target} does not come after ${source} there.`
  if (target === 'queue_login' && !beforeLogin.has(source)) return `${target} does not come after ${source} there.`
  if (target === 'voicemail' && ['queue_login', 'hunt', 'transfer', 'queue'].includes(source))
    return `${target} does not come after ${source} there.`
  if (source === 'menu' && !/^(?:\d{1,2}|\*|#)$/.test(way)) return `a menu has no way “${way}” there.`
  if (source === 'get_digits' && !/^(?:next|async|\d{1,2}|\*|#|timeout|invalid|default)$/.test(way))
    return `there is no way “${way}” there.`
  return ''
}
