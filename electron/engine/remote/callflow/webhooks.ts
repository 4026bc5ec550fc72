// What a call-action backend is told: VCAs, whose answers are the next document, and the session's summary from the durable outbox.

import type { CallActionSettings } from '../../../../shared/domain/backend.ts'
import { countryOf } from '../../../../shared/domain/dial.ts'
import type { Http, HttpAnswer, Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import type { OfficeContext } from '../../session/context.ts'
import { backendOf } from '../backendOf.ts'
import { sentTo } from '../sentTo.ts'
import { waitFor } from '../sound.ts'
import { type ErrorCode, failures, refusals } from './codes.ts'
import { type CallDocument, isProblem, type Judging, readDocument } from './document.ts'
import { referenceOf, writtenInFull } from './numbers.ts'
import type { CallQuality } from './quality.ts'
import { uuidOf } from './uuid.ts'

export const timeoutMs = 10_000
const attempts = 3
const pauseMs = 1000
export const answerBytes = 256 * 1024

export type LastAction = 'MAKE_CALL' | 'SAY' | 'PLAY_FILE' | 'SAY_AND_CAPTURE' | 'HANGUP'
export type SessionStatus = 'COMPLETED' | 'BUSY' | 'NO_ANSWER' | 'FAILED' | 'CANCELED' | 'ERROR'

/** One leg as the webhooks tell of it; times are epoch ms. */
export type LegRecord = {
  callId: string
  direction: 'INBOUND' | 'OUTBOUND'
  source: string
  destination: string
  status: SessionStatus
  initiatedAt: number
  connectedAt: number | null
  endedAt: number | null
  sipCode: number
  /** As it was last read; absent: never. */
  quality?: CallQuality | undefined
}

export type Summary = {
  sessionId: string
  /** The sender's own name for the request that began it. */
  clientRequestId: string | null
  status: SessionStatus
  startedAt: number
  endedAt: number
  a: LegRecord
  b: LegRecord | null
  lastAction: LastAction | null
  error: ErrorCode | null
}

const iso = (at: number): string => new Date(at).toISOString()
/** Of a summary: whole seconds. */
const isoSeconds = (at: number): string => iso(at).replace(/\.\d+Z$/, 'Z')
const seconds = (from: number | null, to: number): number => (from === null ? 0 : Math.max(0, Math.round((to - from) / 1000)))

/** What the bodies are made with. */
type BodyContext = Pick<Ports, 'clock' | 'chance'> & Pick<OfficeContext, 'config'>

/** The same, of a call. */
export const bodyContext = ({ pbx, office }: Pick<Call, 'pbx' | 'office'>): BodyContext => ({
  clock: pbx.clock,
  chance: pbx.chance,
  config: office.config,
})

const parties = ({ config }: BodyContext, { direction, source, destination }: LegRecord) => {
  const { country } = config.settings
  const otherSide = direction === 'INBOUND' ? source : destination
  return {
    callType: config.extensions.has(otherSide) ? 'VOIP' : 'PSTN',
    source: writtenInFull(source, config),
    destination: writtenInFull(destination, config),
    sourceFormat: 'MSISDN',
    destinationFormat: 'MSISDN',
    sourceCountryCode: countryOf(source, country),
    destinationCountryCode: countryOf(destination, country),
  }
}

/** The office's own number on the leg: who calls with it, or what was called. */
const references = ({ config }: BodyContext, settings: CallActionSettings, { direction, source, destination }: LegRecord) =>
  direction === 'OUTBOUND'
    ? { sourceRefId: referenceOf(source, settings, config) }
    : { destinationRefId: referenceOf(destination, settings, config) }

/** What a document of the office's backends is judged by. */
export const judgingOf = (from: Judging['from'], { clock, config }: Pick<BodyContext, 'clock' | 'config'>): Judging => ({
  from,
  now: clock.now(),
  profiles: config.speech.profiles,
})

export type Vca = { callStatus: 'CALL_RECEIVED' | 'ACTION_COMPLETED'; digits: string | null; clientActionId: string | null }

/** The backend's next document, `empty`, or why there is none. Rejects only when the call ends. */
export async function askNext(
  call: Call,
  http: Http,
  settings: CallActionSettings,
  session: { id: string; leg: LegRecord },
  vca: Vca,
): Promise<CallDocument | 'empty' | { failed: string }> {
  const body = JSON.stringify(vcaBody(bodyContext(call), settings, session, vca))
  const sent = sentTo(call.pbx.chance, settings, settings.url.trim())
  let failed = ''
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await call.sleep(pauseMs)
    const answer = await waitFor(call, (signal) =>
      http.request(
        {
          method: 'POST',
          ...sent,
          headers: { 'content-type': 'application/json', ...sent.headers },
          body,
          timeoutMs,
          maxBytes: answerBytes,
        },
        signal,
      ),
    )
    if (answer.result === 'answered' && answer.status === 200)
      return readAnswer(answer.body, judgingOf('webhook', bodyContext(call)))
    failed = answer.result === 'answered' ? `The server answered ${answer.status}.` : answer.error
    call.trace('callflow.failed', { ...backendOf(settings), attempt, detail: failed })
    if (answer.result === 'impossible' || isTooLarge(answer)) break
  }
  return { failed }
}

