// Queue: waits in line, is offered to operators, talks, and is wrapped up. The place in line survives everything but the caller's leaving.
import { z } from 'zod'
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import type { Queue } from '../../../shared/domain/office.ts'
import { openingOf } from '../../../shared/domain/officeHours.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { connect, noticeOfRecording } from '../actions/connect.ts'
import { play } from '../actions/play.ts'
import type { Placeholders } from '../callbacks/placeholders.ts'
import type { CallbackDesk } from '../callbacks/requests.ts'
import { CallerInQueue } from '../queues/callerInQueue.ts'
import type { Dispatcher } from '../queues/dispatcher.ts'
import { type Offered, offerTo } from '../queues/offer.ts'
import type { Operators } from '../queues/operators.ts'
import type { Reservation } from '../queues/reservation.ts'
import type { QueueStats } from '../queues/stats.ts'
import type { BridgedCallEnd } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { Leg } from '../session/leg.ts'
import { behaviour, connectedState, legStart, type NodeContext } from './behaviour.ts'

const place = { queueId: z.string(), since: z.number(), order: z.number() }
const queueState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('waiting'), ...place }),
  z.object({ phase: z.literal('offered'), ...place, operators: z.array(z.string()), legs: z.array(legStart) }),
  connectedState.extend({ ...place, operatorId: z.string() }),
])
export type QueueState = z.infer<typeof queueState>

export type QueueContext = { dispatcher: Dispatcher; operators: Operators; callbacks: CallbackDesk; placeholders: Placeholders }

export const queue = (context: QueueContext) => behaviour('queue', queueState, (node) => runQueue(context, node))

async function runQueue(
  context: QueueContext,
  { call, config, state, checkpoint, alive, leads }: NodeContext<'queue', z.infer<typeof queueState>>,
): Promise<string> {
  const { dispatcher, operators } = context
  const { clock } = call.pbx
  const queueOf = (id: string): Queue => {
    const found = call.office.config.queues.get(id)
    if (!found) throw new ConfigurationError('UNKNOWN_QUEUE', `There is no queue “${id}”.`)
    return found
  }
  const first = queueOf(config.queueId)
  if (!state) {
    const refused = refusal(call, dispatcher, first, leads)
    if (refused) return refused
    await ensureAnswered(call)
  }
  // Who came back from a transfer has waited before.
  const since =
    call.assignment.handOver && call.assignment.handOver.reason !== null ? dispatcher.beforeAll(first.id) : clock.now()
  const spot = state ?? { queueId: first.id, since, order: dispatcher.nextOrder() }
  const visit = new QueueVisit(
    context,
    call,
    config,
    { queueId: spot.queueId, since: spot.since, order: spot.order },
    checkpoint,
    queueOf,
  )
  call.assignment.inQueue(spot.queueId)
  call.records.callLog.update(call.id, { queueId: spot.queueId })
  if (state?.phase === 'connected') {
    const found = alive?.get(state.leg.channelId)
    if (!found) return state.met ? 'connected' : visit.run(null, false)
    // The line of one who works off-hook goes back to its own call.
    const line = { back: (ended: boolean) => operators.of(state.operatorId).offHook?.back(ended) }
    const leg = Leg.adopt(call, state.leg, found.sipCallId, {}, state.leg.role === 'offHook' ? line : null)
    const end = await visit.talk(state.operatorId, leg, state)
    if (end === 'legLeft') return 'connected'
    if (end === 'neverMet') return visit.run(null, false)
  }
  // An offer of which no leg is left is none: waiting from the start, nobody is served before them.
  const rings = state?.phase === 'offered' && alive && state.legs.some((leg) => alive.has(leg.channelId))
  return visit.run(rings ? { operators: state.operators, legs: state.legs, alive } : null, state === null)
}

/** Whether its opening hours let nobody in now; where they are gone it is open. */
function closedNow({ office, pbx }: Call, { scheduleId }: Queue): boolean {
  const opening = scheduleId ? openingOf(office.config, scheduleId, pbx.clock.now()) : null
  return opening !== null && opening !== 'open'
}

