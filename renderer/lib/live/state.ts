// What the console knows of the running office, as a pure function of the feed's events.
import type { Alert, LiveChange, LiveEvent } from '../../../shared/contract/live.ts'
import type { Callback, LiveCall, OperatorLive, QueueLive, Voicemail, WaitingCaller } from '../../../shared/domain/calls.ts'
import type { HealthProblem } from '../../../shared/domain/health.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'

export type ById<T> = Readonly<Record<string, T>>

export type LiveState = {
  /** The run of the host that `seq` counts in; null before the first connection. */
  epoch: string | null
  /** Sequence number of the last event applied; -1 before the first snapshot. */
  seq: number
  pbxConnected: boolean
  operators: ById<OperatorLive>
  queues: ById<QueueLive>
  waiting: ById<WaitingCaller>
  calls: ById<LiveCall>
  /** Open callbacks and voicemails as lists loaded them and the feed changed them since. */
  callbacks: ById<Callback>
  voicemails: ById<Voicemail>
  /** How often something was noted on a call since this page came up. */
  noted: ById<number>
  alerts: readonly Alert[]
  /** What is wrong with the host itself. */
  problems: readonly HealthProblem[]
  /** Recovered recordings that wait for somebody; 0 for agents. */
  recovered: number
  /** What calls did since the last snapshot, by call, also of the last ones that ended; empty for agents. */
  traces: ById<readonly TraceEvent[]>
  /** Counts snapshots: what came before one may lack what happened in between. */
  snapshots: number
  /** Changes of the configuration in this run of the host, and by kind of thing the last one that touched it. */
  configRevision: number
  configured: ById<number>
  /** The revision at a snapshot that came after changes this console was not told of one by one: any kind may be another since. */
  missedUntil: number
}

export const emptyLive: LiveState = {
  epoch: null,
  seq: -1,
  pbxConnected: true,
  operators: {},
  queues: {},
  waiting: {},
  calls: {},
  callbacks: {},
  voicemails: {},
  noted: {},
  alerts: [],
  problems: [],
  recovered: 0,
  traces: {},
  snapshots: 0,
  configRevision: 0,
  configured: {},
  missedUntil: 0,
}

const keptAlerts = 50
/** Of each running call. */
const flowTestSteps = 500
/** Calls that ended and whose steps are still known. */
const keptEnded = 200

function byKey<T>(values: readonly T[], key: (value: T) => string): Record<string, T> {
  return Object.fromEntries(values.map((value) => [key(value), value]))
}

function fromSnapshot(state: LiveState, event: Extract<LiveEvent, { type: 'snapshot' }>): LiveState {
  const { seq, snapshot, pbxConnected, problems, recovered, configRevision } = event
  return {
    ...state,
    seq,
    pbxConnected,
    problems,
    recovered,
    configRevision,
    configured: {},
    missedUntil: state.seq >= 0 && configRevision > state.configRevision ? configRevision : state.missedUntil,
    traces: {},
    snapshots: state.snapshots + 1,
    operators: byKey(snapshot.operators, (operator) => operator.operatorId),
    queues: byKey(snapshot.queues, (queue) => queue.queueId),
    waiting: byKey(snapshot.waiting, (caller) => caller.callId),
    calls: byKey(snapshot.calls, (call) => call.id),
  }
}

/** A draft whose maps are copied at the first write, so that what did not change keeps its identity and its rows do not render. */
function draftOf(state: LiveState) {
  const next: LiveState = { ...state }
  const copied = new Set<keyof LiveState>()
  type Maps = 'operators' | 'queues' | 'waiting' | 'calls' | 'callbacks' | 'voicemails' | 'traces' | 'configured' | 'noted'
  const writable = (map: Maps): Record<string, unknown> => {
    if (!copied.has(map)) {
      copied.add(map)
      Object.assign(next, { [map]: { ...state[map] } })
    }
    return next[map] as Record<string, unknown>
  }
  const put = (map: Maps, id: string, value: unknown) => {
    writable(map)[id] = value
  }
  const drop = (map: Maps, id: string) => {
    delete writable(map)[id]
  }
  return { next, put, drop }
}

type Draft = ReturnType<typeof draftOf>

function addAlert(draft: Draft, alert: Alert): void {
  const others = draft.next.alerts.filter((each) => each.id !== alert.id)
  draft.next.alerts = [alert, ...others].slice(0, keptAlerts)
}

