// Flows of Callytics as ours. Every field is carried over or listed as lost; ways that it ends a call by leaving them out lead to a hangup.
import { asyncPort, type FlowDocument, type FlowNode, flowSchemaVersion } from '../flow/document.ts'
import { nodeTypeOf } from '../nodes/index.ts'
import { configs, types } from './configs.ts'
import { Fields } from './fields.ts'
import { type ForeignEdge, type ForeignFlow, type ForeignNode, readForeign } from './foreign.ts'

type Config = Record<string, unknown>
type Edge = FlowDocument['edges'][number]
/** A step with its settings as read, before its ways are drawn. */
type Step = { node: FlowNode; foreign: ForeignNode; fields: Fields }

class Import {
  readonly report: string[] = []
  readonly steps = new Map<string, Step>()
  readonly edges: Edge[] = []
  readonly extra: FlowNode[] = []
  private timeoutMs: number | undefined

  lost(key: string, what: string): void {
    this.report.push(`“${key}”: ${what}`)
  }

  /** Takes a flow, its keys behind `prefix`; the steps of flows inside it come after. */
  take(flow: ForeignFlow, prefix: string): void {
    const start = flow.nodes.find(({ type }) => type === 'start')
    this.timeoutMs =
      new Fields(start?.config ?? {}).number('flow_default_timeout_ms', 'queue_login_default_input_timeout_ms') ?? this.timeoutMs
    const inner = new Map(flow.subflows.map((each) => [each.flowId ?? '', each]))
    for (const node of flow.nodes) this.takeNode(node, flow.edges, prefix)
    for (const edge of flow.edges) this.takeEdge(edge, prefix)
    for (const node of flow.nodes) this.takeInner(node, inner, prefix)
  }

  private takeNode(foreign: ForeignNode, edges: readonly ForeignEdge[], prefix: string): void {
    const id = `${prefix}${foreign.nodeKey}`.slice(0, 64)
    const position = { x: foreign.positionX ?? 0, y: foreign.positionY ?? 0 }
    const label = (foreign.label ?? '').slice(0, 80)
    const fields = new Fields(foreign.config ?? {})
    if (foreign.type === 'group') {
      this.lost(id, 'the frame around steps is not drawn here.')
      return
    }
    const type = Object.hasOwn(types, foreign.type) ? (types[foreign.type] ?? foreign.type) : foreign.type
    const known = Object.hasOwn(configs, type) ? nodeTypeOf(type) : undefined
    if (!known) {
      this.lost(id, `there is no step “${foreign.type}” here.`)
      this.steps.set(id, { node: { id, type: foreign.type, label, position, config: foreign.config ?? {} }, foreign, fields })
      return
    }
    const ways = edges.filter(({ sourceNodeKey }) => sourceNodeKey === foreign.nodeKey).map((edge) => wayOf(edge).way)
    const say = (what: string) => this.lost(id, `${what} was left out.`)
    const read = configs[type]?.({ fields, ways, timeoutMs: this.timeoutMs, say }) ?? {}
    if (type === 'start') fields.any('flow_default_timeout_ms', 'queue_login_default_input_timeout_ms')
    this.steps.set(id, { node: { id, type, label, position, config: this.fitting(id, type, read) }, foreign, fields })
  }

  /** Our usual settings with those that were read; one that does not fit is listed, the others stay. */
  private fitting(id: string, type: string, read: Config): Config {
    const known = nodeTypeOf(type)
    let config: Config = { ...(known?.defaults as Config) }
    for (const [name, value] of Object.entries(read)) {
      if (value === undefined) continue
      const next = { ...config, [name]: value }
      const checked = known?.schema.safeParse(next)
      if (!checked || checked.success) config = next
      else this.lost(id, `${name}: ${JSON.stringify(value)} does not fit and was left out.`)
    }
    return config
  }

  private takeEdge(edge: ForeignEdge, prefix: string): void {
    const [from, to] = [this.steps.get(`${prefix}${edge.sourceNodeKey}`), this.steps.get(`${prefix}${edge.targetNodeKey}`)]
    const between = `“${prefix}${edge.sourceNodeKey}” → “${prefix}${edge.targetNodeKey}”`
    if (!from || !to) {
      this.report.push(`${between}: one of its steps is not there.`)
      return
    }
    const { way, lost } = wayOf(edge)
    if (lost) this.report.push(`${between}: the condition was left out.`)
    const beside =
      to.node.type === 'webhook' &&
      (nodeTypeOf(from.node.type)?.terminal ||
        ['transfer', 'queueLogin', 'callback', 'voicemail', 'hangup'].includes(from.node.type) ||
        (!edge.branchKey && !lost && way === 'default'))
    const port = beside ? asyncPort : this.portOf(from, way)
    this.edges.push({ from: { node: from.node.id, port }, to: to.node.id })
  }

