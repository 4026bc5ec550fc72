// From events to what a call is: the one place that walks a trace. It takes events one by one, as they come or from a store.
import type { CallOutcome } from '../domain/outcome.ts'
import type { KnownTraceEvent, TraceEvent, TraceType } from './event.ts'

/** One visit to a node. Times are epoch ms. */
export type TracedStep = {
  flow: string
  version: number
  node: string
  /** Node type. */
  type: string
  at: number
  leftAt: number | null
  /** The port it was left by; null while the call is there, or when something interrupted it. */
  port: string | null
  /** How many flows stand around its own. */
  depth: number
}

export type LegResult = 'answered' | 'cancelled' | 'failed' | (string & {})
/** One ring of one phone. */
export type TracedLeg = {
  to: string
  dialedAt: number
  ringingAt: number | null
  answeredAt: number | null
  endedAt: number | null
  /** Null while it is dialled or rings. */
  result: LegResult | null
}

/** One stay in a queue. */
export type TracedQueue = {
  queue: string
  enteredAt: number
  leftAt: number | null
  /** Operators' ids, offer by offer. */
  offers: { at: number; operators: string[]; result: string | null }[]
  operatorId: string | null
  /** As the engine measured it, by a clock that does not jump; null while the caller waits. */
  waitMs: number | null
  /** `connected`, `abandoned`, `lost`, or the port by which it was left. */
  result: string | null
}

export type TracedConversation = { with: string; role: string; at: number; endedAt: number | null }

export type TracedCall = {
  callId: string
  from: string
  to: string
  startedAt: number
  answeredAt: number | null
  endedAt: number | null
  outcome: CallOutcome
  /** Flows it stands in, outermost first. */
  flows: { flow: string; version: number }[]
  path: TracedStep[]
  legs: TracedLeg[]
  queues: TracedQueue[]
  conversations: TracedConversation[]
  messages: { at: number; mailbox: string; seconds: number }[]
  /** Parking slot it waits in. */
  parked: string | null
  error: { at: number; code: string; message: string } | null
  /** Sequence number of the last event; events at or below it were seen. */
  seq: number
}

export const newTracedCall = (callId: string): TracedCall => ({
  callId,
  from: '',
  to: '',
  startedAt: 0,
  answeredAt: null,
  endedAt: null,
  outcome: 'running',
  flows: [],
  path: [],
  legs: [],
  queues: [],
  conversations: [],
  messages: [],
  parked: null,
  error: null,
  seq: -1,
})

type Event<T extends TraceType> = Extract<KnownTraceEvent, { type: T }>
type Appliers = { [T in TraceType]?: (call: TracedCall, event: Event<T>) => void }

/** The step in which the call stands, or stood when it ended; undefined before the first and between two. */
export const openStep = (call: TracedCall): TracedStep | undefined => {
  const last = call.path.at(-1)
  return last && last.leftAt === null ? last : undefined
}

const openQueue = (call: TracedCall) => call.queues.findLast(({ leftAt }) => leftAt === null)
const openLeg = (call: TracedCall, to: string) => call.legs.findLast((leg) => leg.to === to && leg.endedAt === null)

function closeSteps(call: TracedCall, at: number): void {
  for (const step of call.path) step.leftAt ??= at
}

function closeConversations(call: TracedCall, at: number): void {
  for (const conversation of call.conversations) conversation.endedAt ??= at
}

function enter(call: TracedCall, { at, node = '', data }: Event<'node.entered' | 'node.resumed'>): void {
  const depth = Math.max(0, call.flows.length - 1)
  // What something interrupted is over; the nodes that lead into this flow stay open around it.
  for (const step of call.path) if (step.depth >= depth) step.leftAt ??= at
  const { flow = '', version = 0 } = call.flows.at(-1) ?? {}
  call.path.push({ flow, version, node, type: data.type, at, leftAt: null, port: null, depth })
}

function leaveQueue(call: TracedCall, at: number, waitMs: number, result: string): void {
  const queue = openQueue(call)
  if (queue) Object.assign(queue, { leftAt: at, waitMs, result })
}

function endLeg(call: TracedCall, { at, data }: { at: number; data: { to: string } }, result: LegResult): void {
  const leg = openLeg(call, data.to)
  if (leg) Object.assign(leg, { endedAt: at, result: leg.result ?? result })
  else call.legs.push({ to: data.to, dialedAt: at, ringingAt: null, answeredAt: null, endedAt: at, result })
}

