// Operators: who is logged in where, and the one state that follows from everything known of each.

import { awayNow } from '../../../shared/domain/callHandling.ts'
import type { OperatorLive, OperatorState } from '../../../shared/domain/calls.ts'
import { dayOf } from '../../../shared/domain/days.ts'
import type { Operator, Queue } from '../../../shared/domain/office.ts'
import type { Ports } from '../ports.ts'
import { CampOns } from '../session/campOns.ts'
import type { Engagement, OfficeContext } from '../session/context.ts'
import { type OffHookLine, OperatorRecord, problemOf, type SavedOperator, savedState } from './operatorRecord.ts'
import { type OfferEnd, Reservation } from './reservation.ts'

type OperatorsContext = Pick<Ports, 'clock' | 'journal'> & {
  office: Pick<OfficeContext, 'config' | 'phones'>
  live: { operatorChanged(operatorId: string): void; queueChanged(queueId: string): void }
  /** Who talk on a call; undefined when it is over. */
  partiesOf(callId: string): { from: string; to: string; extension: string | null } | undefined
}

/** What others learn of operators. */
export type OperatorEvents = {
  /** The state is another one, or may be; `idle`: logged in and on no call. */
  changed?(operatorId: string, idle: boolean): void
  /** May have become free. */
  free?(operatorId: string): void
  /** Is not logged in to the queue any more. */
  left?(queueId: string): void
  /** The work after a call of the queue took so long. */
  wrappedUp?(queueId: string, ms: number): void
}

/** All operators: who is free for which queue, and every change told once. */
export class Operators {
  private readonly context: OperatorsContext
  private readonly records = new Map<string, OperatorRecord>()
  /** Channels of each extension's phones. */
  private readonly engaged = new Map<string, Map<string, Engagement>>()
  private readonly listeners = new Set<OperatorEvents>()
  /** Who waits for whom. */
  readonly campOns = new CampOns()
  /** What each is kept free for. */
  private readonly reservations = new Map<string, Reservation>()

  constructor(context: OperatorsContext) {
    this.context = context
  }

  /** Tells `listener` from here on; the function returned ends that. */
  listen(listener: OperatorEvents): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  private tell(run: (listener: OperatorEvents) => void): void {
    for (const listener of this.listeners) run(listener)
  }

  /** Reads what the journal kept; wrap-ups that ran out meanwhile are over. */
  restore(): void {
    for (const operator of this.context.office.config.operators.values()) {
      const kept = this.context.journal.get(`operator:${operator.id}`) as SavedOperator | undefined
      const record = this.record(operator.id)
      if (kept) Object.assign(record, kept)
      if (record.wrapUpUntil !== null) this.startWrapUp(record, record.wrapUpUntil)
      record.lastState = this.stateOf(record.id)
    }
  }

  /** What is known of an operator; only this class changes it. */
  of(id: string): Readonly<OperatorRecord> {
    return this.record(id)
  }
  private record(id: string): OperatorRecord {
    let record = this.records.get(id)
    if (!record) {
      record = new OperatorRecord(id)
      record.since = this.context.clock.now()
      this.records.set(id, record)
    }
    return record
  }
  configured(id: string): Operator | undefined {
    return this.context.office.config.operators.get(id)
  }
  /** Of the office, and those that were until now. */
  known(): Set<string> {
    return new Set([...this.context.office.config.operators.keys(), ...this.records.keys()])
  }
  byExtension(extension: string): Operator | undefined {
    for (const operator of this.context.office.config.operators.values()) if (operator.extension === extension) return operator
    return undefined
  }

  /** As whom that extension takes a queue’s call that rings at a colleague; null where nobody is logged in there. */
  takerAt(extension: string): { operatorId: string } | null {
    const operator = this.byExtension(extension)
    return operator && this.record(operator.id).queues.length > 0 ? { operatorId: operator.id } : null
  }

  // ── the state ──────────────────────────────────────────────────────────────────────────────────────────────

