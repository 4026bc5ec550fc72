// The line to a step provider: requests of one session one after the other, with retries; nothing of it outlives the call but `/end`.

import type { StepSettings } from '../../../../shared/domain/backend.ts'
import { routeOf } from '../../../../shared/domain/route.ts'
import type { HttpAnswer, Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { backendOf } from '../backendOf.ts'
import { sentTo } from '../sentTo.ts'
import { waitFor } from '../sound.ts'
import { parseAction, type StepAction } from './actions.ts'

/** The longest the call waits for `/start` and for word of a match, ms. */
export const noticeMs = 2000
/** An action is a few lines; a server that sends more is no step provider. Bytes. */
export const answerBytes = 256 * 1024

/** What a provider is told of. */
export const stepEvents = [
  'session_start',
  'audio_complete',
  'dtmf',
  'dtmf_timeout',
  'dtmf_menu_invalid',
  'dtmf_menu_timeout',
  'phone_collected',
  'input_voice',
  'api_response',
  'recording_complete',
  'recording_started',
  'recording_stopped',
  'transfer_result',
  'error',
  'fail',
  'session_end',
] as const
export type StepEvent = { type: (typeof stepEvents)[number]; [field: string]: unknown }
/** Why a session ended. */
export const endReasons = [
  'normal',
  'transfer',
  'transfer_to_queue',
  'transfer_to_ivr',
  'hangup',
  'user_hangup',
  'timeout',
  'error',
] as const
export type EndReason = (typeof endReasons)[number]

export type Asked =
  | { result: 'action'; action: StepAction; text: string }
  | { result: 'failed'; reason: 'timeout' | 'error'; detail: string }

export type Identity = { ivrId: string; nodeId: string; visit: number; sipHeaders: Record<string, string> }

/** How far the session is, as its state has it. */
export type Progress = { round: number; steps: number; since: number | null; customData?: unknown }

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
  /** The further fields, where there is something to say. */
  more?: Record<string, unknown>
}