const appliers: Appliers = {
  'call.started'(call, { at, data }) {
    Object.assign(call, { from: data.from, to: data.to, startedAt: at })
    call.flows = [{ flow: data.flow, version: data.version }]
  },
  'call.emergency': (call, { at, data }) => void Object.assign(call, { from: data.from, to: data.to, startedAt: at }),
  'call.answered'(call, { at }) {
    call.answeredAt ??= at
  },
  'call.redirected'(call, { at, data }) {
    closeSteps(call, at)
    call.flows = [{ flow: data.flow, version: data.version }]
  },
  'call.error'(call, { at, data: { code, message } }) {
    call.error = { at, code, message }
  },
  'call.parked'(call, { data }) {
    call.parked = data.slot
  },
  'call.pickedUp'(call) {
    call.parked = null
  },
  'call.ended'(call, { at, data }) {
    closeConversations(call, at)
    const queue = openQueue(call)
    if (queue) queue.leftAt = at
    for (const leg of call.legs) leg.endedAt ??= at
    Object.assign(call, { endedAt: at, outcome: data.outcome, parked: null })
  },
  'node.entered': enter,
  'node.resumed'(call, event) {
    // The same visit goes on where its beginning is known.
    if (openStep(call)?.node !== event.node) enter(call, event)
  },
  'node.left'(call, { at, node, data }) {
    const step = call.path.findLast((each) => each.node === node && each.leftAt === null)
    if (step) Object.assign(step, { leftAt: at, port: data.port })
  },
  'flow.entered': (call, { data }) => void call.flows.push({ flow: data.flow, version: data.version }),
  'flow.left': (call) => void (call.flows.length > 1 && call.flows.pop()),
  'leg.dialed': (call, { at, data }) =>
    void call.legs.push({ to: data.to, dialedAt: at, ringingAt: null, answeredAt: null, endedAt: null, result: null }),
  'leg.ringing'(call, { at, data }) {
    const leg = openLeg(call, data.to)
    if (leg) leg.ringingAt ??= at
    else call.legs.push({ to: data.to, dialedAt: at, ringingAt: at, answeredAt: null, endedAt: null, result: null })
  },
  'leg.answered'(call, { at, data }) {
    const leg = openLeg(call, data.to)
    if (leg) Object.assign(leg, { answeredAt: at, result: 'answered' })
    else call.legs.push({ to: data.to, dialedAt: at, ringingAt: null, answeredAt: at, endedAt: null, result: 'answered' })
  },
  'leg.cancelled': (call, event) => endLeg(call, event, 'cancelled'),
  'leg.failed': (call, event) => endLeg(call, event, 'failed'),
  'leg.ended': (call, event) => endLeg(call, event, event.data.result),
  'queue.entered'(call, { at, data }) {
    call.queues.push({
      queue: data.queue,
      enteredAt: at,
      leftAt: null,
      offers: [],
      operatorId: null,
      waitMs: null,
      result: null,
    })
  },
  'queue.moved'(call, { data }) {
    const queue = openQueue(call)
    if (queue) queue.queue = data.queue
  },
  'queue.offered': (call, { at, data }) => void openQueue(call)?.offers.push({ at, operators: data.operators, result: null }),
  'queue.notAnswered'(call, { data }) {
    const offer = openQueue(call)?.offers.at(-1)
    if (offer) offer.result = data.result
  },
  'queue.connected'(call, { at, data }) {
    const queue = openQueue(call)
    const offer = queue?.offers.at(-1)
    if (offer) offer.result = 'answered'
    if (queue) Object.assign(queue, { leftAt: at, waitMs: data.waitMs, result: 'connected', operatorId: data.operatorId })
  },
  'queue.left': (call, { at, data }) => leaveQueue(call, at, data.waitMs, data.port),
  'queue.abandoned': (call, { at, data }) => leaveQueue(call, at, data.waitMs, 'abandoned'),
  'queue.lost': (call, { at, data }) => leaveQueue(call, at, data.waitMs, 'lost'),
  'talk.started': (call, { at, data }) => void call.conversations.push({ with: data.with, role: data.role, at, endedAt: null }),
  'talk.ended': (call, { at }) => closeConversations(call, at),
  'talk.transferred'(call, { at, data }) {
    closeConversations(call, at)
    call.conversations.push({ with: data.to, role: 'transferred', at, endedAt: null })
  },
  'voicemail.stored': (call, { at, data }) => void call.messages.push({ at, mailbox: data.mailbox, seconds: data.seconds }),
}

/** Takes one event; an event that was seen, or is not known, changes nothing but `seq`. */
export function applyTrace(call: TracedCall, event: TraceEvent): void {
  if (event.seq <= call.seq) return
  call.seq = event.seq
  if (event.type === 'unknown') return
  const apply = appliers[event.type] as ((call: TracedCall, event: KnownTraceEvent) => void) | undefined
  apply?.(call, event)
}

/** The call that these events, oldest first, tell of. */
export function traceCall(events: readonly TraceEvent[], callId = events[0]?.callId ?? ''): TracedCall {
  const call = newTracedCall(callId)
  for (const event of events) applyTrace(call, event)
  return call
}
