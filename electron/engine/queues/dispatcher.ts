// The dispatcher owns the live queues: who waits, in what order, and who is offered whom. Driven by events; nothing polls.
import type { QueueLive, WaitingCaller } from '../../../shared/domain/calls.ts'
import type { Queue } from '../../../shared/domain/office.ts'
import type { Exchange } from '../session/exchange.ts'
import { QueueStats } from './stats.ts'
import { choose } from './strategy.ts'

/** Someone in line: a caller, or the placeholder of one who will be called back. */
export type Waiter = {
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
  /** It is its turn; the operators are reserved for it. */
  offer(operatorIds: string[]): void
  /** Nobody is logged in any more. */
  empty?(): void
}

/** Highest priority first, then the longest wait. */
const before = (a: Waiter, b: Waiter): number => b.priority - a.priority || a.since - b.since || a.order - b.order

class Line {
  /** In line, in order; those being offered keep their place. */
  readonly waiters: Waiter[] = []
  readonly stats: QueueStats
  lastServed: string | null
  constructor(stats: QueueStats, lastServed: string | null) {
    this.stats = stats
    this.lastServed = lastServed
  }
  private index(waiter: Waiter): number {
    let low = 0
    let high = this.waiters.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(this.waiters[middle] as Waiter, waiter) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  add(waiter: Waiter): void {
    this.waiters.splice(this.index(waiter), 0, waiter)
  }
  remove(waiter: Waiter): boolean {
    let at = this.index(waiter)
    if (this.waiters[at] !== waiter) at = this.waiters.indexOf(waiter)
    if (at < 0) return false
    this.waiters.splice(at, 1)
    return true
  }
  position(waiter: Waiter): number {
    return this.index(waiter) + 1
  }
  /** The first who is not being offered to anyone. */
  next(): Waiter | undefined {
    return this.waiters.find((waiter) => waiter.status !== 'offered')
  }
}

export class Dispatcher {
  private readonly exchange: Exchange
  private readonly lines = new Map<string, Line>()
  private order = 0
  private matching = false
  private again = false
  private held = 0

  constructor(exchange: Exchange) {
    this.exchange = exchange
  }

  private line(queueId: string): Line {
    let line = this.lines.get(queueId)
    if (!line) {
      const { journal } = this.exchange
      line = new Line(new QueueStats(this.exchange, queueId), (journal.get(`served:${queueId}`) as string | undefined) ?? null)
      this.lines.set(queueId, line)
    }
    return line
  }

  /** A place in line that survives a restart when it is journalled. */
  nextOrder(): number {
    this.order = Math.max(this.order + 1, this.exchange.clock.now() * 1000)
    return this.order
  }

  enter(waiter: Waiter): void {
    this.line(waiter.queueId).add(waiter)
    this.changed(waiter.queueId)
    this.match()
  }
  /** Out of line: connected, gone, timed out. */
  leave(waiter: Waiter): void {
    if (!this.line(waiter.queueId).remove(waiter)) return
    this.changed(waiter.queueId)
  }
  /** Not answered: waits on at the same place. */
  back(waiter: Waiter, status: 'waiting' | 'callback' = 'waiting'): void {
    waiter.status = status
    this.changed(waiter.queueId)
    this.match()
  }
  /** In line again, before everyone else of its priority: the operator's console was lost in mid-call. */
  enterFirst(waiter: Waiter): void {
    waiter.since = Math.min(waiter.since, this.beforeAll(waiter.queueId))
    this.enter(waiter)
  }
  /** The `since` of whoever is to be served before everyone who waits now, of the same priority. */
  beforeAll(queueId: string): number {
    const since = this.line(queueId).waiters.map((waiter) => waiter.since)
    return Math.min(this.exchange.clock.now(), ...since.map((each) => each - 1))
  }
  move(callId: string, queueId: string): Waiter | null {
    const waiter = this.find(callId)
    if (!waiter || waiter.status === 'offered') return null
    this.leave(waiter)
    waiter.queueId = queueId
    this.enter(waiter)
    return waiter
  }
  find(callId: string): Waiter | null {
    for (const line of this.lines.values()) {
      const waiter = line.waiters.find((w) => w.callId === callId)
      if (waiter) return waiter
    }
    return null
  }
  /** A supervisor gives a waiting caller to an operator, out of turn. */
  give(callId: string, operatorId: string): boolean {
    const waiter = this.find(callId)
    if (!waiter || waiter.status === 'offered' || !this.exchange.operators.isFree(operatorId)) return false
    this.hand(waiter, [operatorId])
    return true
  }

