// One simulated call: the real engine on simulated telephony, with a clock that stands still until it is moved.

import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import {
  everyone,
  type FlowTestStep,
  momentOf,
  type PhoneMode,
  type SimulatedAct,
  type SimulatedStart,
} from '../../../shared/flow/run.ts'
import { applyTrace, newTracedCall, type TracedCall } from '../../../shared/trace/call.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { VirtualClock } from '../../adapters/sim/clock.ts'
import type { SimCaller, SimChannel, SimPhone } from '../../adapters/sim/people.ts'
import { MemoryCallLog, memoryStores } from '../../adapters/sim/stores.ts'
import { SimTelephony } from '../../adapters/sim/telephony.ts'
import { Engine } from '../../engine/engine.ts'
import type { FlowSource, Ports } from '../../engine/ports.ts'
import { HandWrittenAnswers } from './answers.ts'
import { simulatedOffice } from './office.ts'
import { simulatedPorts } from './ports.ts'
import { spokenMs } from './sounds.ts'

/** At most this much passes while the caller waits for something to happen, ms. */
const longestWaitMs = 30 * 60_000
/** A call that is repeated goes on no longer than this, ms. */
const longestCallMs = 24 * 3_600_000
/** How long a telephone rings before it is taken, ms. */
const ringingMs = 3000

export type Simulated = {
  document: FlowDocument
  start: SimulatedStart
  /** The office the flow belongs to; null: one is made of what the flow names. */
  office: OfficeConfig | null
  /** Other flows of the office, for subflows. */
  flows: FlowSource | null
}

export class SimulatedCall {
  readonly clock: VirtualClock
  readonly log = new MemoryCallLog()
  readonly answers: HandWrittenAnswers
  readonly steps: FlowTestStep[] = []
  private readonly given: Simulated
  private readonly config: OfficeConfig
  private readonly sim: SimTelephony
  private readonly stores = memoryStores()
  private readonly engine: Engine
  private readonly modes = new Map<string, PhoneMode>()
  private caller: SimCaller | null = null
  private callId = ''
  private readonly reduced = newTracedCall('')
  /** Events that are in it. */
  private applied = 0
  private variables: Record<string, string> = {}
  /** When the last thing happened that a kept step counts from. */
  private since = 0

  constructor(given: Simulated) {
    this.given = given
    this.config = simulatedOffice(given.office, given.document, given.start)
    this.clock = new VirtualClock(momentOf(given.start) ?? 0)
    this.answers = new HandWrittenAnswers(this.clock)
    this.sim = new SimTelephony(this.clock)
    this.sim.keepCommands = false
    this.sim.lasts = (media) => media.reduce((sum, uri) => sum + spokenMs(uri, this.config), 0)
    this.engine = new Engine(this.ports())
  }

  private ports(): Ports {
    const { document, flows } = this.given
    const own = (id: string) => id === document.id
    return {
      ...simulatedPorts({
        sim: this.sim,
        clock: this.clock,
        http: this.answers,
        flows: {
          published: (id) => (own(id) ? { version: 0, document } : (flows?.published(id) ?? null)),
          version: (id, version) => (own(id) ? document : (flows?.version(id, version) ?? null)),
          named: (name) => (name === document.name ? document.id : (flows?.named(name) ?? null)),
        },
        config: () => this.config,
      }),
      ...this.stores,
      callLog: this.log,
    }
  }

  /** The office opens and the caller calls. */
  async begin(): Promise<void> {
    const { start } = this.given
    const opened = this.engine.start()
    await this.clock.advance(0)
    await opened
    for (const [phone, mode] of Object.entries(start.phones)) this.modes.set(phone, mode)
    for (const { extension } of this.config.operators.values()) this.setPhone(extension)
    for (const { number } of this.config.extensions.values()) this.setPhone(number)
    this.sim.phone(everyone, { rings: () => this.rings(everyone) })
    this.caller = this.sim.call(start.to, start.from)
    await this.clock.advance(0)
    this.callId = this.log.events.find(({ type }) => type === 'call.started')?.callId ?? ''
    this.since = this.clock.now()
    this.noteVariables()
  }

  private modeOf(phone: string): PhoneMode {
    return this.modes.get(phone) ?? this.modes.get(everyone) ?? 'answer'
  }
  private rings(phone: string): ReturnType<SimPhone['rings']> {
    const mode = this.modeOf(phone)
    if (mode === 'busy') return { does: 'busy', afterMs: 200 }
    return mode === 'answer' ? { does: 'answer', afterMs: ringingMs, takes: true } : { does: 'ring' }
  }
  /** Its phone is there or not, and who sits at it is logged in or not. */
  private setPhone(phone: string): void {
    const away = this.modeOf(phone) === 'away'
    if (away) this.sim.unregister(phone)
    else if (!this.sim.phones.has(phone)) this.sim.phone(phone, { rings: () => this.rings(phone) })
    const operator = [...this.config.operators.values()].find(({ extension }) => extension === phone)
    if (!operator) return
    if (away) this.engine.desk.logout(operator.id)
    else this.engine.desk.admit(operator.id)
  }

