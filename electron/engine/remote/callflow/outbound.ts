// Sessions that an API request begins: the first leg is dialled before there is a call, and its end is told even when it never was one.
import { z } from 'zod'
import { type Backend, backendFlow } from '../../../../shared/domain/backend.ts'
import { DialError } from '../../../../shared/domain/dial.ts'
import { type Dialler, ringables } from '../../actions/destinations.ts'
import { EngineError } from '../../api.ts'
import type { ChannelInfo, EndCause, Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { ConfigurationError } from '../../session/callErrors.ts'
import type { ChannelOwner } from '../../session/channels.ts'
import type { OfficeContext, PbxContext } from '../../session/context.ts'
import { resultOf } from '../../session/leg.ts'
import type { Ringable } from '../../session/ringing.ts'
import type { Sessions } from '../../sessions.ts'
import { type ErrorCode, refusals } from './codes.ts'
import { type CallAction, type CallActionOf, type CallDocument, isProblem, readDocument } from './document.ts'
import { type Begun, beginVariable, noWayOut, whereTo } from './state.ts'
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
    return { result: 'created', sessionId, requestId, validUntil: document.validUntil }
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
    const [way] = ways
    if (!way) {
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
    this.ring(
      sessionId,
      way,
      (channel) => {
        const now = pbx.clock.now()
        const leg: LegRecord = { ...a, status: 'COMPLETED', connectedAt: now, sipCode: 200 }
        const begun: Begun = { sessionId, document: asked.rest, a: leg, record: params.callRecording }
        this.begin(backend, channel, params, begun)
        this.pending(sessionId, null)
      },
      (cause) => {
        const result = resultOf(cause)
        lost(statuses[result] ?? 'FAILED', cause.sip ?? 480)
      },
    )
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

  private ring(sessionId: string, way: Ringable, up: (channel: ChannelInfo) => void, gone: (cause: EndCause) => void): void {
    const { channels, telephony, chance, log } = this.context.pbx
    const channelId = `cb-${chance.id()}`
    const end = (cause: EndCause) => {
      channels.disown(channelId, owner)
      gone(cause)
    }
    const owner: ChannelOwner = {
      entered: (channel) => {
        channels.disown(channelId, owner)
        up(channel)
      },
      ended: end,
    }
    channels.own(channelId, owner)
    if (way.country !== undefined) this.context.office.limits.made(way.country)
    telephony
      .originate({
        channelId,
        to: way.to,
        callerId: way.callerId,
        timeoutSeconds: ringSeconds,
        callId: sessionId,
        role: 'callflow',
        ownCall: true,
      })
      .catch((error: unknown) => {
        if (channels.owner(channelId) !== owner) return
        log.warn('a call-action request was not dialled', { sessionId, error: String(error) })
        end({ cause: 34, sip: 503 })
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
