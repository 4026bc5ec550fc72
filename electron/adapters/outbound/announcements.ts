// What happens in the office, told to the webhooks that asked for it, through the durable outbox: each event once a webhook.
import type { LiveChange } from '../../../shared/contract/live.ts'
import { SecretReferences } from '../../../shared/domain/secretReference.ts'
import { bodyOf, type Happening, samples, type WebhookEvent, type WebhookRecord } from '../../../shared/domain/webhooks.ts'
import { applyTrace, newTracedCall, type TracedCall } from '../../../shared/trace/call.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import type { Clock, Outbox } from '../../engine/ports.ts'

/** Deliveries of webhooks begin so; the rest is the webhook's id and the event's. */
export const webhookPrefix = 'wh:'

/** The webhook a delivery belongs to, or null for one of a flow's. */
export const webhookOf = (deliveryId: string): string | null =>
  deliveryId.startsWith(webhookPrefix) ? (deliveryId.slice(webhookPrefix.length).split(':')[0] ?? null) : null

/** The legs that a queue connects, of which `queue.connected` tells. */
const fromQueue = ['operator', 'offHook']

/** `queue`: the one it was in before this host began. */
type Facts = {
  from: string
  fromName: string
  to: string
  kind: string
  startedAt: number
  queue: string | null
  call: TracedCall
}

export type AnnouncementDeps = {
  hooks: () => readonly WebhookRecord[]
  outbox: Outbox
  clock: Clock
  /** Unique, for the references to secrets in one delivery. */
  newNonce(): string
  office: () => string
  /** A call that began before this host did. */
  lookup(
    callId: string,
  ): { from: string; fromName: string; to: string; kind: string; startedAt: number; queueId: string | null } | null
}

export class Announcements {
  private readonly deps: AnnouncementDeps
  private readonly calls = new Map<string, Facts>()
  private readonly states = new Map<string, string>()

  constructor(deps: AnnouncementDeps) {
    this.deps = deps
  }

  /** Sends an example of an event to one webhook, now. Returns the delivery's id. */
  test(hook: WebhookRecord, event: WebhookEvent): string {
    const id = `${webhookPrefix}${hook.id}:test:${this.deps.clock.now()}`
    this.post(hook, id, this.happening(event, samples[event]), '')
    return id
  }

  /** A step of a call. */
  traced(event: TraceEvent): void {
    const facts = this.facts(event)
    if (!facts) return
    const { call } = facts
    applyTrace(call, event)
    const tell = (kind: WebhookEvent, more: Happening['data'] = {}) =>
      this.tell(kind, `${event.callId}.${event.seq}`, { ...this.common(event.callId, facts), ...more }, event.callId)
    const queue = call.queues.at(-1)?.queue ?? facts.queue
    switch (event.type) {
      case 'call.started':
        tell('call.started')
        break
      case 'queue.entered':
        tell('call.queued', { queue: event.data.queue })
        break
      case 'queue.connected':
        tell('call.answered', {
          queue,
          operator: event.data.operatorId,
          with: null,
          waitSeconds: seconds(event.data.waitMs),
        })
        break
      case 'talk.started':
        if (fromQueue.includes(event.data.role)) break
        tell('call.answered', { queue: null, operator: null, with: event.data.with, waitSeconds: 0 })
        break
      case 'queue.abandoned':
        tell('call.abandoned', { queue, waitSeconds: seconds(event.data.waitMs) })
        break
      case 'call.ended':
        this.calls.delete(event.callId)
        tell('call.ended', { outcome: call.outcome, seconds: Math.round((event.at - facts.startedAt) / 1000) })
        break
    }
  }

  /** What consoles are told of everything else. */
  changed(change: LiveChange): void {
    if (change.kind === 'operator') this.operator(change.value)
    else if (change.kind === 'voicemail' && change.value.status === 'new') {
      const { id, mailboxId, callId, from, fromName, seconds: length } = change.value
      this.tell('voicemail.received', id, { id, mailbox: mailboxId, callId, from, fromName, seconds: length }, callId)
    } else if (change.kind === 'callback') {
      const { id, number, queueId, callId, status, outcome, attempts } = change.value
      const common = { id, number, queue: queueId }
      if (status === 'pending' && attempts.length === 0) this.tell('callback.requested', id, { ...common, callId }, callId ?? '')
      else if (status === 'done') this.tell('callback.done', id, { ...common, outcome, attempts: attempts.length }, callId ?? '')
    }
  }

  private operator({
    operatorId,
    name,
    extension,
    state,
    reason,
    since,
  }: Extract<LiveChange, { kind: 'operator' }>['value']): void {
    const now = `${state} ${reason ?? ''}`
    if (this.states.get(operatorId) === now) return
    const known = this.states.has(operatorId)
    this.states.set(operatorId, now)
    // What is learnt at the start is no change.
    if (known)
      this.tell('operator.state', `${operatorId}.${since}.${state}`, { operator: operatorId, name, extension, state, reason }, '')
  }

  /** How operators are when the host starts. */
  begin(operators: readonly { operatorId: string; state: string; reason: string | null }[]): void {
    for (const { operatorId, state, reason } of operators) this.states.set(operatorId, `${state} ${reason ?? ''}`)
  }

  private facts(event: TraceEvent): Facts | undefined {
    const known = this.calls.get(event.callId)
    if (known) return known
    const found = this.deps.lookup(event.callId)
    const call = newTracedCall(event.callId)
    let facts: Facts | undefined
    if (event.type === 'call.started') {
      const { from, to } = event.data
      facts = {
        from,
        to,
        fromName: found?.fromName ?? '',
        kind: found?.kind ?? 'inbound',
        startedAt: event.at,
        queue: null,
        call,
      }
    } else if (found) facts = { ...found, queue: found.queueId, call }
    if (facts) this.calls.set(event.callId, facts)
    return facts
  }

  private common = (callId: string, { from, fromName, to, kind }: Facts) => ({ callId, from, fromName, to, kind })

  private happening(event: WebhookEvent, data: Happening['data']): Happening {
    return { event, at: new Date(this.deps.clock.now()).toISOString(), office: this.deps.office(), data }
  }

  private tell(event: WebhookEvent, key: string, data: Happening['data'], callId: string): void {
    const hooks = this.deps.hooks().filter((hook) => hook.enabled && hook.events.includes(event))
    if (hooks.length === 0) return
    const happening = this.happening(event, data)
    for (const hook of hooks) this.post(hook, `${webhookPrefix}${hook.id}:${event}:${key}`, happening, callId)
  }

  private post(hook: WebhookRecord, id: string, happening: Happening, callId: string): void {
    const headers = { 'x-cordboard-event': happening.event }
    const secrets = new SecretReferences(() => this.deps.newNonce())
    const url = secrets.fill(hook.url, 'uri')
    const body = bodyOf(happening, hook.template, secrets)
    this.deps.outbox.post({ id, callId, url, headers, body, ...secrets.nonce })
  }
}

const seconds = (ms: number): number => Math.round(ms / 1000)
