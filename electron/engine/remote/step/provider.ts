// The line to a step provider: requests of one session one after the other, with retries; nothing of it outlives the call but `/end`.
import type { StepSettings } from '../../../../shared/domain/backend.ts'
import type { HttpAnswer, Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { sentTo } from '../sentTo.ts'
import { waitFor } from '../sound.ts'
import { parseAction, type StepAction } from './actions.ts'

/** The longest the call waits for `/start` and for word of a match, ms. */
export const noticeMs = 2000
/** An action is a few lines; whoever sends more is not a step provider. Bytes. */
export const answerBytes = 256 * 1024

export type StepEvent = { type: string; [field: string]: unknown }
export type EndReason =
  | 'normal'
  | 'transfer'
  | 'transfer_to_queue'
  | 'transfer_to_ivr'
  | 'hangup'
  | 'user_hangup'
  | 'timeout'
  | 'error'

export type Asked =
  | { result: 'action'; action: StepAction; text: string }
  | { result: 'failed'; reason: 'timeout' | 'error'; detail: string }

export type Identity = { ivrId: string; nodeId: string; visit: number; sipHeaders: Record<string, string> }

const directions: Record<Call['kind'], string> = { inbound: 'inbound', test: 'inbound', phone: 'internal', return: 'outbound' }

/** Who calls whom in a session, as its provider is told. */
export type SessionFacts = {
  sessionId: string
  from: string
  to: string
  direction: string
  ivrId: string
  variables: Record<string, string>
  sipHeaders: Record<string, string>
}

/** The provider's address without what people type around it. */
export const addressOf = ({ url }: Pick<StepSettings, 'url'>): string => url.trim().replace(/\/+$/, '')

/** The body of every request of a session (docs/spec/step-ivr.md, *Requests*). */
export const stepBody = (facts: SessionFacts, { tenantId }: StepSettings, event: StepEvent): Record<string, unknown> => ({
  session_id: facts.sessionId,
  caller: facts.from,
  callee: facts.to,
  direction: facts.direction,
  tenant_id: tenantId,
  ivr_id: facts.ivrId,
  variables: facts.variables,
  sip_headers: facts.sipHeaders,
  event,
})

/** A 2xx answer as an action, or why it is none. */
export function readStep(body: Uint8Array): { raw: unknown; action: StepAction; passedOver: string[] } | { problem: string } {
  try {
    const raw: unknown = JSON.parse(new TextDecoder().decode(body))
    const read = parseAction(raw)
    return 'problem' in read ? read : { raw, action: read.action, passedOver: read.passedOver }
  } catch {
    return { problem: 'the answer is not JSON' }
  }
}

type Web = Pick<Ports, 'http' | 'outbox'>

/** The requests of one session to its provider. */
export class Provider {
  /** Requests so far; names each of them, so that a provider can tell a repeated one. */
  private asked: number
  private readonly call: Call
  private readonly web: Web
  private readonly settings: StepSettings
  private readonly identity: Identity
  private readonly url: string
  private notice: { done: Promise<unknown>; stop: AbortController } | null = null

  /** `asked`: requests of before the host's restart. */
  constructor(call: Call, web: Web, settings: StepSettings, identity: Identity, asked: number) {
    this.asked = asked
    this.call = call
    this.web = web
    this.settings = settings
    this.identity = identity
    this.url = addressOf(settings)
  }

  get requests(): number {
    return this.asked
  }

  /** Once a session; whatever it answers. Rejects only when the call ends. */
  async start(): Promise<void> {
    const { call, identity } = this
    if (!call.records.journal.effect(call.id, `step:${identity.visit}:start`)) return
    await waitFor(call, (signal) => this.post('/start', { type: 'session_start' }, noticeMs, signal))
  }

  /** The provider's next action. Rejects only when the call ends. */
  async ask(event: StepEvent, path: '' | '/fail' = ''): Promise<Asked> {
    const { call, settings } = this
    if (this.notice) await this.noticed()
    this.asked++
    call.trace('step.event', { ...event })
    let failed: Asked & { result: 'failed' } = { result: 'failed', reason: 'error', detail: 'not asked' }
    for (let attempt = 1; attempt <= settings.maxRetries; attempt++) {
      if (attempt > 1) await call.sleep(settings.retryDelayMs)
      const from = call.pbx.clock.now()
      const answer = await waitFor(call, (signal) => this.post(path, event, settings.timeoutSeconds * 1000, signal))
      if (answer.result === 'answered' && answer.status >= 200 && answer.status < 300) return this.read(answer.body)
      const late = call.pbx.clock.now() - from >= settings.timeoutSeconds * 1000 - 20
      failed = { result: 'failed', reason: late ? 'timeout' : 'error', detail: detailOf(answer) }
      call.trace('step.failed', { attempt, detail: failed.detail })
      if (answer.result === 'impossible' || (answer.result === 'tooLarge' && answer.status < 300)) break
    }
    return failed
  }

  private read(body: Uint8Array): Asked {
    const read = readStep(body)
    if ('action' in read) {
      if (read.passedOver.length > 0) this.call.trace('step.passedOver', { fields: read.passedOver })
      return { result: 'action', action: read.action, text: JSON.stringify(read.raw) }
    }
    this.call.trace('step.failed', { detail: read.problem })
    return { result: 'failed', reason: 'error', detail: read.problem }
  }

  /** Tells of a key that was acted upon; not awaited, except by the next request. */
  matched(digit: string): void {
    const stop = new AbortController()
    const before = this.noticed()
    const done = before
      .then(() => this.post('/dtmf-match', { type: 'dtmf', digit }, noticeMs, stop.signal))
      .catch(() => undefined) // the host stops
    this.notice = { done, stop }
  }

  private async noticed(): Promise<void> {
    const notice = this.notice
    if (!notice) return
    await this.call.until<void>((resolve) => {
      void notice.done.then(() => resolve())
      return () => {}
    })
    if (this.notice === notice) this.notice = null
  }

  /** Ends the session: from the durable outbox, once. */
  end(reason: EndReason, detail: string | null): void {
    const { call, identity } = this
    this.notice?.stop.abort()
    call.trace('step.ended', { reason, ...(detail ? { detail } : {}) })
    this.web.outbox.post({
      id: `${call.id}.${identity.visit}.${identity.nodeId}.end`,
      callId: call.id,
      ...sentTo(call.pbx.chance, this.settings, `${this.url}/end`),
      body: JSON.stringify({ ...this.context({ type: 'session_end' }), reason, detail }),
    })
  }

  private post(path: string, event: StepEvent, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer> {
    const { call, identity, settings } = this
    const body = this.context(event)
    const sent = sentTo(call.pbx.chance, settings, `${this.url}${path}`)
    return this.web.http.request(
      {
        method: 'POST',
        ...sent,
        headers: {
          'content-type': 'application/json',
          ...sent.headers,
          'x-cordboard-request': `${call.id}.${identity.visit}.${path ? path.slice(1) : this.asked}`,
        },
        body: JSON.stringify(path === '/fail' ? { ...body, ...event } : body),
        timeoutMs,
        maxBytes: answerBytes,
      },
      signal,
    )
  }

  private context(event: StepEvent): Record<string, unknown> {
    const { call, identity, settings } = this
    const facts = {
      sessionId: `${call.id}-${identity.visit}`,
      from: call.from,
      to: call.to,
      direction: directions[call.kind],
      ivrId: identity.ivrId,
      variables: Object.fromEntries(call.variables),
      sipHeaders: identity.sipHeaders,
    }
    return stepBody(facts, settings, event)
  }
}

const detailOf = (answer: HttpAnswer): string =>
  answer.result === 'answered' ? `The server answered ${answer.status}.` : answer.error