  stateOf(id: string): OperatorState {
    const record = this.record(id)
    const operator = this.configured(id)
    if (!operator || record.queues.length === 0) return 'offline'
    const phones = this.engagements(operator.extension)
    if (record.talkingIn !== null || phones.some((p) => p.state === 'up' && p.callId !== record.offHook?.callId)) return 'busy'
    if (record.reservedBy !== null || phones.some((p) => p.state === 'ringing')) return 'ringing'
    if (record.wrapUpUntil !== null) return 'wrapUp'
    // Nobody is to reach them: that their phone or their console is away meanwhile changes nothing.
    if (record.pausedFor !== null || record.doNotDisturb) return 'paused'
    if (problemOf(record, this.context.office.phones.of(operator.extension).length > 0)) return 'unreachable'
    return 'available'
  }

  isFree(id: string): boolean {
    if (this.campOns.at(this.configured(id)?.extension ?? '')) return false
    return this.stateOf(id) === 'available' && this.record(id).notBefore <= this.context.clock.now()
  }

  /** Something about the operator changed: keeps it, tells it, and looks for work if that made them free. */
  touch(id: string): void {
    const record = this.record(id)
    const state = this.stateOf(id)
    if (state !== record.lastState) {
      this.account(record)
      record.since = this.context.clock.now()
      record.lastState = state
      if (state !== 'busy' && state !== 'wrapUp') record.testing = false
    }
    this.context.journal.put(`operator:${id}`, savedState(record))
    const { queues } = record
    const idle = queues.length > 0 && state !== 'busy' && state !== 'ringing'
    this.tell((listener) => listener.changed?.(id, idle))
    this.context.live.operatorChanged(id)
    for (const queueId of queues) this.context.live.queueChanged(queueId)
    if (state === 'available') this.tell((listener) => listener.free?.(id))
  }

  /** The state that ends now counts for the occupancy of today. */
  private account(record: OperatorRecord): void {
    if (record.testing) return
    const today = this.today()
    if (record.worked !== today) Object.assign(record, { worked: today, busyMs: 0, availableMs: 0 })
    const ms = this.context.clock.now() - record.since
    if (record.lastState === 'busy' || record.lastState === 'wrapUp') record.busyMs += ms
    if (record.lastState === 'available') record.availableMs += ms
  }

  view(id: string): OperatorLive | null {
    const operator = this.configured(id)
    if (!operator) return null
    const record = this.record(id)
    const state = this.stateOf(id)
    const phones = this.engagements(operator.extension).filter((p) => p.callId !== record.offHook?.callId)
    const callId =
      phones.find((p) => p.state === 'up')?.callId ??
      phones[0]?.callId ??
      record.reservedBy ??
      record.talkingIn ??
      (state === 'wrapUp' ? record.wrapUpCall : null)
    const call = callId ? this.context.partiesOf(callId) : undefined
    const paused = state === 'paused'
    const reason =
      state === 'unreachable'
        ? problemOf(record, this.context.office.phones.of(operator.extension).length > 0)
        : paused
          ? (record.pausedFor ?? 'doNotDisturb')
          : null
    return {
      operatorId: id,
      name: operator.name,
      extension: operator.extension,
      state,
      since: paused ? record.pausedSince : record.since,
      reason,
      queues: record.queues,
      callId: callId ?? null,
      peer: call ? (call.extension === operator.extension ? call.to : call.from) : null,
      callsToday: record.day === this.today() ? record.callsToday : 0,
      busyMs: record.worked === this.today() ? record.busyMs : 0,
      availableMs: record.worked === this.today() ? record.availableMs : 0,
      wrapUpUntil: record.wrapUpUntil,
      offHook: record.offHook !== null,
      doNotDisturb: record.doNotDisturb,
      away: awayNow(this.context.office.config.handling.get(operator.extension), this.context.clock.now()),
      loggedOut: record.loggedOut,
    }
  }

  /** The operator's own line waits for callers; the function returned takes it away. */
  openLine(id: string, line: OffHookLine): () => void {
    const record = this.record(id)
    record.offHook = line
    return () => {
      if (record.offHook === line) record.offHook = null
    }
  }