type Refused = 'closed' | 'full' | 'noOperators'

/** The port by which a caller leaves who is not let in. */
function refusal(call: Call, dispatcher: Dispatcher, queue: Queue, leads: (port: string) => boolean): Refused | null {
  // A flow of before the outlet treats it as nobody being there.
  if (closedNow(call, queue)) return leads('closed') ? 'closed' : 'noOperators'
  if (queue.maxWaiting > 0 && dispatcher.waitingCount(queue.id) >= queue.maxWaiting) return 'full'
  return queue.whenEmpty === 'leave' && dispatcher.loggedIn(queue.id).length === 0 ? 'noOperators' : null
}

type Place = { queueId: string; since: number; order: number }
type ResumedOffer = {
  operators: string[]
  legs: z.infer<typeof legStart>[]
  alive: ReadonlyMap<string, { up: boolean; sipCallId: string | null }>
}

class QueueVisit {
  private readonly context: QueueContext
  private readonly call: Call
  private readonly config: ConfigOf<'queue'>
  private readonly place: Place
  private readonly checkpoint: (state: QueueState) => void
  private readonly queueOf: (id: string) => Queue

  constructor(
    context: QueueContext,
    call: Call,
    config: ConfigOf<'queue'>,
    place: Place,
    checkpoint: (state: QueueState) => void,
    queueOf: (id: string) => Queue,
  ) {
    this.context = context
    this.call = call
    this.config = config
    this.place = place
    this.checkpoint = checkpoint
    this.queueOf = queueOf
  }

  /** Waits and is offered until something ends it; returns the port. */
  async run(offer: ResumedOffer | null, isNew: boolean): Promise<string> {
    const { call, config } = this
    const { dispatcher, operators } = this.context
    const line = new CallerInQueue(call, dispatcher, config, this.place, (queueId) => this.moved(queueId))
    let pending = offer
    let fresh = isNew
    try {
      if (fresh) await this.welcome()
      if (!pending) this.remember() // an offer that goes on is remembered as one
      line.enter(pending !== null)
      for (;;) {
        if (!pending) line.entertain(fresh)
        fresh = false
        const turn = pending
          ? { kind: 'offer' as const, reservation: operators.reserve(pending.operators, call.id) }
          : await line.turn()
        if (turn.kind !== 'offer') return this.leave(turn.kind)
        const offered = await this.offer(line, turn.reservation, pending)
        pending = null
        if (offered.kind === 'refused') {
          this.remember()
          line.back()
          continue
        }
        line.leave()
        const end = await this.talk(offered.operatorId, offered.leg, undefined)
        if (end === 'legLeft') return 'connected'
        line.again()
      }
    } catch (error) {
      if (call.isGone && line.isWaiting) this.abandoned()
      throw error
    } finally {
      line.leave()
      dispatcher.changed(this.place.queueId)
    }
  }

  private async welcome(): Promise<void> {
    const { call, config } = this
    if (this.queueOf(this.place.queueId).record) await noticeOfRecording(call)
    if (config.welcome) await play(call, config.welcome)
  }

  private offer(line: CallerInQueue, reservation: Reservation, resumed: ResumedOffer | null): Promise<Offered> {
    const { operatorIds: operators } = reservation
    return offerTo(this.call, this.context.operators, this.queueOf(line.entry.queueId), reservation, {
      cutShort: line.cutShort,
      planned: (legs) => this.checkpoint({ phase: 'offered', ...this.place, operators, legs }),
      ...(resumed ? { resume: { legs: resumed.legs, alive: resumed.alive } } : {}),
    })
  }

  private remember(): void {
    this.checkpoint({ phase: 'waiting', ...this.place })
  }
  private moved(queueId: string): void {
    this.place.queueId = queueId
    this.call.assignment.inQueue(queueId)
    this.remember()
    this.call.trace('queue.moved', { queue: queueId })
  }

