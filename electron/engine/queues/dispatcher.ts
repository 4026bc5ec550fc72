// The dispatcher owns the live queues: who waits, in what order, and who is offered whom. Driven by events; nothing polls.
import type { ConflictReason } from '../../../shared/contract/base.ts'
import type { OperatorState, QueueLive, WaitingCaller } from '../../../shared/domain/calls.ts'
import type { Queue } from '../../../shared/domain/office.ts'
import type { Ports } from '../ports.ts'
import type { OfficeContext } from '../session/context.ts'
import type { Operators } from './operators.ts'
import type { Reservation } from './reservation.ts'
import { QueueStats } from './stats.ts'
import { choose } from './strategy.ts'

/** Someone in line: a caller, or the placeholder of one who will be called back. */
export type QueueEntry = {
  callId: string
  queueId: string
  from: string
  fromName: string
  /** Epoch ms of entry; with `order` the place in line, kept over a restart. */
  since: number
  order: number
  priority: number
  status: 'waiting' | 'offered' | 'callback'
  path: readonly string[]
  /** Given to this operator before any other, if free (a test call to oneself). */
  prefers?: string | null
  /** A test call: no figure counts it. */
  test?: boolean
  /** It is its turn, with these operators. */
  offer(reservation: Reservation): void
  /** Nobody is logged in any more. */
  empty?(): void
}

/** Highest priority first, then the longest wait. */
const before = (a: QueueEntry, b: QueueEntry): number => b.priority - a.priority || a.since - b.since || a.order - b.order