const isTooLarge = (answer: HttpAnswer): boolean => answer.result === 'tooLarge' && answer.status === 200

/** A document, `empty` where the backend has no more to say, or why it is none. */
export function readAnswer(body: Uint8Array, judging: Judging): CallDocument | 'empty' | { failed: string } {
  const text = new TextDecoder().decode(body).trim()
  if (text === '') return 'empty'
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return { failed: 'the answer is not JSON' }
  }
  const document = readDocument(raw, judging)
  return isProblem(document) ? { failed: `${document.code}: ${refusals[document.code]} (${document.detail})` } : document
}

/** A VCA as 8x8 sends it (docs/spec/call-actions.md). */
export function vcaBody(
  context: BodyContext,
  settings: CallActionSettings,
  { id, leg }: { id: string; leg: LegRecord },
  vca: Vca,
): unknown {
  const now = context.clock.now()
  return {
    namespace: 'VOICE',
    eventType: 'CALL_ACTION',
    description: 'Action request of a call',
    payload: {
      eventId: uuidOf(`e-${context.chance.id()}`),
      callId: uuidOf(leg.callId),
      sessionId: uuidOf(id),
      subAccountId: settings.subAccountId,
      callStatus:
        vca.callStatus === 'ACTION_COMPLETED' && settings.olderForm && vca.digits !== null ? 'DTMF_RECEIVED' : vca.callStatus,
      callDirection: leg.direction,
      ...parties(context, leg),
      sourceRefId: null,
      destinationRefId: null,
      ...references(context, settings, leg),
      callDuration: seconds(leg.connectedAt, now),
      // Published backends read the digits in either place.
      dtmf: vca.digits,
      eventData: { dtmf: vca.digits },
      sipCode: 200,
      timestamp: iso(now),
      ...(vca.clientActionId === null ? {} : { clientActionId: vca.clientActionId }),
    },
  }
}

const legOf = (context: BodyContext, settings: CallActionSettings, leg: LegRecord, now: number) => ({
  callId: uuidOf(leg.callId),
  callDirection: leg.direction,
  ...parties(context, leg),
  ...references(context, settings, leg),
  initiatedTimestamp: isoSeconds(leg.initiatedAt),
  ...(leg.connectedAt === null ? {} : { connectedTimestamp: isoSeconds(leg.connectedAt) }),
  disconnectedTimestamp: isoSeconds(leg.endedAt ?? now),
  callStatus: leg.status,
  callDuration: seconds(leg.connectedAt, leg.endedAt ?? now),
  ...(leg.quality ? { callQuality: leg.quality } : {}),
})

/** The schema of 8x8's that the summary has. */
const summaryVersion = 5

/** The VSS as 8x8 sends it (docs/spec/call-actions.md). What is not known is absent, never null. */
export const summaryBody = (context: BodyContext, settings: CallActionSettings, summary: Summary): unknown => ({
  namespace: 'VOICE',
  eventType: 'SESSION_SUMMARY',
  description: 'Summary of a completed call session',
  version: summaryVersion,
  payload: {
    sessionId: uuidOf(summary.sessionId),
    subAccountId: settings.subAccountId,
    sessionStatus: summary.status,
    startTime: isoSeconds(summary.startedAt),
    endTime: isoSeconds(summary.endedAt),
    ...(summary.lastAction ? { lastAction: summary.lastAction } : {}),
    callCount: summary.b ? 2 : 1,
    ...(summary.clientRequestId ? { clientRequestId: summary.clientRequestId } : {}),
    ...(summary.error ? { errorDetails: { errorMsg: failures[summary.error], errorCode: summary.error } } : {}),
    details: {
      callA: legOf(context, settings, summary.a, summary.endedAt),
      ...(summary.b ? { callB: legOf(context, settings, summary.b, summary.endedAt) } : {}),
    },
  },
})

/** Where the summary goes. */
export const summaryUrl = ({ summaryUrl, url }: CallActionSettings): string => (summaryUrl || url).trim()

/** The summary, once a session: durable before it returns, the same session twice is one delivery. */
export function tellSummary(context: BodyContext & Pick<Ports, 'outbox'>, settings: CallActionSettings, summary: Summary): void {
  context.outbox.post({
    id: `${summary.sessionId}.vss`,
    callId: summary.a.callId,
    ...sentTo(context.chance, settings, summaryUrl(settings)),
    body: JSON.stringify(summaryBody(context, settings, summary)),
  })
}