  // ── what happens to them ───────────────────────────────────────────────────────────────────────────────────

  /** Logs in to the queues named, or to all of theirs. Returns the queues. */
  login(id: string, queues?: readonly string[]): string[] {
    const own = this.configured(id)?.queues.map((q) => q.queueId) ?? []
    const wanted = queues?.length ? own.filter((queueId) => queues.includes(queueId)) : own
    const record = this.record(id)
    record.queues = [...new Set([...record.queues, ...wanted])]
    record.missed = 0
    record.rejections = []
    record.pausedFor = null
    record.loggedOut = null
    this.touch(id)
    return wanted
  }
  /** `by`: somebody else, who is named to them until they log in. */
  logout(id: string, queues?: readonly string[], by?: { name: string; reason: string }): void {
    const record = this.record(id)
    if (by && record.queues.length > 0) record.loggedOut = { by: by.name, reason: by.reason, at: this.context.clock.now() }
    const left = queues?.length ? record.queues.filter((queueId) => queues.includes(queueId)) : record.queues
    record.queues = record.queues.filter((queueId) => !left.includes(queueId))
    if (record.queues.length === 0) {
      this.clearWrapUp(record)
      record.pausedFor = null
      this.reservations.get(id)?.withdraw(id)
    }
    this.touch(id)
    for (const queueId of left) this.tell((listener) => listener.left?.(queueId))
  }
  /** The pause lasts over calls and reloads; one for another reason begins anew. */
  pause(id: string, reason: string): void {
    const record = this.record(id)
    if (record.pausedFor !== reason) record.pausedSince = this.context.clock.now()
    record.pausedFor = reason
    this.touch(id)
  }
  /** Beside a pause, and without ending it: whoever is at lunch stays there. */
  doNotDisturb(id: string, on: boolean): void {
    const record = this.record(id)
    if (record.doNotDisturb === on) return
    record.doNotDisturb = on
    if (on && record.pausedFor === null) record.pausedSince = this.context.clock.now()
    this.touch(id)
  }
  /** Back from a pause, from Do Not Disturb, or from missed calls. */
  resume(id: string): void {
    const record = this.record(id)
    record.pausedFor = null
    record.doNotDisturb = false
    record.missed = 0
    record.rejections = []
    this.touch(id)
  }
  consoleProblem(id: string, problem: string | null): void {
    const record = this.record(id)
    if (record.consoleProblem === problem) return
    record.consoleProblem = problem
    this.touch(id)
  }
  /** A phone of the extension came or went. */
  phoneChanged(extension: string): void {
    const operator = this.byExtension(extension)
    if (operator) this.touch(operator.id)
  }

  /** Keeps them free for the call until the reservation says how that went. */
  reserve(operatorIds: readonly string[], callId: string): Reservation {
    const reservation = new Reservation(callId, operatorIds, (id, end) => this.reservationEnded(id, end))
    for (const id of operatorIds) {
      this.reservations.set(id, reservation)
      this.record(id).reservedBy = callId
      this.touch(id)
    }
    return reservation
  }
  private reservationEnded(id: string, end: OfferEnd): void {
    const record = this.record(id)
    record.reservedBy = null
    this.reservations.delete(id)
    if (end === 'missed') record.missed++
    if (end === 'rejected') this.coolDown(record)
    this.touch(id)
  }
  /** They turned a call of the queue down: who does so again and again is paused, by the queue's rule. */
  rejected(id: string, queue: Pick<Queue, 'rejectionsBeforePause' | 'rejectionsWithinSeconds'>): void {
    const record = this.record(id)
    const now = this.context.clock.now()
    const from = now - queue.rejectionsWithinSeconds * 1000
    record.rejections = [...record.rejections.filter((at) => at > from), now]
    const most = queue.rejectionsBeforePause
    if (most > 0 && record.rejections.length >= most && record.pausedFor === null) {
      record.rejections = []
      record.pausedFor = 'rejectedCalls'
      record.pausedSince = now
    }
    this.touch(id)
  }
  /** After a rejected call the same operator is not rung again at once. */
  private coolDown(record: OperatorRecord): void {
    const ms = 5000
    record.notBefore = this.context.clock.now() + ms
    record.coolDownTimer?.cancel()
    record.coolDownTimer = this.context.clock.after(ms, () => this.touch(record.id))
  }

