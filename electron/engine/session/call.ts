// One call: the caller's channel, what it knows, and the one place where its end reaches everything that waits on it.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { type HandOver, transferView } from '../../../shared/domain/handover.ts'
import type { Language } from '../../../shared/domain/office.ts'
import type { CallOutcome } from '../../../shared/domain/outcome.ts'
import { type TraceArgs, type TraceType, traceOf } from '../../../shared/trace/event.ts'
import type { ChannelInfo, EndCause, JournalEntry } from '../ports.ts'
import type { AudioStream } from './audioStream.ts'
import type { ChannelOwner } from './channels.ts'
import { CallEnded } from './ends.ts'
import type { Exchange } from './exchange.ts'
import { onRefer } from './handover.ts'
import { Keys } from './keys.ts'
import type { Leg } from './leg.ts'
import type { Talk } from './talk.ts'

export type CallKind = JournalEntry['kind']

type LegView = LiveCall['legs'][number]

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

export class Call implements ChannelOwner {
  readonly exchange: Exchange
  readonly id: string
  readonly kind: CallKind
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly startedAt: number
  /** The caller's channel; a recovered operator's may be another one than at the start. */
  channelId: string
  sipCallId: string | null = null
  /** Extension behind the caller's channel, for calls from our own phones. */
  extension: string | null = null
  /** The caller's channel is a console's softphone. */
  onConsole = false
  language: Language
  answered = false
  answeredAt: number | null = null
  flowId = ''
  flowVersion = 0
  /** The flows around the one that runs, outermost first, and the nodes that lead into the next. */
  around: JournalEntry['around'] = []
  nodeId = ''
  nodeLabel = ''
  visit = 0
  seq = 0
  after = false
  /** How often it was resumed. */
  life = 0
  /** Names of the nodes the caller came by; the last 20. */
  readonly path: string[] = []
  readonly variables = new Map<string, string>()
  /** Audio streams that run beside the call, by name. */
  readonly streams = new Map<string, AudioStream>()
  readonly keys: Keys
  talk: Talk | null = null
  queueId: string | null = null
  operatorId: string | null = null
  /** The operator a test call is for. */
  prefers: string | null = null
  outcome: CallOutcome | null = null
  /** Where it is being handed on to, until somebody answers. */
  handOver: HandOver | null = null
  /** The phone that handed it on and waits to be told how it went. */
  transferor: Leg | null = null
  /** What the running node saved last. */
  nodeState: unknown = null
  /** Where it waits, as consoles see it. */
  parked: LiveCall['parked'] = null
  /** Input since the last look of the interpreter's guard. */
  heardInput = false
  readonly legs = new Map<string, LegView>()
  private playbacks = 0
  private gone: Error | null = null
  private controller: AbortController | null = null
  private readonly waiters = new Set<(why: Error) => void>()

  constructor(
    exchange: Exchange,
    start: Pick<JournalEntry, 'callId' | 'channelId' | 'kind' | 'from' | 'fromName' | 'to' | 'startedAt' | 'language'>,
  ) {
    this.exchange = exchange
    this.id = start.callId
    this.channelId = start.channelId
    this.kind = start.kind
    this.from = start.from
    this.fromName = start.fromName
    this.to = start.to
    this.startedAt = start.startedAt
    this.language = start.language
    this.keys = new Keys(exchange.clock)
    exchange.channels.own(this.channelId, this)
    exchange.calls.set(this.id, this)
  }

  // ── the channel ────────────────────────────────────────────────────────────────────────────────────────────

  digit(digit: string): void {
    if (!this.keys.press(digit)) return
    this.heardInput = true
    for (const stream of this.streams.values()) stream.digit(digit)
  }
  held(held: boolean): void {
    this.talk?.heldBy(this.channelId, held)
  }
  transfer(to: string, toChannelId: string | null): void {
    if (this.talk) onRefer(this.talk, 'caller', to, toChannelId)
  }
  ended(_cause: EndCause): void {
    if (this.talk?.callerLeft()) return
    this.end()
  }
  /** Another channel of the same person takes the caller's place. */
  rebind(channel: Pick<ChannelInfo, 'id' | 'sipCallId'>, onConsole = false): void {
    this.onConsole = onConsole
    this.exchange.channels.disown(this.channelId, this)
    this.hideLeg(this.channelId)
    this.channelId = channel.id
    this.sipCallId = channel.sipCallId
    this.exchange.channels.own(channel.id, this)
    this.showLeg(channel.id, 'caller', this.extension, channel.sipCallId, 'up')
    // A host that starts anew looks for the caller's channel.
    if (this.nodeId && !this.gone) this.exchange.journal.save(this.entry(this.nodeState))
  }

