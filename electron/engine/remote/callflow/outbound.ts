// Sessions that an API request begins: the first leg is dialled before there is a call, and its end is told even when it never was one.
import { z } from 'zod'
import { type Backend, backendFlow } from '../../../../shared/domain/backend.ts'
import { DialError } from '../../../../shared/domain/dial.ts'
import { type Dialler, ringables } from '../../actions/destinations.ts'
import { byNextTrunk, trunkFault } from '../../actions/failover.ts'
import { EngineError } from '../../api.ts'
import type { ChannelInfo, EndCause, Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { ConfigurationError } from '../../session/callErrors.ts'
import type { ChannelOwner } from '../../session/channels.ts'
import type { OfficeContext, PbxContext } from '../../session/context.ts'
import { resultOf } from '../../session/leg.ts'
import { everyRingable, type Ringable } from '../../session/ringing.ts'
import type { Sessions } from '../../sessions.ts'
import { type ErrorCode, refusals } from './codes.ts'
import { type CallAction, type CallActionOf, type CallDocument, isProblem, readDocument } from './document.ts'
import { type Begun, beginVariable, noWayOut, whereTo } from './state.ts'
import { uuidOf } from './uuid.ts'
import { bodyContext, judgingOf, type LegRecord, type SessionStatus, type Summary, tellSummary } from './webhooks.ts'

export type Callflow = Extract<Backend, { kind: 'callActions' }>
export type Started =
  | { result: 'created'; sessionId: string; requestId: string; validUntil: string | null }
  | { result: 'refused'; code: number; message: string }

const ringSeconds = 60
const pendingKey = 'callflow.pending'

const statuses: Record<string, SessionStatus> = { busy: 'BUSY', rejected: 'BUSY', noAnswer: 'NO_ANSWER', failed: 'FAILED' }

const pendingLegs = z.record(
  z.string(),
  z.object({
    backendId: z.string(),
    clientRequestId: z.string().nullable().default(null),
    source: z.string(),
    destination: z.string(),
    at: z.number(),
  }),
)

type OutboundContext = Pick<Ports, 'journal' | 'outbox'> & {
  pbx: PbxContext
  office: OfficeContext
  calls: ReadonlyMap<string, Call>
  sessions: Sessions
}

/** Begins sessions by API, and sums up those whose first leg never was a call. */
export class OutboundCallflows {
  private readonly context: OutboundContext

  constructor(context: OutboundContext) {
    this.context = context
  }

  /** Judges the request and dials its first leg. Throws EngineError NOT_FOUND for an unknown subaccount, PBX_DOWN. */
  start(subAccountId: string, raw: unknown): Started {
    const { pbx, office } = this.context
    const backend = this.backend(subAccountId)
    const document = readDocument(raw, judgingOf('api', { clock: pbx.clock, config: office.config }))
    if (document === 'empty') return { result: 'refused', code: -1009, message: refusals[-1009] }
    if (isProblem(document)) return { result: 'refused', code: document.code, message: document.message }
    const [first, ...rest] = document.actions as [Extract<CallAction, { action: 'makeCall' }>, ...CallAction[]]
    const [sessionId, requestId] = [`cf-${pbx.chance.id()}`, `cfr-${pbx.chance.id()}`]
    this.dial(backend, { sessionId, params: first.params, rest: { ...document, actions: rest } })
    return { result: 'created', sessionId: uuidOf(sessionId), requestId: uuidOf(requestId), validUntil: document.validUntil }
  }

  /** First legs that were ringing when the host went: their sessions are summed up now. */
  restore(): void {
    const { office, journal, calls } = this.context
    const pending = pendingLegs.safeParse(journal.get(pendingKey) ?? {})
    journal.put(pendingKey, {})
    for (const [sessionId, one] of Object.entries(pending.data ?? {})) {
      const backend = office.config.backends.get(one.backendId)
      const running = [...calls.values()].some((call) => call.variables.get(beginVariable)?.includes(sessionId))
      if (backend?.kind !== 'callActions' || running) continue
      const a = this.leg(sessionId, one, one.at)
      this.sumUp(backend, { sessionId, clientRequestId: one.clientRequestId, a, status: 'FAILED', error: null })
    }
  }

  private backend(subAccountId: string): Callflow {
    const all = [...this.context.office.config.backends.values()].filter((b): b is Callflow => b.kind === 'callActions')
    const found = all.find((b) => b.subAccountId === subAccountId) ?? all.find((b) => b.id === subAccountId)
    if (!found) throw new EngineError('NOT_FOUND', 'There is no such subaccount.')
    return found
  }

  private leg(sessionId: string, params: { source: string; destination: string }, now: number): LegRecord {
    const { source, destination } = params
    const times = { initiatedAt: now, connectedAt: null, endedAt: null }
    return { callId: `${sessionId}-a`, direction: 'OUTBOUND', source, destination, status: 'FAILED', ...times, sipCode: 0 }
  }

  private dial(backend: Callflow, asked: { sessionId: string; params: CallActionOf<'makeCall'>; rest: CallDocument }): void {
    const { pbx, office } = this.context
    const { sessionId, params } = asked
    const { clientRequestId } = asked.rest
    const a = this.leg(sessionId, params, pbx.clock.now())
    const lost = (status: SessionStatus, sip: number, error: ErrorCode | null = null) =>
      this.sumUp(backend, {
        sessionId,
        clientRequestId,
        a: { ...a, sipCode: sip, endedAt: pbx.clock.now(), status },
        status: error === null ? status : 'ERROR',
        error,
      })
    const dialler: Dialler = {
      office,
      kind: 'return',
      extension: null,
      from: params.source,
      fromName: '',
      read: () => '',
      handOver: null,
      operatorId: null,
    }
    let ways: Ringable[]
    try {
      ways = ringables(dialler, whereTo(params.destination, office), params.source)
    } catch (error) {
      if (!(error instanceof DialError) && !(error instanceof ConfigurationError)) throw error
      pbx.log.warn('a call-action request was not dialled', { sessionId, error: error.message })
      lost('FAILED', 503, noWayOut(error))
      return
    }
    if (ways.length === 0) {
      lost('NO_ANSWER', 480)
      return
    }
    this.pending(sessionId, {
      backendId: backend.id,
      clientRequestId,
      source: params.source,
      destination: params.destination,
      at: a.initiatedAt,
    })
    const up = (channel: ChannelInfo) => {
      const now = pbx.clock.now()
      const leg: LegRecord = { ...a, status: 'COMPLETED', connectedAt: now, sipCode: 200 }
      const begun: Begun = { sessionId, document: asked.rest, a: leg, record: params.callRecording }
      this.begin(backend, channel, params, begun)
      this.pending(sessionId, null)
    }
    const gone = (cause: EndCause) => lost(statuses[resultOf(cause)] ?? 'FAILED', cause.sip ?? 480)
    pbx.background(this.ringAll(sessionId, ways, up, gone))
  }

  /** Rings every telephone of the one who is called. `gone`: nobody answered; the cause is that of the last to give up. */
  private async ringAll(
    sessionId: string,
    ways: readonly Ringable[],
    up: (channel: ChannelInfo) => void,
    gone: (cause: EndCause) => void,
  ): Promise<void> {
    const { pbx, office } = this.context
    for (const { country } of ways) if (country !== undefined) office.limits.made(country)
    const ringables = await everyRingable(pbx, ways, null)
    const open = new Map<string, ChannelOwner & { way: Ringable; rang: boolean }>()
    const letGo = (channelId: string) => {
      const owner = open.get(channelId)
      if (owner) pbx.channels.disown(channelId, owner)
      return open.delete(channelId)
    }
    const over = (channelId: string, cause: EndCause) => {
      const leg = open.get(channelId)
      if (!leg || !letGo(channelId)) return
      const next = trunkFault(cause, leg.rang) ? byNextTrunk(leg.way) : null
      if (next) this.ring(sessionId, { way: next, channelId: own(next) }, over)
      else if (open.size === 0) gone(cause)
    }
    const taken = (channel: ChannelInfo) => {
      if (!letGo(channel.id)) return
      for (const other of [...open.keys()]) {
        letGo(other)
        this.stop(other)
      }
      up(channel)
    }
    const own = (way: Ringable): string => {
      const channelId = `cb-${pbx.chance.id()}`
      const owner = {
        way,
        rang: false,
        trunkId: way.to.kind === 'trunk' ? way.to.trunkId : null,
        entered: taken,
        ended: (cause: EndCause) => over(channelId, cause),
        ringing: () => {
          owner.rang = true
        },
      }
      open.set(channelId, owner)
      pbx.channels.own(channelId, owner)
      return channelId
    }
    const legs = ringables.map((way) => ({ way, channelId: own(way) }))
    for (const leg of legs) this.ring(sessionId, leg, over)
  }

  private stop(channelId: string): void {
    const { telephony, log } = this.context.pbx
    telephony
      .hangup(channelId, 'answeredElsewhere')
      .catch((error: unknown) => log.warn('a phone was not stopped', { error: String(error) }))
  }

  private begin(backend: Callflow, channel: ChannelInfo, params: CallActionOf<'makeCall'>, begun: Begun): void {
    this.context.sessions.begin(channel, {
      kind: 'return',
      flowId: backendFlow(backend),
      from: params.source,
      fromName: '',
      to: params.destination,
      extension: null,
      answered: true,
      variables: { [beginVariable]: JSON.stringify(begun) },
    })
  }

  private ring(
    sessionId: string,
    { way: { to, callerId }, channelId }: { way: Ringable; channelId: string },
    over: (channelId: string, cause: EndCause) => void,
  ): void {
    const { telephony, log } = this.context.pbx
    telephony
      .originate({ channelId, to, callerId, timeoutSeconds: ringSeconds, callId: sessionId, role: 'callflow', ownCall: true })
      .catch((error: unknown) => {
        log.warn('a call-action request was not dialled', { sessionId, error: String(error) })
        over(channelId, { cause: 34, sip: 503 })
      })
  }

  private pending(sessionId: string, one: z.infer<typeof pendingLegs>[string] | null): void {
    const { journal } = this.context
    const all = pendingLegs.safeParse(journal.get(pendingKey) ?? {}).data ?? {}
    if (one) all[sessionId] = one
    else delete all[sessionId]
    journal.put(pendingKey, all)
  }

  private sumUp(backend: Callflow, given: Pick<Summary, 'sessionId' | 'clientRequestId' | 'a' | 'status' | 'error'>): void {
    const now = this.context.pbx.clock.now()
    tellSummary({ ...bodyContext(this.context), outbox: this.context.outbox }, backend, {
      ...given,
      startedAt: given.a.initiatedAt,
      endedAt: now,
      b: null,
      lastAction: 'MAKE_CALL',
    })
    this.pending(given.sessionId, null)
  }
}
