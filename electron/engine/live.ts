// The live feed: what changed since the last frame, numbered, kept for a while so that a console that comes back misses nothing.

import type { Alert, LiveChange, LiveEvent } from '../../shared/contract/live.ts'
import type { Callback, LiveSnapshot, Voicemail } from '../../shared/domain/calls.ts'
import type { HealthProblem } from '../../shared/domain/health.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import type { LiveApi } from './api.ts'
import type { Clock, Timer } from './ports.ts'

/** Changes are sent at most once a frame. */
const frameMs = 16
/** Events kept for consoles that reconnect. */
const bufferedEvents = 500

/** Where the hub reads the present state from, when it has to tell it. */
export type LiveSources = {
  operators(): LiveSnapshot['operators']
  operator(id: string): LiveSnapshot['operators'][number] | null
  queues(): LiveSnapshot['queues']
  queue(id: string): LiveSnapshot['queues'][number] | null
  waiting(queueId?: string): LiveSnapshot['waiting']
  calls(): LiveSnapshot['calls']
  call(id: string): LiveSnapshot['calls'][number] | null
  connected(): boolean
}

type Follower = (event: LiveEvent) => void

export class LiveHub implements LiveApi {
  readonly epoch: string
  private readonly clock: Clock
  private sources: LiveSources | null = null
  private seq = 0
  private readonly followers = new Set<Follower>()
  private kept: LiveEvent[] = []
  private problems: HealthProblem[] = []
  private recoveredCount = 0
  private configRevision = 0
  private frame: Timer | null = null
  private readonly dirty = {
    operators: new Set<string>(),
    queues: new Set<string>(),
    waiting: new Set<string>(),
    calls: new Set<string>(),
  }
  private readonly gone = new Map<string, LiveChange>()
  private readonly told: LiveChange[] = []
  /** Waiting callers as last told, by queue: only differences go out. */
  private readonly lastWaiting = new Map<string, Map<string, string>>()

  constructor(clock: Clock, epoch: string) {
    this.clock = clock
    this.epoch = epoch
  }

  connect(sources: LiveSources): void {
    this.sources = sources
  }

  follow(from: { since?: number; epoch?: string }, listener: Follower): () => void {
    this.flush()
    this.followers.add(listener)
    const first = this.kept[0]?.seq
    const resumable =
      from.since !== undefined &&
      from.epoch === this.epoch &&
      (from.since === this.seq || (first !== undefined && from.since >= first - 1 && from.since <= this.seq))
    if (resumable) for (const event of this.kept.filter((e) => e.seq > (from.since ?? 0))) listener(event)
    else listener(this.snapshot())
    return () => {
      this.followers.delete(listener)
    }
  }
  get followerCount(): number {
    return this.followers.size
  }

  private snapshot(): LiveEvent {
    const s = this.sources
    const snapshot = s
      ? { operators: s.operators(), queues: s.queues(), waiting: s.waiting(), calls: s.calls() }
      : { operators: [], queues: [], waiting: [], calls: [] }
    this.remember(snapshot.waiting)
    return {
      type: 'snapshot',
      seq: this.seq,
      at: this.clock.now(),
      snapshot,
      pbxConnected: s?.connected() ?? false,
      problems: this.problems,
      recovered: this.recoveredCount,
      configRevision: this.configRevision,
    }
  }
  private remember(waiting: LiveSnapshot['waiting']): void {
    this.lastWaiting.clear()
    for (const caller of waiting) {
      const queue = this.lastWaiting.get(caller.queueId) ?? this.lastWaiting.set(caller.queueId, new Map()).get(caller.queueId)
      queue?.set(caller.callId, JSON.stringify(caller))
    }
  }

  // ── what changed ───────────────────────────────────────────────────────────────────────────────────────────