  /** Names the next playback to the caller. */
  nextPlayback(): string {
    return playbackId(this.id, this.life, this.playbacks++ % playbacksNamed)
  }

  // ── its end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The caller is gone: everything that waits rejects with CallEnded. */
  end(): void {
    this.exchange.channels.disown(this.channelId, this)
    this.hideLeg(this.channelId)
    for (const stream of [...this.streams.values()]) stream.end('callEnded')
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
      const timer = this.exchange.clock.after(ms, () => resolve())
      return () => timer.cancel()
    })
  }

  // ── what it knows ──────────────────────────────────────────────────────────────────────────────────────────

  /** A variable's value; unknown names are empty. */
  readonly read = (name: string): string => {
    switch (name) {
      case 'call.id':
        return this.id
      case 'call.from':
        return this.from
      case 'call.fromName':
        return this.fromName
      case 'call.to':
        return this.to
      case 'call.startedAt':
        return new Date(this.startedAt).toISOString()
      case 'call.language':
        return this.language
      default:
        return this.variables.get(name) ?? ''
    }
  }
  set(name: string, value: string): void {
    if (name === 'call.language') this.language = value as Language
    else this.variables.set(name, value)
  }

  /** Records one step. `data` never holds a PIN. */
  trace<T extends TraceType>(type: T, ...[data]: TraceArgs<T>): void {
    const event = traceOf(type, data ?? {}, {
      callId: this.id,
      seq: ++this.seq,
      at: this.exchange.clock.now(),
      ...(this.nodeId ? { node: this.nodeId } : {}),
    })
    this.exchange.callLog.trace(event)
    this.exchange.live.traced(event)
  }

  showLeg(channelId: string, role: string, extension: string | null, sipCallId: string | null, state: 'ringing' | 'up'): void {
    this.legs.set(channelId, { channelId, role, extension, sipCallId, state })
    if (extension) this.exchange.operators.engage(extension, channelId, { callId: this.id, state })
    this.changed()
  }
  hideLeg(channelId: string): void {
    const leg = this.legs.get(channelId)
    if (!leg) return
    this.legs.delete(channelId)
    if (leg.extension) this.exchange.operators.engage(leg.extension, channelId, null)
    this.changed()
  }
  changed(): void {
    this.exchange.live.callChanged(this)
  }

  /** As consoles see it. */
  view(): LiveCall {
    const parties = this.talk?.others.parties
    const departed = this.talk?.others.departed ?? []
    return {
      id: this.id,
      kind: this.kind,
      from: this.from,
      fromName: this.fromName,
      to: this.to,
      startedAt: this.startedAt,
      flowId: this.flowId,
      flowVersion: this.flowVersion,
      node: this.nodeId || null,
      nodeLabel: this.nodeLabel || null,
      queueId: this.queueId,
      operatorId: this.operatorId,
      held: this.talk?.held ?? false,
      recording: this.talk?.recording ?? false,
      recordingPaused: this.talk?.recordingPaused ?? false,
      parked: this.parked,
      ...(this.handOver ? { transfer: transferView.parse(this.handOver) } : {}),
      ...(parties ? { parties } : {}),
      ...(departed.length ? { departed: departed.slice(-departuresShown) } : {}),
      legs: [...this.legs.values()],
    }
  }

  /** The caller's side as whoever a number is dialled for. */
  dialler() {
    const { exchange, kind, extension, from, fromName, read, handOver, operatorId } = this
    return { exchange, kind, extension, from, fromName, read, handOver, operatorId }
  }
  /** Its other party was given to another call: a host that starts anew is to hang the caller up, and nothing else. */
  endAfterRestart(): void {
    this.exchange.journal.save({ ...this.entry(null), flowId: hangUpFlow, flowVersion: 1, around: [], nodeId: 'hangup' })
  }

  entry(state: unknown): JournalEntry {
    return {
      callId: this.id,
      channelId: this.channelId,
      kind: this.kind,
      flowId: this.flowId,
      flowVersion: this.flowVersion,
      around: this.around,
      streams: [...this.streams.values()].map(({ request }) => request),
      from: this.from,
      fromName: this.fromName,
      to: this.to,
      startedAt: this.startedAt,
      answeredAt: this.answeredAt,
      language: this.language,
      nodeId: this.nodeId,
      visit: this.visit,
      state,
      variables: Object.fromEntries(this.variables),
      seq: this.seq,
      after: this.after,
      handOver: this.handOver,
      queueId: this.queueId,
      life: this.life,
    }
  }
}
