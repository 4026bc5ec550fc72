// In-memory stores behind the engine's ports, and an engine on simulated telephony with a virtual clock.

import { VirtualClock } from '../../electron/adapters/sim/clock.ts'
import { MemoryCallLog, MemoryJournal, memoryStores } from '../../electron/adapters/sim/stores.ts'
import { SimTelephony } from '../../electron/adapters/sim/telephony.ts'
import { simRecogniser, simScripts, simStreams, simWebAudio } from '../../electron/adapters/sim/web.ts'
import { Engine } from '../../electron/engine/engine.ts'
import type { Journal, JournalEntry, Ports } from '../../electron/engine/ports.ts'
import type { OfficeConfig, Queue } from '../../shared/domain/office.ts'
import { mailbox as mailboxSchema, queue as queueSchema, settingsOf, trunk } from '../../shared/domain/office.ts'
import { speechSettings } from '../../shared/domain/voices.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { ScriptedHttp } from './scriptedHttp.ts'

export { MemoryCallLog, MemoryJournal, memoryStores }

type Stores = ReturnType<typeof memoryStores>

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
    settings: settingsOf(parts.settings),
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
    trunks: new Map([['t1', trunk.parse({ id: 't1', name: 'Trunk', host: '127.0.0.2', callerId: '+4930999', emergency: true })]]),
    mailboxes: by(
      (parts.mailboxes ?? []).map((id) => mailboxSchema.parse({ id, name: id, maxSeconds: 60 })),
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
    schedules: new Map(),
    backends: new Map(),
    handling: new Map(),
    speech: speechSettings.parse({}),
    ...parts.more,
  }
}

export type World = ReturnType<typeof world>

let successors = 0

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
  const http = new ScriptedHttp()
  // No id comes twice, also not from a host that follows another in the same millisecond.
  let id = Math.floor(clock.now() % 1000) * 1000 + (before ? ++successors * 1_000_000 : 0)
  const ports: Ports = {
    telephony: sim,
    clock,
    journal,
    callLog: log,
    ...stores,
    http,
    recogniser: { ...simRecogniser },
    webAudio: { ...simWebAudio },
    streams: { ...simStreams },
    scripts: { ...simScripts },
    config: () => config,
    chance: { next: () => 0.4, id: () => `${++id}` },
    speech: { render: async ({ text }) => ({ path: `/tts/${text}`, seconds: 1 }), voices: async () => [], close: async () => {} },
    media: {
      promptUri: (prompt) => `sound:${prompt.id}`,
      fileUri: (path) => `sound:${path}`,
      absolute: (_kind, file) => `/${file}`,
      remove: async () => {},
      recordingUrl: (file) => `http://office/${file}`,
      storePrompt: async () => ({ file: '', seconds: 0 }),
      mayRecord: true,
      storeRecording: async (name) => (sim.stored.has(name) ? { file: name, seconds: sim.stored.get(name) ?? 0 } : null),
    },
    trunkStates: { registered: () => true },
    pins: { find: async (pin) => parts.operators?.find((o) => o.pin === pin)?.id ?? null },
    flows: {
      published: (flowId) => (flows.has(flowId) ? { version: 1, document: flows.get(flowId) as FlowDocument } : null),
      version: (flowId) => flows.get(flowId) ?? null,
      named: (name) => [...flows.values()].find((flow) => flow.name === name)?.id ?? null,
    },
    log: {
      info: () => {},
      warn: (message, fields) => errors.push(`${message} ${JSON.stringify(fields)}`),
      error: (message, fields) => errors.push(`${message} ${JSON.stringify(fields)}`),
    },
  }
  const engine = new Engine(ports)
  return { engine, clock, sim, journal, log, stores, errors, config, ports, http }
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