class QueueLine {
  /** In line, in order; those being offered keep their place. */
  readonly entries: QueueEntry[] = []
  readonly stats: QueueStats
  lastServed: string | null
  constructor(stats: QueueStats, lastServed: string | null) {
    this.stats = stats
    this.lastServed = lastServed
  }
  private index(entry: QueueEntry): number {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(this.entries[middle] as QueueEntry, entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  add(entry: QueueEntry): void {
    this.entries.splice(this.index(entry), 0, entry)
  }
  remove(entry: QueueEntry): boolean {
    let at = this.index(entry)
    if (this.entries[at] !== entry) at = this.entries.indexOf(entry)
    if (at < 0) return false
    this.entries.splice(at, 1)
    return true
  }
  position(entry: QueueEntry): number {
    return this.index(entry) + 1
  }
  /** The first who is not being offered to anyone. */
  next(): QueueEntry | undefined {
    return this.entries.find((entry) => entry.status !== 'offered')
  }
}

type DispatcherContext = Pick<Ports, 'clock' | 'chance' | 'journal'> & {
  office: Pick<OfficeContext, 'config'>
  operators: Operators
  live: { queueChanged(queueId: string): void }
}

/** Why a caller is not handed to an operator. */
type GiveRefusal = Extract<ConflictReason, `caller${string}` | `operator${string}`>
const refusalOfState = {
  offline: 'operatorOffline',
  ringing: 'operatorRinging',
  busy: 'operatorBusy',
  wrapUp: 'operatorWrapUp',
  paused: 'operatorPaused',
  unreachable: 'operatorUnreachable',
} as const satisfies Record<Exclude<OperatorState, 'available'>, GiveRefusal>

export class Dispatcher {
  private readonly context: DispatcherContext
  private readonly lines = new Map<string, QueueLine>()
  private order = 0
  private matching = false
  private again = false
  private held = 0

  constructor(context: DispatcherContext) {
    this.context = context
  }

  private line(queueId: string): QueueLine {
    let line = this.lines.get(queueId)
    if (!line) {
      const { journal } = this.context
      line = new QueueLine(
        new QueueStats(this.context, queueId),
        (journal.get(`served:${queueId}`) as string | undefined) ?? null,
      )
      this.lines.set(queueId, line)
    }
    return line
  }

  /** A place in line that survives a restart when it is journalled. */
  nextOrder(): number {
    this.order = Math.max(this.order + 1, this.context.clock.now() * 1000)
    return this.order
  }

  enter(entry: QueueEntry): void {
    this.line(entry.queueId).add(entry)
    this.changed(entry.queueId)
    this.match()
  }
  /** Out of line: connected, gone, timed out. */
  leave(entry: QueueEntry): void {
    if (!this.line(entry.queueId).remove(entry)) return
    this.changed(entry.queueId)
  }
  /** Not answered: waits on at the same place. */
  back(entry: QueueEntry, status: 'waiting' | 'callback' = 'waiting'): void {
    entry.status = status
    this.changed(entry.queueId)
    this.match()
  }
  /** In line again, before everyone else of its priority: the operator's console was lost in mid-call. */
  enterFirst(entry: QueueEntry): void {
    entry.since = Math.min(entry.since, this.beforeAll(entry.queueId))
    this.enter(entry)
  }
  /** A `since` that is served before all waiting entries of the same priority. */
  beforeAll(queueId: string): number {
    const since = this.line(queueId).entries.map((entry) => entry.since)
    return Math.min(this.context.clock.now(), ...since.map((each) => each - 1))
  }
  move(callId: string, queueId: string): QueueEntry | null {
    const entry = this.find(callId)
    if (!entry || entry.status === 'offered') return null
    this.leave(entry)
    entry.queueId = queueId
    this.enter(entry)
    return entry
  }
  find(callId: string): QueueEntry | null {
    for (const line of this.lines.values()) {
      const entry = line.entries.find((w) => w.callId === callId)
      if (entry) return entry
    }
    return null
  }
  /** A supervisor gives a waiting caller to an operator, out of turn; `liftPause` ends a pause or wrap-up for it. Null: done. */
  give(callId: string, operatorId: string, liftPause: boolean): GiveRefusal | null {
    const { operators } = this.context
    const entry = this.find(callId)
    if (!entry) return 'callerGone'
    if (entry.status === 'offered') return 'callerOffered'
    const rests = ['paused', 'wrapUp'].includes(operators.stateOf(operatorId))
    if (rests && liftPause) {
      // Nobody else is to be offered to them in between.
      const release = this.hold()
      try {
        operators.endWrapUp(operatorId)
        operators.resume(operatorId)
        return this.handTo(entry, operatorId)
      } finally {
        release()
      }
    }
    return this.handTo(entry, operatorId)
  }
  /** Whoever turned a call down a moment ago is not offered the next one at once, but may take it. */
  private handTo(entry: QueueEntry, operatorId: string): GiveRefusal | null {
    const state = this.context.operators.stateOf(operatorId)
    if (state !== 'available') return refusalOfState[state]
    this.hand(entry, [operatorId])
    return null
  }

  position(entry: QueueEntry): number {
    return this.line(entry.queueId).position(entry)
  }
  waitingCount(queueId: string): number {
    return this.line(queueId).entries.length
  }
  stats(queueId: string): QueueStats {
    return this.line(queueId).stats
  }
  loggedIn(queueId: string): string[] {
    const found: string[] = []
    for (const id of this.context.office.config.operators.keys())
      if (this.context.operators.of(id).queues.includes(queueId)) found.push(id)
    return found
  }
  /** An operator left the queue: those waiting may be waiting for nobody. */
  operatorLeft(queueId: string): void {
    this.changed(queueId)
    if (this.context.office.config.queues.get(queueId)?.whenEmpty !== 'leave' || this.loggedIn(queueId).length > 0) return
    for (const entry of [...this.line(queueId).entries]) entry.empty?.()
  }

  /** Offers as long as someone waits whom someone free can serve. Called on every change; a call within itself runs it again. */
  match(): void {
    if (this.held > 0) return
    if (this.matching) {
      this.again = true
      return
    }
    this.matching = true
    try {
      do {
        this.again = false
        while (this.matchOne()) {
          // each round serves the first in line that can be served
        }
      } while (this.again)
    } finally {
      this.matching = false
    }
  }

  /** No offers until the function returned is called. */
  hold(): () => void {
    this.held++
    return () => {
      this.held--
      this.match()
    }
  }

  private matchOne(): boolean {
    const heads: QueueEntry[] = []
    for (const line of this.lines.values()) {
      const head = line.entries.length ? line.next() : undefined
      if (head) heads.push(head)
    }
    heads.sort(before)
    for (const head of heads) {
      const queue = this.context.office.config.queues.get(head.queueId)
      const preferred = head.prefers && this.context.operators.isFree(head.prefers) ? [head.prefers] : null
      const chosen = preferred ?? (queue ? this.choose(queue) : [])
      if (chosen.length === 0) continue
      this.hand(head, head.status === 'callback' ? chosen.slice(0, 1) : chosen)
      return true
    }
    return false
  }

  private choose(queue: Queue): string[] {
    const { operators, chance } = this.context
    const { config } = this.context.office
    const order: string[] = []
    const candidates = []
    for (const operator of config.operators.values()) {
      const membership = operator.queues.find((q) => q.queueId === queue.id)
      if (!membership) continue
      order.push(operator.id)
      const record = operators.of(operator.id)
      if (record.queues.includes(queue.id) && operators.isFree(operator.id))
        candidates.push({
          id: operator.id,
          penalty: membership.penalty,
          idleSince: record.lastCallEndedAt || record.since,
          callsToday: record.callsToday,
        })
    }
    return choose(queue.strategy, candidates, order, this.line(queue.id).lastServed, () => chance.next())
  }

  private hand(entry: QueueEntry, operatorIds: string[]): void {
    const line = this.line(entry.queueId)
    const last = operatorIds[operatorIds.length - 1]
    if (last && this.context.office.config.queues.get(entry.queueId)?.strategy === 'roundRobin') {
      line.lastServed = last
      this.context.journal.put(`served:${entry.queueId}`, last)
    }
    entry.status = 'offered'
    const reservation = this.context.operators.reserve(operatorIds, entry.callId)
    this.changed(entry.queueId)
    entry.offer(reservation)
  }

  changed(queueId: string): void {
    this.context.live.queueChanged(queueId)
  }

  // ── what consoles see ──────────────────────────────────────────────────────────────────────────────────────

  waitingView(queueId?: string): WaitingCaller[] {
    const lines = queueId === undefined ? [...this.lines.values()] : [this.lines.get(queueId)]
    return lines.flatMap((line) =>
      (line?.entries ?? []).map((w, i) => ({
        callId: w.callId,
        queueId: w.queueId,
        from: w.from,
        fromName: w.fromName,
        since: w.since,
        position: i + 1,
        priority: w.priority,
        status: w.status,
        path: [...w.path],
      })),
    )
  }
  queueView(queueId: string): QueueLive | null {
    const queue = this.context.office.config.queues.get(queueId)
    if (!queue) return null
    const line = this.line(queueId)
    const members = this.loggedIn(queueId)
    const waiting = line.entries.filter((entry) => !entry.test)
    return {
      queueId,
      name: queue.name,
      waiting: waiting.length,
      longestWaitSince: waiting.reduce<number | null>((min, w) => (min === null || w.since < min ? w.since : min), null),
      loggedIn: members.length,
      available: members.filter((id) => this.context.operators.stateOf(id) === 'available').length,
      ...line.stats.today(),
    }
  }
}
