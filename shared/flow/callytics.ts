// Flows of Callytics, in and out. Its nodes are {nodeKey, type, label, positionX, positionY, config}, its edges
// {sourceNodeKey, targetNodeKey, branchKey, condition}. What has no counterpart is reported, never dropped in silence.
import { z } from 'zod'
import { nodeTypeOf } from '../nodes/index.ts'
import { asyncPort, type FlowDocument, type FlowNode, flowSchemaVersion } from './document.ts'

const key = z.coerce.string().min(1).max(64)
const foreignFlow = z.object({
  name: z.string().optional(),
  nodes: z
    .array(
      z.object({
        nodeKey: key,
        type: z.string(),
        label: z.string().nullish(),
        positionX: z.number().nullish(),
        positionY: z.number().nullish(),
        config: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .max(5000),
  edges: z
    .array(z.object({ sourceNodeKey: key, targetNodeKey: key, branchKey: z.string().nullish(), condition: z.unknown() }))
    .max(20_000)
    .default([]),
})
type ForeignNode = z.infer<typeof foreignFlow>['nodes'][number]
type Config = Record<string, unknown>

const types: Record<string, string> = {
  start: 'start',
  play_audio: 'playAudio',
  get_digits: 'getDigits',
  menu: 'menu',
  business_hours: 'businessHours',
  transfer: 'transfer',
  hunt_group: 'huntGroup',
  queue: 'queue',
  queue_login: 'queueLogin',
  conference: 'conference',
  callback: 'callback',
  voicemail: 'voicemail',
  webhook: 'webhook',
  hangup: 'hangup',
}
const foreignTypes = Object.fromEntries(Object.entries(types).map(([theirs, ours]) => [ours, theirs]))

const branches: Record<string, Record<string, string>> = {
  businessHours: { in_hours: 'open', out_of_hours: 'closed', open: 'open', closed: 'closed' },
  queue: { timeout: 'timeout', abandoned: 'abandoned', abandon: 'abandoned', connected: 'connected' },
}

const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const numberOf = (value: unknown): number | undefined =>
  Number.isFinite(Number(value ?? Number.NaN)) ? Number(value) : undefined

/** A prompt of theirs: an audio file by id, or text to speak. */
function promptOf(config: Config, ...fields: string[]): Config | undefined {
  for (const field of fields) {
    const value = said(config[field])
    if (value) return /audio|file/.test(field) ? { kind: 'audio', id: value } : { kind: 'text', text: value }
  }
  return undefined
}

const heard = [
  'tts_text',
  'ttsText',
  'text',
  'prompt_text',
  'prompt',
  'audio_file_id',
  'audioFileId',
  'start_audio_id',
  'startAudioId',
]

const configs: Record<string, (config: Config, ways: string[]) => Config> = {
  playAudio: (c) => ({ prompt: promptOf(c, ...heard) }),
  getDigits: (c) => ({
    prompt: promptOf(c, ...heard),
    variable: said(c.variable ?? c.variable_name ?? c.variableName),
    count: numberOf(c.count ?? c.digit_count ?? c.digitCount),
    timeoutMs: numberOf(c.timeout ?? c.timeout_ms ?? c.timeoutMs),
  }),
  menu: (c, ways) => ({
    prompt: promptOf(c, ...heard),
    keys: ways.filter((way) => /^[0-9*#]{1,8}$/.test(way)),
    timeoutMs: numberOf(c.timeout ?? c.timeout_ms ?? c.timeoutMs),
  }),
  transfer: (c) => {
    const number = said(c.destination ?? c.destination_value ?? c.destinationValue)
    const kind = said(c.destination_type ?? c.destinationType) === 'pstn' ? 'number' : 'extension'
    return { to: { kind, number }, record: (c.record_call ?? c.recordCall) === true }
  },
  queue: (c) => ({ queueId: said(c.queue_id ?? c.queueId), maxWaitSeconds: numberOf(c.timeout ?? c.timeout_seconds) }),
  queueLogin: (c) => ({ queueIds: [said(c.queue_id ?? c.queueId)].filter(Boolean) }),
  conference: (c) => ({ room: said(c.room ?? c.room_name ?? c.roomName) }),
  callback: (c) => ({ queueId: said(c.queue_id ?? c.queueId) }),
  voicemail: (c) => ({ greeting: promptOf(c, ...heard), maxSeconds: numberOf(c.max_duration ?? c.maxDuration) }),
  webhook: (c) => ({ url: said(c.url), headers: c.headers, payload: said(c.payload ?? c.payload_template) }),
}

function nodeFrom(node: ForeignNode, ways: string[], report: string[]): FlowNode {
  const type = Object.hasOwn(types, node.type) ? (types[node.type] ?? node.type) : node.type
  const known = nodeTypeOf(type)
  const position = { x: node.positionX ?? 0, y: node.positionY ?? 0 }
  const label = (node.label ?? '').slice(0, 80)
  if (!known) {
    report.push(`“${node.nodeKey}”: there is no step “${node.type}” here.`)
    return { id: node.nodeKey, type: node.type, label, position, config: node.config ?? {} }
  }
  const read = Object.entries(configs[type]?.(node.config ?? {}, ways) ?? {}).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const config = { ...(known.defaults as Config), ...Object.fromEntries(read) }
  const checked = known.schema.safeParse(config)
  if (checked.success) return { id: node.nodeKey, type, label, position, config }
  report.push(`“${node.nodeKey}”: its settings did not fit and are the usual ones.`)
  return { id: node.nodeKey, type, label, position, config: { ...(known.defaults as Config) } }
}

/** A flow of Callytics as one of ours with what was lost; null when the input is none. Never throws. */
export function fromCallytics(input: unknown, name: string): { document: FlowDocument; report: string[] } | null {
  const read = foreignFlow.safeParse(input)
  if (!read.success) return null
  const report: string[] = []
  const waysOf = Map.groupBy(read.data.edges, (edge) => edge.sourceNodeKey)
  const nodes = read.data.nodes.map((node) =>
    nodeFrom(
      node,
      (waysOf.get(node.nodeKey) ?? []).map((edge) => edge.branchKey ?? ''),
      report,
    ),
  )
  const typeById = new Map(nodes.map((node) => [node.id, node.type]))
  const edges = read.data.edges.map(({ sourceNodeKey, targetNodeKey, branchKey, condition }) => {
    const type = typeById.get(sourceNodeKey) ?? ''
    if (condition !== null && condition !== undefined && condition !== '')
      report.push(`“${sourceNodeKey}” → “${targetNodeKey}”: the condition was left out.`)
    const beside = typeById.get(targetNodeKey) === 'webhook' && (nodeTypeOf(type)?.terminal || !branchKey)
    const branch = branches[type]?.[branchKey ?? ''] ?? (branchKey || firstPort(type))
    return {
      from: { node: sourceNodeKey, port: beside ? asyncPort : branch === 'default' ? firstPort(type) : branch },
      to: targetNodeKey,
    }
  })
  const title = (read.data.name || name || 'Flow').slice(0, 80)
  return { document: { schema: flowSchemaVersion, id: 'imported', name: title, nodes, edges, notes: [], variables: [] }, report }
}

function firstPort(type: string): string {
  const known = nodeTypeOf(type)
  return known?.ports(known.schema.parse(known.defaults))[0]?.name ?? asyncPort
}

const foreignBranches: Record<string, Record<string, string>> = { businessHours: { open: 'in_hours', closed: 'out_of_hours' } }

/** A flow as Callytics reads it, with what it has no word for. */
export function toCallytics(flow: FlowDocument) {
  const report: string[] = []
  const nodes = flow.nodes.map(({ id, type, label, position, config }) => {
    const theirs = foreignTypes[type]
    if (theirs === undefined) report.push(`“${label || id}”: Callytics has no step like “${type}”.`)
    return { nodeKey: id, type: theirs ?? type, label, positionX: position.x, positionY: position.y, config }
  })
  const typeById = new Map(flow.nodes.map((node) => [node.id, node.type]))
  const edges = flow.edges.map(({ from, to }) => {
    const branchKey = foreignBranches[typeById.get(from.node) ?? '']?.[from.port] ?? from.port
    return { sourceNodeKey: from.node, targetNodeKey: to, branchKey, condition: null }
  })
  if (flow.notes.length > 0) report.push(`${flow.notes.length} notes stay here.`)
  return { file: { name: flow.name, nodes, edges }, report }
}
