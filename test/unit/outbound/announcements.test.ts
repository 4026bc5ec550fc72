// Webhooks of the office: which events become which deliveries, what is in them, and how they are signed.
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Announcements, webhookOf } from '../../../electron/adapters/outbound/announcements.ts'
import { openOutbox } from '../../../electron/adapters/outbound/outbox.ts'
import { newSecret, signatureHeader, signed, timestampHeader } from '../../../electron/adapters/outbound/signing.ts'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import type { Outbox } from '../../../electron/engine/ports.ts'
import type { LiveChange } from '../../../shared/contract/live.ts'
import type { Delivery, DeliveryRows } from '../../../shared/domain/deliveries.ts'
import { samples, templateProblem, type WebhookRecord, webhookEvent, webhookRecord } from '../../../shared/domain/webhooks.ts'
import { traced } from '../../support/trace.ts'

const everything = webhookRecord.parse({ id: 'all', name: 'All', url: 'https://x.example/', events: webhookEvent.options })

function announced(...hooks: WebhookRecord[]) {
  const posts = new Map<string, Parameters<Outbox['post']>[0]>()
  const announcements = new Announcements({
    hooks: () => hooks,
    outbox: { post: (request) => void (posts.has(request.id) || posts.set(request.id, request)) },
    clock: new VirtualClock(),
    newNonce: () => 'n1',
    office: () => 'Office',
    lookup: (callId) =>
      callId === 'old' ? { from: '+49', fromName: '', to: '1', kind: 'inbound', startedAt: 0, queueId: 'q' } : null,
  })
  let seq = 0
  return {
    announcements,
    trace: (type: string, data: Record<string, unknown> = {}, callId = 'c1') =>
      announcements.traced(traced(type, data, { callId, seq: ++seq, at: seq * 1000 })),
    told: () => [...posts.values()].map(({ body }) => JSON.parse(body) as { event: string; data: Record<string, unknown> }),
    posts,
  }
}

describe('a call', () => {
  test('through a queue is started, queued, answered and ended, each once', () => {
    const { trace, told } = announced(everything)
    trace('call.started', { from: '+4930', to: '5000' })
    trace('node.entered')
    trace('queue.entered', { queue: 'sales' })
    trace('queue.connected', { operatorId: 'alex', waitMs: 4200 })
    trace('talk.started', { with: '201', role: 'operator' })
    trace('call.ended', { outcome: 'answered' })
    const common = { callId: 'c1', from: '+4930', to: '5000' }
    expect(told()).toMatchObject([
      { event: 'call.started', office: 'Office', at: expect.stringMatching(/^\d{4}-.*Z$/), data: common },
      { event: 'call.queued', data: { ...common, queue: 'sales' } },
      { event: 'call.answered', data: { queue: 'sales', operator: 'alex', waitSeconds: 4 } },
      { event: 'call.ended', data: { outcome: 'answered', seconds: 5 } },
    ])
  })
  test('that is transferred without a queue is answered as well; one that gives up is abandoned', () => {
    const { trace, told } = announced(everything)
    trace('call.started', { from: '1', to: '2' })
    trace('talk.started', { with: '202', role: 'callee' })
    trace('queue.entered', { queue: 'q' })
    trace('queue.abandoned', { waitMs: 9000 })
    expect(told().slice(1)).toMatchObject([
      { event: 'call.answered', data: { with: '202', queue: null } },
      { event: 'call.queued' },
      { event: 'call.abandoned', data: { queue: 'q', waitSeconds: 9 } },
    ])
  })
  test('of before the host’s restart is looked up', () => {
    const { trace, told } = announced(everything)
    trace('queue.connected', { operatorId: 'sam', waitMs: 0 }, 'old')
    trace('queue.connected', { operatorId: 'sam', waitMs: 0 }, 'unknown')
    expect(told()).toMatchObject([{ event: 'call.answered', data: { callId: 'old', from: '+49', queue: 'q' } }])
  })
  test('goes to those who asked, and are switched on', () => {
    const only = { ...everything, id: 'only', events: ['call.ended' as const] }
    const off = { ...everything, id: 'off', enabled: false }
    const { trace, posts } = announced(everything, only, off)
    trace('call.started', { from: '1', to: '2' })
    trace('call.ended', { outcome: 'completed' })
    expect([...posts.keys()].map(webhookOf)).toEqual(['all', 'all', 'only'])
  })
})