  /** Does one thing, and remembers where and when. */
  async act(act: SimulatedAct): Promise<void> {
    this.steps.push({ node: this.node, afterMs: this.clock.now() - this.since, act })
    await this.perform(act)
    this.since = this.clock.now()
  }

  private async perform(act: SimulatedAct): Promise<void> {
    switch (act.do) {
      case 'press':
        this.caller?.press(act.keys)
        break
      case 'hangup':
        if (!this.ended) this.caller?.hangup()
        break
      case 'otherHangsUp':
        for (const { info } of this.others()) this.sim.end(info.id, { cause: 16, sip: 200 })
        break
      case 'phone':
        this.modes.set(act.phone, act.mode)
        for (const phone of act.phone === everyone ? [...this.config.extensions.keys()] : [act.phone]) this.setPhone(phone)
        break
      case 'http':
        this.answers.give(act.status, act.body)
        break
      case 'skip':
        await this.untilSomethingHappens()
    }
    await this.pass(0)
  }

  private async untilSomethingHappens(): Promise<void> {
    const [before, asked] = [this.log.events.length, this.answers.waiting.length]
    const happened = () => this.log.events.length > before || this.answers.waiting.length > asked
    await this.clock.advanceUntil(happened, longestWaitMs)
  }

  /** Time goes by. */
  async pass(ms: number): Promise<void> {
    const before = this.log.events.length
    await this.clock.advance(ms)
    const moved = this.log.events.slice(before).findLast(({ type }) => type === 'node.entered')
    if (moved) this.since = moved.at
    this.noteVariables()
  }

  private noteVariables(): void {
    const call = this.engine.parts.calls.get(this.callId)
    if (call) this.variables = { ...Object.fromEntries(call.variables), 'call.language': call.language }
  }

  /** Repeats a kept step; false when the caller never comes to where it was done. */
  async repeat({ node, afterMs, act }: FlowTestStep): Promise<boolean> {
    await this.clock.advanceUntil(() => this.node === node || this.ended, longestCallMs)
    if (this.node !== node) return false
    const entered = this.log.events.findLast(({ type }) => type === 'node.entered')?.at ?? 0
    const due = Math.max(entered, this.since) + afterMs
    if (due > this.clock.now()) await this.pass(due - this.clock.now())
    await this.act(act)
    return true
  }

  /** Nothing more is done: the call goes on until it ends or nothing happens any more. */
  async runOut(): Promise<void> {
    await this.clock.advanceUntil(() => this.ended, longestCallMs)
    await this.pass(0)
  }

  get trace(): readonly TraceEvent[] {
    return this.log.events
  }
  /** What the events so far tell of the caller's call. */
  private get traced(): TracedCall {
    for (const event of this.log.events.slice(this.applied)) if (event.callId === this.callId) applyTrace(this.reduced, event)
    this.applied = this.log.events.length
    return this.reduced
  }
  get ended(): boolean {
    return this.traced.endedAt !== null
  }
  get outcome(): string | null {
    return this.ended ? this.traced.outcome : null
  }
  /** Where the caller stands, or stood last. */
  get node(): string {
    return this.traced.path.at(-1)?.node ?? ''
  }
  /** `node port` for each step left, and the last one's id where none was. */
  get path(): string[] {
    return this.traced.path.map(({ node, port }) => (port === null ? node : `${node} ${port}`))
  }
  get values(): Readonly<Record<string, string>> {
    return this.variables
  }
  /** Telephones that ring or talk. */
  get phones(): { phone: string; name: string; state: 'ringing' | 'up' }[] {
    return this.others().map(({ endpoint, info }) => {
      const phone = endpoint.replace(/^PJSIP\//, '').replace(/@.*$/, '')
      const operator = [...this.config.operators.values()].find(({ extension }) => extension === phone)
      const name = operator?.name ?? this.config.extensions.get(phone)?.name ?? ''
      return { phone, name, state: info.state === 'up' ? 'up' : 'ringing' }
    })
  }
  private others(): SimChannel[] {
    return [...this.sim.channels.values()].filter(({ info }) => info.id !== this.caller?.id)
  }
  /** Deliveries of webhooks so far. */
  get posted(): { url: string; body: string }[] {
    return [...this.stores.posts.values()].map(({ url, body }) => ({ url, body }))
  }
  /** Nothing of it stays: no channel, no timer. */
  async close(): Promise<void> {
    this.answers.close()
    const stopped = this.engine.stop()
    await this.clock.advance(3000)
    await stopped
  }
  /** Timers and channels the engine still holds; for tests. */
  get held(): Engine['held'] {
    return this.engine.held
  }
}
