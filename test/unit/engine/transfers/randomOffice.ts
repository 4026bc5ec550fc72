// Eight phones whose people transfer, park, ask, reject, hang up and unplug at random, and a host that dies: the state of it and
// the rule that every caller ends by a person, a mailbox or their own hang-up.

import type { SimCaller, SimChannel, SimPhone } from '../../../../electron/adapters/sim/people.ts'
import { EngineError } from '../../../../electron/engine/api.ts'
import { BridgedCall } from '../../../../electron/engine/session/bridgedCall.ts'
import { extension } from '../../../../shared/domain/office.ts'
import type { TraceEvent } from '../../../../shared/trace/event.ts'
import { flowOf, type World, world } from '../../../support/memory.ts'

/** Repeatable chance (mulberry32). */
export function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  return { next, pick, chance: (of: number) => next() < of }
}
type Dice = ReturnType<typeof dice>

const numbers = ['201', '202', '203', '204', '205', '206', '207', '208']
const flows = [
  flowOf(
    'byQueue',
    {
      start: { type: 'start' },
      q: { type: 'queue', queueId: 'sales', maxWaitSeconds: 120 },
      vm: { type: 'voicemail', mailboxId: 'office', greeting: { kind: 'text', text: 'Hello' } },
      end: { type: 'hangup' },
    },
    ['start.next>q', 'q.timeout>vm', 'q.full>vm', 'q.noOperators>vm', 'q.connected>end'],
  ),
  // Its ways out lead nowhere.
  flowOf(
    'straight',
    { start: { type: 'start' }, go: { type: 'transfer', to: { kind: 'extension', number: '205' }, ringSeconds: 15 } },
    ['start.next>go'],
  ),
]

/** The same office, whichever host runs it. */
const officeParts = {
  routes: { '5000': 'byQueue', '5001': 'straight' },
  queues: [{ id: 'sales', ringSeconds: 10, wrapUpSeconds: 2, announcePosition: false }],
  operators: ['201', '202', '203', '204'].map((number) => ({ id: `op${number}`, extension: number, queues: ['sales'] })),
  mailboxes: ['office', 'box203'],
  settings: { reception: ['208'], parkSeconds: 20 },
  more: {
    extensions: new Map(
      numbers.map((number) => [
        number,
        extension.parse({ number, name: number, ...(number === '203' ? { mailbox: 'box203' } : {}) }),
      ]),
    ),
  },
}

export class RandomOffice {
  world: World
  readonly callers: SimCaller[] = []
  /** Callers who hung up by themselves. */
  readonly left = new Set<string>()
  readonly faults: string[] = []
  /** What was done how often. */
  readonly done: Record<string, number> = {}
  private readonly die: Dice
  /** Consultations: the asking phone's call, and the call it asks about. */
  private readonly consults: { phone: SimCaller; extension: string; about: string }[] = []

  constructor(seed: number) {
    this.die = dice(seed)
    this.world = world(officeParts, flows)
  }

  async open(): Promise<void> {
    await this.world.engine.start()
    for (const number of numbers) this.plugIn(number)
    for (const { id } of officeParts.operators) this.world.engine.desk.admit(id)
  }