/** The provider's address without what people type around it, or that of one of its notices; a query stays at the end. */
export function addressOf({ url }: Pick<StepSettings, 'url'>, path = ''): string {
  const [, place = '', query = ''] = /^([^?#]*)(.*)$/s.exec(url.trim()) ?? []
  return `${place.replace(/\/+$/, '')}${path}${query}`
}

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
  ...facts.more,
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
  private readonly progress: () => Progress
  private notice: { done: Promise<unknown>; stop: AbortController } | null = null

  /** `asked`: requests of before the host's restart. */
  constructor(
    call: Call,
    web: Web,
    settings: StepSettings,
    { asked, progress, ...identity }: Identity & { asked: number; progress: () => Progress },
  ) {
    this.asked = asked
    this.call = call
    this.web = web
    this.settings = settings
    this.identity = identity
    this.progress = progress
  }

  get requests(): number {
    return this.asked
  }

  /** The visit to the node, and with a caller who came back the how-manieth session of it this is. */
  private get visit(): string {
    const { round } = this.progress()
    return round === 0 ? String(this.identity.visit) : `${this.identity.visit}-${round}`
  }

  /** Once a session; whatever it answers. Rejects only when the call ends. */
  async start(): Promise<void> {
    const { call } = this
    if (!call.records.journal.effect(call.id, `step:${this.visit}:start`)) return
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
      call.trace('step.failed', { ...backendOf(settings), attempt, detail: failed.detail })
      // A provider that knows no recovery steps says so the first time; the caller would wait in silence for the others.
      if (path === '/fail' && answer.result === 'answered' && refuses(answer.status)) break
      if (answer.result === 'impossible' || (answer.result === 'tooLarge' && answer.status < 300)) break
    }
    return failed
  }

  private read(body: Uint8Array): Asked {
    const who = backendOf(this.settings)
    const read = readStep(body)
    if ('action' in read) {
      if (read.passedOver.length > 0) this.call.trace('step.passedOver', { ...who, fields: read.passedOver })
      return { result: 'action', action: read.action, text: JSON.stringify(read.raw) }
    }
    this.call.trace('step.failed', { ...who, detail: read.problem })
    return { result: 'failed', reason: 'error', detail: read.problem }
  }

  /** Tells of a key that was acted upon, and how; not awaited, except by the next request. */
  matched(digit: string, action: unknown): void {
    const stop = new AbortController()
    const before = this.noticed()
    const done = before
      .then(() => this.post('/dtmf-match', { type: 'dtmf', digit }, noticeMs, stop.signal, { digit, action }))
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
      id: `${call.id}.${this.visit}.${identity.nodeId}.end`,
      callId: call.id,
      ...sentTo(call.pbx.chance, this.settings, addressOf(this.settings, '/end')),
      body: JSON.stringify({ ...this.context({ type: 'session_end' }), reason, detail }),
    })
  }

  private post(
    path: string,
    event: StepEvent,
    timeoutMs: number,
    signal: AbortSignal,
    beside: Record<string, unknown> = {},
  ): Promise<HttpAnswer> {
    const { call, settings } = this
    const body = { ...this.context(event), ...beside }
    const sent = sentTo(call.pbx.chance, settings, addressOf(settings, path))
    return this.web.http.request(
      {
        method: 'POST',
        ...sent,
        headers: {
          'content-type': 'application/json',
          ...sent.headers,
          'x-cordboard-request': `${call.id}.${this.visit}.${path ? path.slice(1) : this.asked}`,
        },
        body: JSON.stringify(path === '/fail' ? { ...body, ...event } : body),
        timeoutMs,
        maxBytes: answerBytes,
      },
      signal,
    )
  }

  /** The variables of the session, those that name it included. */
  variables(): Record<string, string> {
    const { call } = this
    return { ...Object.fromEntries(call.variables), ...this.own() }
  }

  /** The variables that name the session. */
  own(): Record<string, string> {
    const { call, identity, settings } = this
    return {
      session_id: `${call.id}-${this.visit}`,
      caller: call.from,
      callee: call.to,
      direction: directions[call.kind],
      tenant_id: settings.tenantId,
      ...Object.fromEntries(
        Object.entries(identity.sipHeaders).map(([name, value]) => [`sip_${name.replace(/[^\p{L}\p{N}]/gu, '_')}`, value]),
      ),
    }
  }

  /** What a request about the call says of it. */
  facts(): Record<string, unknown> {
    const { session_id, caller, callee, direction } = this.own()
    return { session_id, caller, callee, direction, variables: this.variables() }
  }

  private context(event: StepEvent): Record<string, unknown> {
    const { call, identity, settings } = this
    const { steps, since, customData } = this.progress()
    const now = call.pbx.clock.now()
    const began = since ?? now
    const { config } = call.office
    const route = routeOf(config, call.to) ?? config.routes.get('*')
    const from = call.variables.get('transferred_from')
    const facts = {
      sessionId: `${call.id}-${this.visit}`,
      from: call.from,
      to: call.to,
      direction: directions[call.kind],
      ivrId: identity.ivrId,
      variables: this.variables(),
      sipHeaders: identity.sipHeaders,
      more: {
        step_index: steps,
        step_start_time: new Date(began).toISOString(),
        step_end_time: new Date(now).toISOString(),
        ...(now > began ? { step_duration_ms: Math.round(now - began) } : {}),
        ...(route ? { route_name: route.number } : {}),
        ...(customData === undefined ? {} : { custom_data: customData }),
        ...(from ? { transferred_from: from } : {}),
      },
    }
    return stepBody(facts, settings, event)
  }
}

/** 4xx, except for what may be otherwise in a moment. */
const refuses = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429

const detailOf = (answer: HttpAnswer): string =>
  answer.result === 'answered' ? `The server answered ${answer.status}.` : answer.error