  position(waiter: Waiter): number {
    return this.line(waiter.queueId).position(waiter)
  }
  waitingCount(queueId: string): number {
    return this.line(queueId).waiters.length
  }
  stats(queueId: string): QueueStats {
    return this.line(queueId).stats
  }
  loggedIn(queueId: string): string[] {
    const found: string[] = []
    for (const id of this.exchange.config.operators.keys())
      if (this.exchange.operators.record(id).queues.includes(queueId)) found.push(id)
    return found
  }
  /** An operator left the queue: those waiting may be waiting for nobody. */
  operatorLeft(queueId: string): void {
    this.changed(queueId)
    if (this.exchange.config.queues.get(queueId)?.whenEmpty !== 'leave' || this.loggedIn(queueId).length > 0) return
    for (const waiter of [...this.line(queueId).waiters]) waiter.empty?.()
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
    const heads: Waiter[] = []
    for (const line of this.lines.values()) {
      const head = line.waiters.length ? line.next() : undefined
      if (head) heads.push(head)
    }
    heads.sort(before)
    for (const head of heads) {
      const queue = this.exchange.config.queues.get(head.queueId)
      const preferred = head.prefers && this.exchange.operators.isFree(head.prefers) ? [head.prefers] : null
      const chosen = preferred ?? (queue ? this.choose(queue) : [])
      if (chosen.length === 0) continue
      this.hand(head, head.status === 'callback' ? chosen.slice(0, 1) : chosen)
      return true
    }
    return false
  }

  private choose(queue: Queue): string[] {
    const { operators, config, chance } = this.exchange
    const order: string[] = []
    const candidates = []
    for (const operator of config.operators.values()) {
      const membership = operator.queues.find((q) => q.queueId === queue.id)
      if (!membership) continue
      order.push(operator.id)
      const record = operators.record(operator.id)
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

  private hand(waiter: Waiter, operatorIds: string[]): void {
    const line = this.line(waiter.queueId)
    const last = operatorIds[operatorIds.length - 1]
    if (last && this.exchange.config.queues.get(waiter.queueId)?.strategy === 'roundRobin') {
      line.lastServed = last
      this.exchange.journal.put(`served:${waiter.queueId}`, last)
    }
    waiter.status = 'offered'
    for (const id of operatorIds) this.exchange.operators.reserve(id, waiter.callId)
    this.changed(waiter.queueId)
    waiter.offer(operatorIds)
  }

  changed(queueId: string): void {
    this.exchange.live.queueChanged(queueId)
  }

  // ── what consoles see ──────────────────────────────────────────────────────────────────────────────────────

  waitingView(queueId?: string): WaitingCaller[] {
    const lines = queueId === undefined ? [...this.lines.values()] : [this.lines.get(queueId)]
    return lines.flatMap((line) =>
      (line?.waiters ?? []).map((w, i) => ({
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
    const queue = this.exchange.config.queues.get(queueId)
    if (!queue) return null
    const line = this.line(queueId)
    const members = this.loggedIn(queueId)
    return {
      queueId,
      name: queue.name,
      waiting: line.waiters.length,
      longestWaitSince: line.waiters.reduce<number | null>((min, w) => (min === null || w.since < min ? w.since : min), null),
      loggedIn: members.length,
      available: members.filter((id) => this.exchange.operators.stateOf(id) === 'available').length,
      ...line.stats.today(),
    }
  }
}