/** One entry a kind of change; a new kind in the contract does not compile without one. */
const appliers: { [K in LiveChange['kind']]: (draft: Draft, change: Extract<LiveChange, { kind: K }>) => void } = {
  operator: (draft, { value }) => draft.put('operators', value.operatorId, value),
  operatorGone: (draft, { id }) => draft.drop('operators', id),
  queue: (draft, { value }) => draft.put('queues', value.queueId, value),
  queueGone: (draft, { id }) => draft.drop('queues', id),
  waiting: (draft, { value }) => draft.put('waiting', value.callId, value),
  waitingGone: (draft, { callId }) => draft.drop('waiting', callId),
  call: (draft, { value }) => draft.put('calls', value.id, value),
  callGone: (draft, { id }) => draft.drop('calls', id),
  trace(draft, { value }) {
    draft.put('traces', value.callId, [...(draft.next.traces[value.callId] ?? []), value].slice(-flowTestSteps))
    if (value.type !== 'call.ended') return
    const ended = Object.values(draft.next.traces).filter((steps) => steps.at(-1)?.type === 'call.ended')
    const oldest = ended.length > keptEnded ? ended[0]?.[0]?.callId : undefined
    if (oldest) draft.drop('traces', oldest)
  },
  config(draft, { entity, revision }) {
    draft.next.configRevision = revision
    draft.put('configured', entity, revision)
  },
  callback: (draft, { value }) => draft.put('callbacks', value.id, value),
  voicemail: (draft, { value }) => draft.put('voicemails', value.id, value),
  noted: (draft, { callId }) => draft.put('noted', callId, (draft.next.noted[callId] ?? 0) + 1),
  voicemailGone: (draft, { id }) => draft.drop('voicemails', id),
  alert: (draft, { value }) => addAlert(draft, value),
  pbx: (draft, { connected }) => {
    draft.next.pbxConnected = connected
  },
  recovered: (draft, { count }) => {
    draft.next.recovered = count
  },
  health: (draft, { problems }) => {
    draft.next.problems = problems
  },
}

function applyChange(draft: Draft, change: LiveChange): void {
  const apply = appliers[change.kind] as (draft: Draft, change: LiveChange) => void
  apply(draft, change)
}

/**
 * Applies events in the order they came. A snapshot replaces everything; changes at or below the last sequence number were
 * seen already (a resumed feed may repeat its last event) and are skipped; changes before any snapshot mean nothing.
 */
export function applyEvents(state: LiveState, events: readonly LiveEvent[]): LiveState {
  let current = state
  for (const event of events) {
    if (event.type === 'snapshot') current = fromSnapshot(current, event)
    else if (current.seq >= 0 && event.seq > current.seq) {
      const draft = draftOf(current)
      for (const change of event.changes) applyChange(draft, change)
      draft.next.seq = event.seq
      current = draft.next
    }
  }
  return current
}

/** From where the feed goes on: nothing when the host is another run than the one whose numbers we hold. */
export function resumeFrom(state: LiveState, epoch: string): { since?: number; epoch?: string } {
  return state.epoch === epoch && state.seq >= 0 ? { since: state.seq, epoch } : {}
}

/** The last change of configuration that touched one of these kinds of thing (the audit trail's words: `queue`, `flow`, …), or any with `*`. */
export function lastChangeOf(state: LiveState, kinds: readonly string[]): number {
  if (kinds.includes('*')) return state.configRevision
  return kinds.length === 0 ? 0 : Math.max(state.missedUntil, ...kinds.map((kind) => state.configured[kind] ?? 0))
}

/** Takes lists as loaded from the host. They replace what was known: whatever is no longer listed is settled. */
export function withWork(
  state: LiveState,
  work: { callbacks?: readonly Callback[]; voicemails?: readonly Voicemail[] },
): LiveState {
  return {
    ...state,
    callbacks: work.callbacks ? byKey(work.callbacks, (item) => item.id) : state.callbacks,
    voicemails: work.voicemails ? byKey(work.voicemails, (item) => item.id) : state.voicemails,
  }
}

/** Another run of the host counts from the start: the numbers we hold mean nothing until its snapshot comes. */
export function enterEpoch(state: LiveState, epoch: string): LiveState {
  return state.epoch === epoch ? state : { ...state, epoch, seq: -1, configRevision: 0, missedUntil: 0 }
}
