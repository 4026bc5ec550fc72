// In-memory stores behind the engine's ports, and an engine on simulated telephony with a virtual clock.
import { Engine } from '../../electron/engine/engine.ts'
import type { CallLog, Journal, JournalEntry, Ports } from '../../electron/engine/ports.ts'
import { VirtualClock } from '../../electron/telephony/sim/clock.ts'
import { SimTelephony } from '../../electron/telephony/sim/telephony.ts'
import type { Callback, TraceEvent, Voicemail } from '../../shared/domain/calls.ts'
import type { OfficeConfig, Queue } from '../../shared/domain/office.ts'
import { queue as queueSchema } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'

/** A journal that can be handed to the next engine, as the database is. */
export class MemoryJournal implements Journal {
  readonly entries = new Map<string, string>()
  readonly effects = new Set<string>()
  readonly values = new Map<string, string>()
  save(entry: JournalEntry): void {
    this.entries.set(entry.callId, JSON.stringify(entry))
  }
  checkpoint(callId: string, state: unknown, seq: number): void {
    const entry = this.entries.get(callId)
    if (entry) this.entries.set(callId, JSON.stringify({ ...JSON.parse(entry), state, seq }))
  }
  effect(callId: string, key: string): boolean {
    const id = `${callId} ${key}`
    if (this.effects.has(id)) return false
    this.effects.add(id)
    return true
  }
  remove(callId: string): void {
    this.entries.delete(callId)
    for (const id of this.effects) if (id.startsWith(`${callId} `)) this.effects.delete(id)
  }
  load(): JournalEntry[] {
    return [...this.entries.values()].map((entry) => JSON.parse(entry) as JournalEntry)
  }
  put(key: string, value: unknown): void {
    this.values.set(key, JSON.stringify(value))
  }
  get(key: string): unknown {
    const value = this.values.get(key)
    return value === undefined ? undefined : JSON.parse(value)
  }
}

/** Writes nothing; for benchmarks. */
export class NoJournal implements Journal {
  save(): void {}
  checkpoint(): void {}
  effect(): boolean {
    return true
  }
  remove(): void {}
  load(): JournalEntry[] {
    return []
  }
  put(): void {}
  get(): unknown {
    return undefined
  }
}

export class MemoryCallLog implements CallLog {
  readonly events: TraceEvent[] = []
  readonly calls = new Map<string, Record<string, unknown>>()
  trace(event: TraceEvent): void {
    this.events.push(event)
  }
  started(call: { id: string }): void {
    this.calls.set(call.id, { ...call })
  }
  update(callId: string, change: object): void {
    this.calls.set(callId, { ...this.calls.get(callId), ...change })
  }
  /** The trace of a call, as `type port?` words, without the noise. */
  story(callId?: string): string[] {
    return this.events
      .filter((e) => (callId === undefined || e.callId === callId) && (e.type === 'node.entered' || e.type === 'node.left'))
      .map((e) => (e.type === 'node.entered' ? `> ${e.node}` : `${e.node} ${String(e.data?.port)}`))
  }
}

export type OfficeParts = {
  queues?: (Partial<Queue> & { id: string })[]
  operators?: { id: string; extension: string; queues: string[]; penalty?: number; pin?: string }[]
  extensions?: string[]
  mailboxes?: string[]
  routes?: Record<string, string>
  settings?: Partial<OfficeConfig['settings']>
  more?: Partial<OfficeConfig>
}

export function officeOf(parts: OfficeParts): OfficeConfig {
  const by = <T>(items: T[], key: (item: T) => string) => new Map(items.map((item) => [key(item), item]))
  const operators = parts.operators ?? []
  const numbers = [...new Set([...(parts.extensions ?? []), ...operators.map((o) => o.extension)])]
  return {
    settings: {
      name: 'Office',
      country: 'DE',
      timeZone: 'Europe/Berlin',
      language: 'en',
      pinLength: 4,
      emergencyNumbers: ['112', '110'],
      reception: [],
      recordingNotice: '',
      shiftEnd: '',
      idleLogoutHours: 0,
      ...parts.settings,
    },
    queues: by(
      (parts.queues ?? []).map((q) => queueSchema.parse({ name: q.id, ...q })),
      (q) => q.id,
    ),
    operators: by(
      operators.map((o) => ({
        id: o.id,
        name: o.id,
        extension: o.extension,
        queues: o.queues.map((queueId) => ({ queueId, penalty: o.penalty ?? 0 })),
      })),
      (o) => o.id,
    ),
    extensions: by(
      numbers.map((number) => ({ number, name: number, mayDial: ['national' as const] })),
      (e) => e.number,
    ),
    trunks: new Map([
      [
        't1',
        {
          id: 't1',
          name: 'Trunk',
          host: '127.0.0.2',
          port: 5060,
          register: false,
          identifyAddresses: [],
          dialFormat: '{number}',
          callerId: '+4930999',
          emergency: true,
        },
      ],
    ]),
    mailboxes: by(
      (parts.mailboxes ?? []).map((id) => ({ id, name: id, maxSeconds: 60 })),
      (m) => m.id,
    ),
    routes: by(
      Object.entries(parts.routes ?? {}).map(([number, flowId]) => ({ number, flowId })),
      (r) => r.number,
    ),
    prompts: new Map(),
    outgoing: [],
    blocked: [],
    overrides: new Map(),
    ...parts.more,
  }
}