  operatorChanged(id: string): void {
    if (this.isUnseen()) return
    this.dirty.operators.add(id)
    this.wake()
  }
  queueChanged(id: string): void {
    if (this.isUnseen()) return
    this.dirty.queues.add(id)
    this.dirty.waiting.add(id)
    this.wake()
  }
  callChanged(id: string): void {
    if (this.isUnseen()) return
    this.dirty.calls.add(id)
    this.wake()
  }
  callGone(id: string): void {
    if (this.isUnseen()) return
    this.dirty.calls.delete(id)
    this.gone.set(`call:${id}`, { kind: 'callGone', id })
    this.wake()
  }
  callback(value: Callback): void {
    this.tell({ kind: 'callback', value })
  }
  voicemail(value: Voicemail): void {
    this.tell({ kind: 'voicemail', value })
  }
  voicemailGone(id: string): void {
    this.tell({ kind: 'voicemailGone', id })
  }
  noted(callId: string): void {
    this.tell({ kind: 'noted', callId })
  }
  alert(value: Alert): void {
    this.tell({ kind: 'alert', value })
  }
  /** One step of a running call. */
  traced(value: TraceEvent): void {
    this.tell({ kind: 'trace', value })
  }
  /** Somebody changed the configuration: which kind of thing, and which one. */
  configured(entity: string, id: string): void {
    this.tell({ kind: 'config', entity, id, revision: ++this.configRevision })
  }
  /** What is wrong with the host itself. */
  health(problems: HealthProblem[]): void {
    this.problems = problems
    this.tell({ kind: 'health', problems })
  }
  /** How many recovered recordings wait for somebody. */
  recovered(count: number): void {
    if (count === this.recoveredCount) return
    this.recoveredCount = count
    this.tell({ kind: 'recovered', count })
  }
  pbx(connected: boolean): void {
    this.tell({ kind: 'pbx', connected })
  }
  private tell(change: LiveChange): void {
    if (this.isUnseen()) return
    this.told.push(change)
    this.wake()
  }

  /** Nobody looks and nobody can resume: the next follower gets a snapshot, and the change is only counted. */
  private isUnseen(): boolean {
    const unseen = this.followers.size === 0 && this.kept.length === 0
    if (unseen) this.seq++
    return unseen
  }

  private wake(): void {
    this.frame ??= this.clock.after(frameMs, () => this.flush())
  }

  /** Sends what has gathered. */
  flush(): void {
    this.frame?.cancel()
    this.frame = null
    const changes = this.collect()
    if (changes.length === 0) return
    const event: LiveEvent = { type: 'changes', seq: ++this.seq, at: this.clock.now(), changes }
    this.kept.push(event)
    if (this.kept.length > bufferedEvents) this.kept = this.kept.slice(-bufferedEvents / 2)
    for (const follower of [...this.followers]) follower(event)
  }

  private collect(): LiveChange[] {
    const s = this.sources
    if (!s) return []
    const changes: LiveChange[] = []
    for (const id of this.dirty.operators) {
      const value = s.operator(id)
      changes.push(value ? { kind: 'operator', value } : { kind: 'operatorGone', id })
    }
    for (const id of this.dirty.queues) {
      const value = s.queue(id)
      changes.push(value ? { kind: 'queue', value } : { kind: 'queueGone', id })
    }
    for (const id of this.dirty.waiting) changes.push(...this.waitingChanges(id, s.waiting(id)))
    for (const id of this.dirty.calls) {
      const value = s.call(id)
      if (value) changes.push({ kind: 'call', value })
    }
    // A call's last steps come before the word that it is gone.
    changes.push(...this.told, ...this.gone.values())
    this.clear()
    return changes
  }
  private waitingChanges(queueId: string, now: LiveSnapshot['waiting']): LiveChange[] {
    const before = this.lastWaiting.get(queueId) ?? new Map<string, string>()
    const after = new Map<string, string>()
    const changes: LiveChange[] = []
    for (const value of now) {
      const text = JSON.stringify(value)
      after.set(value.callId, text)
      if (before.get(value.callId) !== text) changes.push({ kind: 'waiting', value })
    }
    for (const callId of before.keys()) if (!after.has(callId)) changes.push({ kind: 'waitingGone', callId })
    this.lastWaiting.set(queueId, after)
    return changes
  }
  private clear(): void {
    for (const set of Object.values(this.dirty)) set.clear()
    this.gone.clear()
    this.told.length = 0
  }

  stop(): void {
    this.frame?.cancel()
    this.frame = null
    this.followers.clear()
    this.kept = []
  }
}