  /** A conversation begins; `talked` ends it. */
  talking(id: string, callId: string, test = false): void {
    const record = this.record(id)
    record.talkingIn = callId
    record.testing = test
    this.touch(id)
  }
  /** They took the call and were gone before anybody was heard: a call they missed. */
  neverTalked(id: string, callId: string): void {
    const record = this.record(id)
    if (record.talkingIn === callId) record.talkingIn = null
    record.missed++
    this.touch(id)
  }
  /** The conversation is over: counts it and starts the wrap-up. */
  talked(id: string, callId: string, queue: { id: string; wrapUpSeconds: number }): void {
    const record = this.record(id)
    if (record.talkingIn === callId) record.talkingIn = null
    record.missed = 0
    record.rejections = []
    record.lastCallEndedAt = this.context.clock.now()
    if (!record.testing) this.count(record)
    record.wrapUpCall = callId
    if (queue.wrapUpSeconds > 0 && record.queues.length > 0) {
      record.wrapUpQueue = queue.id
      record.wrapUpFrom = this.context.clock.now()
      this.startWrapUp(record, record.wrapUpFrom + queue.wrapUpSeconds * 1000)
    }
    this.touch(id)
  }
  /** A call that a colleague handed to them is one of theirs today. */
  tookOver(id: string): void {
    this.count(this.record(id))
    this.touch(id)
  }
  private count(record: OperatorRecord): void {
    const today = this.today()
    record.callsToday = record.day === today ? record.callsToday + 1 : 1
    record.day = today
  }
  private startWrapUp(record: OperatorRecord, until: number): void {
    record.wrapUpTimer?.cancel()
    record.wrapUpUntil = until
    record.wrapUpTimer = this.context.clock.after(Math.max(0, until - this.context.clock.now()), () => this.endWrapUp(record.id))
  }
  endWrapUp(id: string): void {
    this.clearWrapUp(this.record(id))
    this.touch(id)
  }
  extendWrapUp(id: string, seconds: number): void {
    const record = this.record(id)
    if (record.wrapUpUntil === null) return
    this.startWrapUp(record, record.wrapUpUntil + seconds * 1000)
    this.touch(id)
  }
  private clearWrapUp(record: OperatorRecord): void {
    record.wrapUpTimer?.cancel()
    record.wrapUpTimer = null
    record.wrapUpUntil = null
    const { wrapUpQueue } = record
    record.wrapUpQueue = null
    if (wrapUpQueue === null || record.testing) return
    const ms = this.context.clock.now() - record.wrapUpFrom
    this.tell((listener) => listener.wrappedUp?.(wrapUpQueue, ms))
  }

  /** A phone of an extension rings, talks, or (null) is done. */
  engage(extension: string, channelId: string, engagement: Engagement | null): void {
    const phones = this.engaged.get(extension) ?? new Map<string, Engagement>()
    if (engagement) phones.set(channelId, engagement)
    else phones.delete(channelId)
    if (phones.size) this.engaged.set(extension, phones)
    else this.engaged.delete(extension)
    const operator = this.byExtension(extension)
    if (operator) this.touch(operator.id)
  }
  isEngaged(extension: string): boolean {
    return this.engaged.has(extension)
  }

  /** What its telephones do in calls. */
  engagements(extension: string): Engagement[] {
    return [...(this.engaged.get(extension)?.values() ?? [])]
  }

  private today(): string {
    return dayOf(this.context.clock.now(), this.context.office.config.settings.timeZone)
  }

  stop(): void {
    for (const record of this.records.values()) {
      record.wrapUpTimer?.cancel()
      record.coolDownTimer?.cancel()
    }
  }
}