  /** The queue's figures, which count no test calls. */
  private get stats(): QueueStats | null {
    return this.call.kind === 'test' ? null : this.context.dispatcher.stats(this.place.queueId)
  }

  /** The caller and the operator are together: from here on the caller was served. */
  private served(operatorId: string): void {
    const { call, place } = this
    const waitMs = call.pbx.clock.now() - place.since
    this.stats?.answered(waitMs)
    call.records.callLog.update(call.id, { waitMs, operatorId })
    this.context.callbacks.closeOnContact(normalizeNumber(call.from, call.office.config.settings.country), place.queueId)
    call.set('queue.result', 'connected')
    call.set('queue.operator', operatorId)
    call.set('queue.waitSeconds', String(Math.round(waitMs / 1000)))
    call.trace('queue.connected', { operatorId, waitMs })
  }

  /** The conversation, and what follows it for the operator. `neverMet`: the phone was lost before anybody was heard. */
  async talk(
    operatorId: string,
    leg: Leg,
    resumed: Extract<QueueState, { phase: 'connected' }> | undefined,
  ): Promise<BridgedCallEnd | 'neverMet'> {
    const { call, place } = this
    const queue = this.queueOf(place.queueId)
    call.assignment.by(operatorId)
    this.context.operators.talking(operatorId, call.id, call.kind === 'test')
    const from = resumed?.at ?? call.pbx.clock.now()
    let done = false
    let met = resumed?.met ?? false
    const meets = () => {
      met = true
      this.served(operatorId)
    }
    const wrapUp = () => {
      if (done) return
      done = true
      // Who took the call and hung up has ended it, however soon.
      if (!met && leg.hungUp) meets()
      if (!met) return this.context.operators.neverTalked(operatorId, call.id)
      const talkMs = call.pbx.clock.now() - from
      this.stats?.handled(talkMs)
      this.context.operators.talked(operatorId, call.id, queue)
    }
    try {
      const end = await connect(call, leg, {
        record: queue.record,
        onMet: meets,
        ...(resumed ? { resumed } : {}),
        save: (connected) => this.checkpoint({ ...connected, ...place, operatorId }),
        onLegChanged: (changed) => {
          if (changed.operatorId === operatorId) return
          wrapUp() // handed over to someone else: this operator is done
          this.tookOver(changed, operatorId)
        },
      })
      wrapUp()
      return met ? end : 'neverMet'
    } finally {
      wrapUp()
    }
  }

  /** Whoever was handed the call has it among theirs today. */
  private tookOver({ extension }: Leg, from: string): void {
    const next = extension === null ? undefined : this.context.operators.byExtension(extension)
    if (next && next.id !== from && this.stats) this.context.operators.tookOver(next.id)
  }

  private leave(port: 'timeout' | 'exitKey' | 'callbackRequested' | 'noOperators'): string {
    const { call, place } = this
    call.set('queue.result', port)
    call.trace('queue.left', { port, waitMs: call.pbx.clock.now() - place.since })
    call.records.callLog.update(call.id, { waitMs: call.pbx.clock.now() - place.since })
    if (port === 'callbackRequested') {
      const number = normalizeNumber(call.from, call.office.config.settings.country)
      const { callback } = this.context.callbacks.request({ number, queueId: place.queueId, callId: call.id })
      call.assignment.counts('callback')
      this.context.placeholders.add(callback, { since: place.since, order: place.order })
    }
    return port
  }

  private abandoned(): void {
    const { call, place } = this
    const waitMs = call.pbx.clock.now() - place.since
    call.records.callLog.update(call.id, { waitMs })
    // Whom a crash of Asterisk cut off has not given up.
    if (call.assignment.outcome === 'lost') {
      call.set('queue.result', 'lost')
      call.trace('queue.lost', { waitMs })
      return
    }
    this.stats?.abandoned(waitMs)
    call.assignment.counts('abandoned')
    call.set('queue.result', 'abandoned')
    call.trace('queue.abandoned', { waitMs })
  }
}