  /** Our port of a way; digits that were typed are told apart by a condition behind the step. */
  private portOf({ node }: Step, way: string): string {
    const first = portsOf(node)[0]?.name ?? asyncPort
    const byType: Record<string, Record<string, string>> = {
      businessHours: { in_hours: 'open', out_of_hours: 'closed', default: 'open' },
      queue: { done: 'connected', default: 'connected', abandon: 'abandoned' },
      huntGroup: { done: 'ended', default: 'ended', no_answer: 'noAnswer' },
      conference: { done: 'left', default: 'left' },
      condition: { default: Array.isArray(node.config.cases) && node.config.cases.length > 0 ? 'otherwise' : 'false' },
    }
    return byType[node.type]?.[way] ?? (way === 'default' || way === '' || way === 'done' || way === 'complete' ? first : way)
  }

  private takeInner(foreign: ForeignNode, inner: ReadonlyMap<string, ForeignFlow>, prefix: string): void {
    const id = `${prefix}${foreign.nodeKey}`
    const step = this.steps.get(id)
    if (!step) return
    for (const [branch, value] of Object.entries(step.fields.record('submenu_branch_flows'))) {
      const { flowId, name } = (value ?? {}) as { flowId?: unknown; name?: unknown }
      this.lead(step, branch, String(flowId ?? ''), String(name ?? ''), inner)
    }
    if (foreign.subflowId !== null && foreign.subflowId !== undefined) {
      const first = portsOf(step.node)[0]?.name ?? asyncPort
      this.lead(step, first, String(foreign.subflowId), '', inner)
    }
  }

  /** Leads a way into the first step of a flow inside, whose steps are drawn in this one. */
  private lead(step: Step, way: string, flowId: string, name: string, inner: ReadonlyMap<string, ForeignFlow>): void {
    const flow = inner.get(flowId)
    if (!flow) {
      this.lost(step.node.id, `the submenu “${name || flowId}” of ${way} is not in the file.`)
      return
    }
    const prefix = `${flowId}.`
    if (![...this.steps.keys()].some((key) => key.startsWith(prefix))) this.take(flow, prefix)
    const start = flow.nodes.find(({ type }) => type === 'start')
    const startId = `${prefix}${start?.nodeKey ?? ''}`
    const first = this.edges.find(({ from }) => from.node === startId)
    if (!first) {
      this.lost(step.node.id, `the submenu “${name || flowId}” of ${way} has no step.`)
      return
    }
    if (!this.edges.some(({ from }) => from.node === step.node.id && from.port === way))
      this.edges.push({ from: { node: step.node.id, port: way }, to: first.to })
    this.steps.delete(startId)
    this.edges.splice(0, this.edges.length, ...this.edges.filter(({ from }) => from.node !== startId))
  }

  /** What Callytics does without drawing it. */
  finish(): void {
    for (const step of [...this.steps.values()]) {
      this.digits(step)
      this.holiday(step)
      this.failure(step)
      const { node, foreign, fields } = step
      for (const lost of fields.lost()) if (nodeTypeOf(node.type)) this.lost(node.id, `${lost} was left out.`)
      if (foreign.groupId !== null && foreign.groupId !== undefined)
        this.lost(node.id, `groupId: ${foreign.groupId} was left out.`)
    }
    this.endings()
  }