  private count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1
  }
  private plugIn(number: string): void {
    const rings: SimPhone['rings'] = () => {
      const { die } = this
      const afterMs = 200 + die.next() * 12_000
      return { does: die.chance(0.55) ? 'answer' : die.pick(['reject', 'busy', 'ring'] as const), afterMs }
    }
    this.world.sim.phone(number, { rings })
  }

  call(): void {
    const caller = this.world.sim.call(this.die.chance(0.8) ? '5000' : '5001', `+4930${1_000_000 + this.callers.length}`)
    this.callers.push(caller)
  }
  get running(): number {
    return this.callers.filter((caller) => !caller.gone).length
  }

  /** One step of everybody: half a second of an office in which nobody does the right thing. */
  async step(): Promise<void> {
    const { die, world } = this
    for (const caller of this.callers)
      if (!caller.gone && die.chance(0.0015)) {
        this.left.add(caller.id)
        caller.hangup()
        this.count('caller hung up')
      }
    for (const call of [...world.engine.parts.calls.values()]) {
      const talk = BridgedCall.of(call)
      const side = talk?.sideOf(talk.leg.extension ?? '') ?? (call.extension ? 'caller' : null)
      const number = side === 'leg' ? talk?.leg.extension : call.extension
      // Who asks about a call does nothing else with it, most of the time.
      const asking = this.consults.some(({ about, phone }) => about === call.id || phone.id === call.channelId)
      if (!talk || !number || !die.chance(asking ? 0.01 : 0.12)) continue
      await this.act(call.id, number)
    }
    for (const consult of [...this.consults])
      if (consult.phone.gone) this.consults.splice(this.consults.indexOf(consult), 1)
      else if (die.chance(this.callOf(consult)?.conversation ? 0.3 : 0.03)) await this.endConsult(consult)
    if (die.chance(0.05)) this.pickUp()
    if (die.chance(0.03)) {
      const number = die.pick(numbers)
      if (world.sim.phones.has(number)) world.sim.unregister(number)
      else this.plugIn(number)
      this.count('phone came or went')
    }
    for (const { id } of officeParts.operators) if (die.chance(0.1)) world.engine.desk.resume(id)
    await world.clock.advance(500)
  }

  private legOf(number: string): SimChannel | undefined {
    return [...this.world.sim.channels.values()].find((channel) => channel.endpoint === `PJSIP/${number}`)
  }

  private async act(callId: string, number: string): Promise<void> {
    const { die, world } = this
    const { phone } = world.engine
    const to = die.pick([
      ...numbers,
      ...numbers,
      '299',
      '0900123456',
      'queue:sales',
      'queue:none',
      'voicemail:office',
      '705',
      '5000',
      '5001',
    ])
    const own = this.legOf(number)?.info.id ?? ''
    const what = die.pick(['blind', 'blind', 'campOn', 'refer', 'refer', 'park', 'ask', 'ask', 'connect', 'hangUp'] as const)
    this.count(what)
    if (what === 'blind') await this.tried(phone.transfer(number, callId, to, { note: 'a note', whenFree: die.chance(0.5) }))
    else if (what === 'campOn') await this.campOn(callId, number)
    else if (what === 'park') await this.tried(phone.park(number, callId))
    else if (what === 'connect') await this.connect(callId, number)
    else if (what === 'hangUp') world.sim.end(own, { cause: 16, sip: 200 })
    else if (what === 'refer') {
      world.sim.emit({ type: 'transferRequested', channelId: own, to, toChannelId: null })
      // Some telephones hang up at once, some wait to be told.
      if (die.chance(0.4)) world.sim.end(own, { cause: 16, sip: 200 })
    } else {
      const asked = die.pick(numbers.filter((each) => each !== number && !this.legOf(each)))
      if (!asked) return
      const caller = world.sim.call(asked, number, { kind: 'phone', endpoint: `PJSIP/${number}` })
      this.consults.push({ phone: caller, extension: number, about: callId })
    }
  }

  /** Of two calls of a phone, whoever began them, one or three are made. */
  private async connect(callId: string, number: string): Promise<void> {
    const { die, world } = this
    const other = [...world.engine.parts.calls.values()].find(({ id, legs }) => id !== callId && legs.includes(number))
    if (!other) return
    const { phone } = world.engine
    this.count('two calls of a phone')
    await this.tried(die.chance(0.7) ? phone.transferAttended(number, callId, other.id) : phone.merge(number, callId, other.id))
  }

  /** To somebody who is on another call, where there is one. */
  private async campOn(callId: string, number: string): Promise<void> {
    const { die, world } = this
    const busy = numbers.filter((each) => each !== number && world.engine.parts.queueing.operators.isEngaged(each))
    if (busy.length > 0) await this.tried(world.engine.phone.transfer(number, callId, die.pick(busy), { whenFree: true }))
  }

  /** A phone that does nothing takes what rings elsewhere. */
  private pickUp(): void {
    const { die, world } = this
    const idle = numbers.filter((each) => !this.legOf(each))
    if (idle.length === 0) return
    const number = die.pick(idle)
    this.count('picks up')
    const taker = world.sim.call(die.chance(0.5) ? '*8' : `**${die.pick(numbers)}`, number, {
      kind: 'phone',
      endpoint: `PJSIP/${number}`,
    })
    if (die.chance(0.2)) taker.hangup()
  }

  private callOf({ phone }: { phone: SimCaller }) {
    return [...this.world.engine.parts.calls.values()].find((each) => each.channelId === phone.id)
  }

  /** The asker completes, joins or gives up, at whatever moment. */
  private async endConsult(consult: (typeof this.consults)[number]): Promise<void> {
    const { world, die } = this
    this.consults.splice(this.consults.indexOf(consult), 1)
    const call = this.callOf(consult)
    const own = (world.engine.parts.calls.get(consult.about)?.legs.all ?? []).find((leg) => leg.extension === consult.extension)
    const how = die.pick(['complete', 'complete', 'refer', 'merge', 'giveUp', 'leave'] as const)
    this.count(`ask: ${how}`)
    if (how === 'complete' && call)
      await this.tried(world.engine.phone.transferAttended(consult.extension, consult.about, call.id))
    else if (how === 'merge' && call) await this.tried(world.engine.phone.merge(consult.extension, consult.about, call.id))
    else if (how === 'refer' && own)
      world.sim.emit({ type: 'transferRequested', channelId: own.channelId, to: '', toChannelId: consult.phone.id })
    else if (how === 'leave' && own) world.sim.end(own.channelId, { cause: 16, sip: 200 })
    if (how === 'giveUp' || how === 'leave' || die.chance(0.2)) consult.phone.hangup()
  }

  /** Refusals have a code; anything else is a fault. */
  private async tried(work: Promise<unknown>): Promise<void> {
    const done = work.catch((error: unknown) => {
      if (!(error instanceof EngineError))
        this.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
      else this.count(`refused: ${error.code}`)
    })
    await Promise.race([done, this.world.clock.advance(100)])
  }

  /** The host dies between two commands, and another one finds what is left. */
  async kill(): Promise<void> {
    const { world: dead } = this
    this.faults.push(...dead.errors)
    dead.engine['guard'].closed = true
    dead.engine['unlisten']?.()
    this.world = world(officeParts, flows, dead as never)
    await this.world.engine.start()
    this.count('kill -9')
  }

  /** Everybody stops doing things: phones are answered and hung up, time goes by. */
  async finish(): Promise<void> {
    for (let i = 0; i < 4000 && this.running > 0; i++) {
      for (const number of numbers) this.world.sim.phone(number, { rings: () => ({ does: 'answer', afterMs: 500 }) })
      for (const { id } of officeParts.operators) this.world.engine.desk.resume(id)
      for (const consult of this.consults.splice(0)) consult.phone.hangup()
      await this.world.clock.advance(5000)
      for (const call of this.world.engine.parts.calls.values()) {
        const talk = BridgedCall.of(call)
        const leg = talk?.leg.extension ? talk.leg.channelId : null
        if (leg) this.world.sim.end(leg, { cause: 16, sip: 200 })
        // Two callers who were put through to each other end it themselves.
        if (talk && !leg && !call.extension) this.hangUp(talk.leg.channelId)
        // An office's phone that is alone with a mailbox or a queue is put down.
        if (call.extension) this.world.sim.end(call.channelId, { cause: 16, sip: 200 })
      }
    }
    await this.world.clock.advance(1_000_000)
  }

  private hangUp(channelId: string): void {
    const caller = this.callers.find(({ id }) => id === channelId)
    if (!caller) return
    this.left.add(caller.id)
    caller.hangup()
  }

  /** Callers who ended without a person, a mailbox or their own hang-up, with the end of their story. */
  lost(): string[] {
    const { events, calls } = this.world.log
    const byCall = new Map<string, TraceEvent[]>()
    for (const event of events) byCall.set(event.callId, [...(byCall.get(event.callId) ?? []), event])
    return this.callers.flatMap((caller) => {
      const from = caller.channel.info.callerNumber
      const [id = ''] = [...calls.entries()].find(([, call]) => call.from === from) ?? []
      const story = byCall.get(id) ?? []
      if (!caller.gone) return [`${from} is still there: ${shown(story)}`]
      if (this.left.has(caller.id) || endedWell(story)) return []
      return [`${from} was lost: ${shown(story)}`]
    })
  }
}

const shown = (story: readonly TraceEvent[]) =>
  story
    .slice(-25)
    .map((event) => `${event.type}${event.data ? ` ${JSON.stringify(event.data)}` : ''}`)
    .join('\n    ')

/** After the last hand-over somebody talked to the caller, or a mailbox took them. */
function endedWell(story: readonly TraceEvent[]): boolean {
  const last = (...types: string[]) => story.findLastIndex(({ type }) => types.includes(type))
  const handedOn = last('transfer.begun', 'transfer.failed', 'call.parked', 'queue.entered', 'call.started')
  const mailbox = story.findLastIndex(({ type, data }) => type === 'node.entered' && data?.type === 'voicemail')
  return Math.max(last('talk.started', 'talk.transferred', 'talk.merged'), mailbox) > handedOn
}