export type World = ReturnType<typeof world>

/** An engine with everything around it. `before`: the journal and telephony of an engine that died. */
export function world(
  parts: OfficeParts,
  documents: FlowDocument[],
  before?: { clock: VirtualClock; sim: SimTelephony; journal: Journal; log: MemoryCallLog; stores: Stores },
) {
  const clock = before?.clock ?? new VirtualClock()
  const sim = before?.sim ?? new SimTelephony(clock)
  const journal = before?.journal ?? new MemoryJournal()
  const log = before?.log ?? new MemoryCallLog()
  const stores = before?.stores ?? memoryStores()
  const config = officeOf(parts)
  const flows = new Map(documents.map((document) => [document.id, document]))
  const errors: string[] = []
  let id = Math.floor(clock.now() % 1000) * 1000
  const ports: Ports = {
    telephony: sim,
    clock,
    journal,
    callLog: log,
    ...stores,
    config: () => config,
    chance: { next: () => 0.4, id: () => `${++id}` },
    speech: { render: async ({ text }) => ({ path: `/tts/${text}`, seconds: 1 }), voices: async () => [], close: async () => {} },
    media: {
      promptUri: (prompt) => `sound:${prompt.id}`,
      fileUri: (path) => `sound:${path}`,
      absolute: (_kind, file) => `/${file}`,
      remove: async () => {},
      storePrompt: async () => ({ file: '', seconds: 0 }),
      keepRecording: async (name) => (sim.stored.has(name) ? { file: name, seconds: sim.stored.get(name) ?? 0 } : null),
    },
    pins: { find: async (pin) => parts.operators?.find((o) => o.pin === pin)?.id ?? null },
    flows: {
      published: (flowId) => (flows.has(flowId) ? { version: 1, document: flows.get(flowId) as FlowDocument } : null),
      version: (flowId) => flows.get(flowId) ?? null,
    },
    log: {
      info: () => {},
      warn: (message, fields) => errors.push(`${message} ${JSON.stringify(fields)}`),
      error: (message, fields) => errors.push(`${message} ${JSON.stringify(fields)}`),
    },
  }
  const engine = new Engine(ports)
  return { engine, clock, sim, journal, log, stores, errors, config, ports }
}

export type Stores = ReturnType<typeof memoryStores>
export function memoryStores() {
  const callbackRows = new Map<string, Callback>()
  const messages = new Map<string, Voicemail>()
  const posts = new Map<string, { id: string; callId: string; url: string; body: string }>()
  const locks = new Map<string, { key: string; failures: number[]; lockedUntil: number | null }>()
  const isOpen = (c: Callback) => c.status !== 'done' && c.status !== 'expired'
  return {
    posts,
    messages,
    callbacks: {
      create({
        id,
        number,
        queueId,
        callId,
        at,
      }: {
        id: string
        number: string
        queueId: string
        callId: string | null
        at: number
      }) {
        const open = [...callbackRows.values()].find((c) => isOpen(c) && c.number === number && c.queueId === queueId)
        if (open) return { callback: open, created: false }
        const callback: Callback = {
          id,
          number,
          queueId,
          createdAt: at,
          callId,
          status: 'pending',
          claimedBy: null,
          leaseUntil: null,
          retryAt: null,
          outcome: null,
          attempts: [],
          note: null,
        }
        callbackRows.set(id, callback)
        return { callback, created: true }
      },
      get: (id: string) => callbackRows.get(id) ?? null,
      open: (queueId?: string) =>
        [...callbackRows.values()].filter((c) => isOpen(c) && (queueId === undefined || c.queueId === queueId)),
      save: (callback: Callback) => void callbackRows.set(callback.id, callback),
    },
    voicemails: {
      add: (message: Voicemail) => void (messages.has(message.id) || messages.set(message.id, message)),
      get: (id: string) => messages.get(id) ?? null,
      save: (message: Voicemail) => void messages.set(message.id, message),
      countNew: (mailboxId: string) =>
        [...messages.values()].filter((m) => m.mailboxId === mailboxId && m.status === 'new').length,
    },
    outbox: {
      post: (request: { id: string; callId: string; url: string; body: string }) =>
        void (posts.has(request.id) || posts.set(request.id, request)),
    },
    lockouts: {
      load: () => [...locks.values()],
      save: (row: { key: string; failures: number[]; lockedUntil: number | null }) => void locks.set(row.key, row),
      remove: (key: string) => void locks.delete(key),
    },
  }
}

/** A flow from a short notation: nodes by id, edges as `from.port>to`. */
export function flowOf(
  id: string,
  nodes: Record<string, { type: string; [config: string]: unknown }>,
  edges: string[],
): FlowDocument {
  return {
    schema: 1,
    id,
    name: id,
    notes: [],
    variables: [],
    nodes: Object.entries(nodes).map(([nodeId, { type, ...config }]) => ({
      id: nodeId,
      type,
      label: nodeId,
      position: { x: 0, y: 0 },
      config,
    })),
    edges: edges.map((edge) => {
      const [, node, port, to] = /^(\w+)\.([\w*#]+)>(\w+)$/.exec(edge) as unknown as [string, string, string, string]
      return { from: { node, port }, to }
    }),
  }
}
