// One call: the caller's channel, and the one place where its end reaches everything that waits on it. What it knows, where it
// stands, who deals with it and who talks with whom are parts of it.
import type { LiveCall, MonitorMode } from '../../../shared/domain/calls.ts'
import type { Language } from '../../../shared/domain/office.ts'
import { transferView } from '../../../shared/domain/transfer.ts'
import { type TraceArgs, type TraceType, traceOf } from '../../../shared/trace/event.ts'
import type { EndCause, JournalEntry } from '../ports.ts'
import { CallAssignment } from './callAssignment.ts'
import { CallEnded } from './callErrors.ts'
import { CallFacts } from './callFacts.ts'
import { CallLegs } from './callLegs.ts'
import { CallParts } from './callParts.ts'
import { CallStreams } from './callStreams.ts'
import type { ChannelOwner } from './channels.ts'
import type { CallContext, FoundContext, OfficeContext, PbxContext, RecordsContext, SoundContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { FlowPosition } from './flowPosition.ts'
import { Keys } from './keys.ts'
import type { LegOwner } from './leg.ts'

export type CallKind = JournalEntry['kind']

/** What a call begins with. */
export type CallStart = Pick<
  JournalEntry,
  'callId' | 'channelId' | 'kind' | 'from' | 'fromName' | 'to' | 'startedAt' | 'language'
> & { prefers?: string | null }

/** The caller's side: the channel, and whose phone it is. */
export type CallerSide = {
  id: string
  sipCallId: string | null
  extension: string | null
  onConsole?: boolean
  trunkId?: string | null
}

/** Ends the call, and does nothing before. */
const hangUpFlow = 'builtin:hangup'

/** How many of those who left a conversation of several consoles are told of. */
const departuresShown = 4

/** No more than a few playbacks wait on a channel at a time; then their names come round again. */
const playbacksNamed = 4

const playbackId = (callId: string, life: number, n: number) => `cb-p-${callId.slice('cb-'.length)}-${life}-${n}`

/** What a call's playbacks are called, so that a new host can stop what the old one left playing: Asterisk lists none. */
export const playbackIds = (callId: string, life: number): string[] =>
  Array.from({ length: playbacksNamed }, (_, n) => playbackId(callId, life, n))

export class Call implements ChannelOwner, LegOwner {
  readonly pbx: PbxContext
  readonly office: OfficeContext
  readonly sound: SoundContext
  readonly records: RecordsContext
  readonly found: FoundContext
  readonly id: string
  readonly kind: CallKind
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly startedAt: number
  readonly facts: CallFacts
  /** By a supervisor's extension: how they are on it. */
  readonly monitors = new Map<string, MonitorMode>()
  readonly position = new FlowPosition()
  readonly assignment: CallAssignment
  readonly legs: CallLegs
  readonly parts: CallParts
  readonly streams = new CallStreams()
  readonly keys: Keys
  private readonly observer: CallContext['observer']
  private side: Required<CallerSide>
  private takenAt: number | null = null
  private talking: Conversation | null = null
  /** Trace sequence number reached. */
  private seq = 0
  /** How often it was resumed. */
  private life = 0
  private input = false
  private playbacks = 0
  private gone: Error | null = null
  private controller: AbortController | null = null
  private readonly waiters = new Set<(why: Error) => void>()

  constructor(context: CallContext, start: CallStart) {
    this.pbx = context.pbx
    this.office = context.office
    this.sound = context.sound
    this.records = context.records
    this.found = context.found
    this.observer = context.observer
    this.id = start.callId
    this.side = { id: start.channelId, sipCallId: null, extension: null, onConsole: false, trunkId: null }
    this.kind = start.kind
    this.from = start.from
    this.fromName = start.fromName
    this.to = start.to
    this.startedAt = start.startedAt
    this.facts = new CallFacts(this, start.language)
    this.assignment = new CallAssignment(start.prefers ?? null)
    this.legs = new CallLegs(this.id, this.observer)
    this.parts = new CallParts(this)
    this.keys = new Keys(this.pbx.clock)
    this.pbx.channels.own(this.channelId, this)
  }

  // ── the channel ────────────────────────────────────────────────────────────────────────────────────────────

  /** The caller's channel; a recovered operator's may be another one than at the start. */
  get channelId(): string {
    return this.side.id
  }
  get sipCallId(): string | null {
    return this.side.sipCallId
  }
  /** Extension behind the caller's channel, for calls from our own phones. */
  get extension(): string | null {
    return this.side.extension
  }
  /** The caller's channel is a console's softphone. */
  get onConsole(): boolean {
    return this.side.onConsole
  }
  get trunkId(): string | null {
    return this.side.trunkId
  }
  get answeredAt(): number | null {
    return this.takenAt
  }
  get answered(): boolean {
    return this.takenAt !== null
  }
  /** The caller hears and is heard from `at` on. */
  markAnswered(at: number): void {
    this.takenAt ??= at
  }
  /** Who is at the caller's channel, where that is known later than the channel. */
  identify(side: Omit<Required<CallerSide>, 'id'>): void {
    this.side = { ...side, id: this.channelId }
  }
  /** Shows the caller's channel to consoles. */
  showCaller(): void {
    const { channelId, extension, sipCallId } = this
    this.legs.show({ channelId, role: 'caller', extension, sipCallId, state: 'up' })
  }
  /** Another channel takes the caller's place. */
  rebind({ id, sipCallId, extension, onConsole = false, trunkId = null }: CallerSide): void {
    this.pbx.channels.disown(this.channelId, this)
    this.legs.hide(this.channelId)
    this.side = { id, sipCallId, extension, onConsole, trunkId }
    this.pbx.channels.own(id, this)
    this.showCaller()
    // A host that restarts looks for the caller's channel.
    if (this.position.nodeId && !this.gone) this.records.journal.save(this.entry(this.position.nodeState))
  }

  digit(digit: string): void {
    if (!this.keys.press(digit)) return
    this.input = true
    this.streams.digit(digit)
  }
  held(held: boolean): void {
    this.talking?.heldBy(this.channelId, held)
  }
  transfer(to: string, toChannelId: string | null): void {
    this.referred(this.channelId, to, toChannelId)
  }
  /** The phone on a channel of the call asked for a transfer. */
  referred(channelId: string, to: string, toChannelId: string | null): void {
    if (this.talking) this.observer.referred(this.id, channelId, to, toChannelId)
  }
  ended(_cause: EndCause): void {
    if (this.talking?.callerLeft()) return
    this.end()
  }

  /** Whether a key was pressed since this was asked last. */
  takeInput(): boolean {
    const was = this.input
    this.input = false
    return was
  }
  /** Names the next playback to the caller. */
  nextPlayback(): string {
    return playbackId(this.id, this.life, this.playbacks++ % playbacksNamed)
  }

  // ── who talks with whom ────────────────────────────────────────────────────────────────────────────────────

  get conversation(): Conversation | null {
    return this.talking
  }
  converse(conversation: Conversation): void {
    this.talking = conversation
  }
  /** The conversation is over; another one stays. */
  fallSilent(conversation: Conversation): void {
    if (this.talking === conversation) this.talking = null
  }

  // ── its end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The caller is gone: everything that waits rejects with CallEnded. */
  end(): void {
    this.pbx.channels.disown(this.channelId, this)
    this.legs.hide(this.channelId)
    this.streams.end('callEnded')
    this.interrupt(new CallEnded())
  }
  get isGone(): boolean {
    return this.gone instanceof CallEnded
  }
  /** Something ended what ran: the caller's end, a redirect. */
  get isInterrupted(): boolean {
    return this.gone !== null
  }
  /** Ends whatever runs with `why`; a call that is gone stays gone. */
  interrupt(why: Error): void {
    if (this.isGone) return
    this.gone = why
    this.controller?.abort(why)
    for (const fail of [...this.waiters]) fail(why)
  }
  /** After an interruption that is not the end (a redirect), work goes on. */
  proceed(): void {
    if (this.isGone) return
    this.gone = null
    this.controller = null
  }
  /** Rejects when the call was interrupted. */
  check(): void {
    if (this.gone) throw this.gone
  }
  /** The call's own signal, for libraries that want one. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController()
      if (this.gone) this.controller.abort(this.gone)
    }
    return this.controller.signal
  }

  /**
   * Waits for something outside: `start` gets the two ways to settle and returns what releases it. The release runs exactly
   * once, whatever settles first: the thing itself, or the end of the call.
   */
  until<T>(start: (resolve: (value: T) => void, reject: (why: Error) => void) => () => void): Promise<T> {
    if (this.gone) return Promise.reject(this.gone)
    return new Promise<T>((resolve, reject) => {
      let release: (() => void) | null = null
      let settled = false
      const settle = (act: () => void) => {
        if (settled) return
        settled = true
        this.waiters.delete(fail)
        release?.()
        act()
      }
      const fail = (why: Error) => settle(() => reject(why))
      this.waiters.add(fail)
      const free = start((value) => settle(() => resolve(value)), fail)
      if (settled) free()
      else release = free
    })
  }

  /** Sleeps on the host's clock. */
  sleep(ms: number): Promise<void> {
    return this.until<void>((resolve) => {
      const timer = this.pbx.clock.after(ms, () => resolve())
      return () => timer.cancel()
    })
  }

  // ── what it knows ──────────────────────────────────────────────────────────────────────────────────────────

  get language(): Language {
    return this.facts.language
  }
  get variables(): Map<string, string> {
    return this.facts.variables
  }
  get read(): (name: string) => string {
    return this.facts.read
  }
  set(name: string, value: string): void {
    this.facts.set(name, value)
  }

  // ── who is told ────────────────────────────────────────────────────────────────────────────────────────────

  /** Records one step. `data` never holds a PIN. */
  trace<T extends TraceType>(type: T, ...[data]: TraceArgs<T>): void {
    const { nodeId } = this.position
    const event = traceOf(type, data ?? {}, {
      callId: this.id,
      seq: ++this.seq,
      at: this.pbx.clock.now(),
      ...(nodeId ? { node: nodeId } : {}),
    })
    this.records.callLog.trace(event)
    this.observer.traced(event)
  }
  changed(): void {
    this.observer.callChanged(this.id)
  }
  /** Writes down that it goes on at `to`. */
  planRedirect(to: string): void {
    this.observer.planRedirect(this.id, to)
  }

  /** As consoles see it. */
  view(): LiveCall {
    const { position, assignment } = this
    const { departed = [], ...talk } = this.talking?.view ?? { held: false, recording: false, recordingPaused: false }
    return {
      id: this.id,
      kind: this.kind,
      from: this.from,
      fromName: this.fromName,
      to: this.to,
      startedAt: this.startedAt,
      flowId: position.flowId,
      flowVersion: position.flowVersion,
      node: position.nodeId || null,
      nodeLabel: position.nodeLabel || null,
      queueId: assignment.queueId,
      operatorId: assignment.operatorId,
      ...talk,
      parked: assignment.parked,
      ...(assignment.handOver ? { transfer: transferView.parse(assignment.handOver) } : {}),
      ...(departed.length ? { departed: departed.slice(-departuresShown) } : {}),
      ...(this.monitors.size ? { monitors: [...this.monitors].map(([extension, mode]) => ({ extension, mode })) } : {}),
      legs: this.legs.all,
    }
  }

  // ── what a restarted host needs ────────────────────────────────────────────────────────────────────────────

  /** What a journal kept of it. `alive`: the channel is there still, and up. */
  restore(entry: JournalEntry, alive: boolean): void {
    this.position.restore(entry)
    this.assignment.inQueue(entry.queueId)
    this.assignment.handOn(entry.handOver)
    this.seq = entry.seq + 1000
    this.life = entry.life + 1
    // The journal is written as a node is entered; who was answered within it is up all the same.
    const at = entry.answeredAt ?? (alive ? this.pbx.clock.now() : null)
    if (at !== null) this.markAnswered(at)
    for (const [name, value] of Object.entries(entry.variables)) this.variables.set(name, value)
  }
  /** Its other party moved to another call: a host that restarts only hangs the caller up. */
  endAfterRestart(): void {
    const entry = { ...this.entry(null), flowId: hangUpFlow, flowVersion: 1, around: [], nodeId: 'hangup' }
    this.records.journal.save(entry)
  }
  /** The running node saves what it must remember. */
  checkpoint(state: unknown): void {
    this.position.save(state)
    this.records.journal.checkpoint(this.id, state, this.seq)
  }

  /** Written out field by field: it is made at every step of every call. */
  entry(state: unknown): JournalEntry {
    const { flowId, flowVersion, around, nodeId, visit, after } = this.position.journalled
    return {
      callId: this.id,
      channelId: this.channelId,
      kind: this.kind,
      from: this.from,
      fromName: this.fromName,
      to: this.to,
      startedAt: this.startedAt,
      language: this.language,
      flowId,
      flowVersion,
      around,
      nodeId,
      visit,
      after,
      streams: this.streams.requests,
      answeredAt: this.answeredAt,
      state,
      variables: Object.fromEntries(this.variables),
      seq: this.seq,
      handOver: this.assignment.handOver,
      queueId: this.assignment.queueId,
      life: this.life,
    }
  }
}