  /** Ways by what was typed: a condition behind the step that asks. */
  private digits({ node }: Step): void {
    if (node.type !== 'getDigits') return
    const own = new Set(portsOf(node).map(({ name }) => name))
    const first = 'next'
    const typed = this.edges.filter(({ from }) => from.node === node.id && !own.has(from.port) && from.port !== asyncPort)
    const keys = typed.filter(({ from }) => from.port !== 'invalid')
    if (typed.length === 0) return
    const id = `${node.id}.typed`.slice(0, 64)
    const portFor = (way: string) => (way === 'invalid' ? 'otherwise' : way.replace(/\*/g, 'star').replace(/#/g, 'hash'))
    const otherwise = this.edges.find(({ from }) => from.node === node.id && from.port === first)
    for (const edge of typed) edge.from = { node: id, port: keys.length === 0 ? 'false' : portFor(edge.from.port) }
    if (otherwise && !typed.some(({ from }) => from.port === 'otherwise')) otherwise.from = { node: id, port: 'otherwise' }
    else if (otherwise) this.edges.splice(this.edges.indexOf(otherwise), 1)
    const name = String(node.config.variable)
    const cases = keys
      .map(({ from }) => from.port)
      .map((port) => ({ port, equals: port.replace('star', '*').replace('hash', '#') }))
    this.extra.push({
      id,
      type: 'condition',
      label: '',
      position: { x: node.position.x + 160, y: node.position.y + 120 },
      config: { expression: cases.length > 0 ? name : `${name} != ''`, ...(cases.length > 0 ? { cases } : {}) },
    })
    this.edges.push({ from: { node: node.id, port: first }, to: id })
  }

  /** It knows no holidays. */
  private holiday({ node }: Step): void {
    if (node.type !== 'businessHours' || this.edges.some(({ from }) => from.node === node.id && from.port === 'holiday')) return
    const closed = this.edges.find(({ from }) => from.node === node.id && from.port === 'closed')
    if (closed) this.edges.push({ from: { node: node.id, port: 'holiday' }, to: closed.to })
  }

  /** The menu's last words before it hangs up. */
  private failure({ node, fields }: Step): void {
    if (node.type !== 'menu') return
    const path = fields.text('final_failure_path')
    const audio = /^[\w/-]+$/.test(path) ? '' : fields.text('final_failure_audio_id')
    if (!path && !audio) return
    const id = `${node.id}.failed`.slice(0, 64)
    const prompt = audio ? { kind: 'audio', id: audio } : { kind: 'sound', name: path }
    this.extra.push({
      id,
      type: 'playAudio',
      label: '',
      position: { x: node.position.x, y: node.position.y + 160 },
      config: { prompt },
    })
    for (const port of ['invalid', 'timeout'])
      if (!this.edges.some(({ from }) => from.node === node.id && from.port === port))
        this.edges.push({ from: { node: node.id, port }, to: id })
  }

  private endings(): void {
    const all = this.nodes()
    const open = all.flatMap((node) =>
      portsOf(node)
        .filter(({ name, optional }) => !optional && !this.edges.some(({ from }) => from.node === node.id && from.port === name))
        .map(({ name }) => ({ node: node.id, port: name })),
    )
    if (open.length === 0) return
    const end = all.find(({ type }) => type === 'hangup')?.id ?? 'end'
    if (end === 'end') {
      const x = Math.max(...all.map(({ position }) => position.x)) + 320
      this.extra.push({ id: end, type: 'hangup', label: '', position: { x, y: 0 }, config: {} })
    }
    for (const from of open) this.edges.push({ from, to: end })
  }

  nodes(): FlowNode[] {
    return [...[...this.steps.values()].map(({ node }) => node), ...this.extra]
  }
}

const portsOf = (node: FlowNode) => {
  const known = nodeTypeOf(node.type)
  const read = known?.schema.safeParse(node.config)
  return known && read?.success ? known.ports(read.data) : []
}

/** Which way an edge is: its condition where that names one, else its branch. */
function wayOf({ branchKey, condition }: ForeignEdge): { way: string; lost: boolean } {
  const branch = branchKey || 'default'
  if (condition === null || condition === undefined || condition === '') return { way: branch, lost: false }
  const names = typeof condition === 'string' && /^[\w*#-]{1,40}$/.test(condition)
  return names ? { way: condition, lost: false } : { way: branch, lost: true }
}

/** A flow of Callytics as one of ours with what was lost; null when the input is none. Never throws. */
export function fromCallytics(input: unknown, name: string): { document: FlowDocument; report: string[] } | null {
  const flow = readForeign(input)
  if (!flow) return null
  const made = new Import()
  made.take(flow, '')
  made.finish()
  if (flow.description) made.report.push(`The description was left out: ${flow.description}`)
  const title = (flow.name || name || 'Flow').slice(0, 80)
  return {
    document: {
      schema: flowSchemaVersion,
      id: 'imported',
      name: title,
      nodes: made.nodes(),
      edges: made.edges,
      notes: [],
      variables: [],
    },
    report: made.report,
  }
}