describe('the rest of the office', () => {
  const operator = (state: string, reason: string | null = null) =>
    ({ kind: 'operator', value: { operatorId: 'alex', name: 'Alex', extension: '201', state, since: 7, reason } }) as LiveChange
  test('an operator’s state, once each time it changes', () => {
    const { announcements, told } = announced(everything)
    announcements.begin([{ operatorId: 'alex', state: 'available', reason: null }])
    for (const change of [operator('available'), operator('paused', 'lunch'), operator('paused', 'lunch'), operator('available')])
      announcements.changed(change)
    expect(told().map(({ data }) => [data.state, data.reason])).toEqual([
      ['paused', 'lunch'],
      ['available', null],
    ])
  })
  test('a message and a callback, once however often consoles hear of them', () => {
    const { announcements, told } = announced(everything)
    const message = { id: 'v1', mailboxId: 'm', callId: 'c', from: '1', fromName: '', seconds: 3, status: 'new' }
    const wanted = { id: 'k1', number: '1', queueId: 'q', callId: 'c', status: 'pending', outcome: null, attempts: [] }
    const changes = [
      { kind: 'voicemail', value: message },
      { kind: 'voicemail', value: message },
      { kind: 'voicemail', value: { ...message, status: 'heard' } },
      { kind: 'callback', value: wanted },
      { kind: 'callback', value: { ...wanted, status: 'claimed' } },
      { kind: 'callback', value: { ...wanted, status: 'pending', attempts: [{}] } },
      { kind: 'callback', value: { ...wanted, status: 'done', outcome: 'reached', attempts: [{}, {}] } },
    ]
    for (const change of changes) announcements.changed(change as unknown as LiveChange)
    expect(told().map(({ event, data }) => [event, data.id, data.outcome])).toEqual([
      ['voicemail.received', 'v1', undefined],
      ['callback.requested', 'k1', undefined],
      ['callback.done', 'k1', 'reached'],
    ])
  })
  test('what happens is what the samples show', () => {
    const { trace, told } = announced(everything)
    trace('call.started', { from: '1', to: '2' })
    trace('queue.entered', { queue: 'q' })
    trace('queue.connected', { operatorId: 'o', waitMs: 1 })
    trace('queue.abandoned', { waitMs: 1 })
    trace('call.ended', { outcome: 'x' })
    for (const { event, data } of told())
      expect(Object.keys(data).sort()).toEqual(Object.keys(samples[event as 'call.ended']).sort())
  })
})

describe('templates', () => {
  test('are filled as JSON, whatever a name holds', () => {
    const { trace, posts } = announced({ ...everything, template: '{"text":"{{from}} at {{office}}","n":{{waitSeconds}}0}' })
    trace('call.started', { from: 'a"b\\', to: '2' })
    expect([...posts.values()].map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ text: 'a"b\\ at Office', n: 0 }])
  })
  test('are judged before they are saved', () => {
    expect(templateProblem('', ['call.ended'])).toBeNull()
    expect(templateProblem('{"a":"{{outcome}}"}', ['call.ended'])).toBeNull()
    expect(templateProblem('{"a":{{seconds}}}', ['call.ended'])).toBeNull()
    expect(templateProblem('{"a":"{{nobody}}"}', ['call.ended'])).toMatch(/nobody/)
    expect(templateProblem('{"a":"{{outcome}}"}', ['call.queued'])).toMatch(/outcome/)
    expect(templateProblem('{"a":', ['call.ended'])).toMatch(/no JSON/)
  })
})

describe('signatures', () => {
  test('are HMAC-SHA256 over the second and the body', () => {
    const headers = signed('secret', '{"a":1}', 1_700_000_000_999)
    expect(headers[timestampHeader]).toBe('1700000000')
    expect(headers[signatureHeader]).toBe(`sha256=${createHmac('sha256', 'secret').update('1700000000.{"a":1}').digest('hex')}`)
    expect(newSecret()).not.toBe(newSecret())
  })
  test('are made anew for each attempt', async () => {
    const clock = new VirtualClock()
    const rows = new Map<string, Delivery>()
    const store: DeliveryRows = {
      add: (row) => !rows.has(row.id) && !!rows.set(row.id, row),
      get: (id) => rows.get(id) ?? null,
      pending: () => [...rows.values()].filter(({ status }) => status === 'pending'),
      update: (id, change) => void Object.assign(rows.get(id) ?? {}, change),
    }
    const seen: Record<string, string>[] = []
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const box = openOutbox({
      rows: store,
      clock,
      log,
      secretOf: (id) => (webhookOf(id) === 'signed' ? 's' : null),
      send: async ({ headers }) => {
        seen.push(headers)
        return { result: 'answered', status: seen.length < 2 ? 500 : 200 }
      },
    })
    box.post({ id: 'wh:signed:1', callId: '', url: 'http://x/', headers: {}, body: '{}' })
    await clock.advance(6000)
    box.post({ id: 'cb-1.2.hook', callId: 'cb-1', url: 'http://x/', headers: {}, body: '{}' })
    await clock.advance(10)
    expect(seen).toHaveLength(3)
    expect(seen[0]?.[timestampHeader]).not.toBe(seen[1]?.[timestampHeader])
    expect(seen[0]?.[signatureHeader]).toBe(signed('s', '{}', Number(seen[0]?.[timestampHeader]) * 1000)[signatureHeader])
    expect(seen[2]).not.toHaveProperty(signatureHeader)
    await box.close()
  })
})
