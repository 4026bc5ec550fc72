// What the sample office has outside: backends and the tokens of other programs.

import { type Backend, backend } from '../../../shared/domain/backend.ts'
import type { BackendLogEntry } from '../../../shared/domain/backendLog.ts'
import type { BackendTrial } from '../../../shared/domain/backendTrial.ts'
import { bodyOf, samples, type WebhookEvent, type WebhookRecord } from '../../../shared/domain/webhooks.ts'

export const backends: Backend[] = [
  backend.parse({
    kind: 'step',
    id: 'orders',
    name: 'Order line',
    url: 'https://orders.example/ivr/step',
    headers: { Authorization: '•••' },
  }),
]
export const tokens = [
  {
    id: 't1',
    name: 'Shop',
    role: 'supervisor' as const,
    createdAt: 1_763_600_000_000,
    createdBy: 'u1',
    usedAt: null,
    expiresAt: 1_795_136_000_000,
    scopes: [],
  },
]

export const webhooks: WebhookRecord[] = [
  {
    id: 'crm',
    name: 'Customer database',
    url: 'https://crm.example/hooks/calls',
    events: ['call.answered', 'call.ended', 'voicemail.received'],
    template: '',
    enabled: true,
  },
  {
    id: 'wall',
    name: 'Chat of the team',
    url: 'https://chat.example/in/7',
    events: ['call.abandoned'],
    template: '{"text": "{{from}} gave up after {{waitSeconds}} s"}',
    enabled: false,
  },
]

export const sampleSecret = 'whsec_Jq3kX7pQ2mV9sLwYc0TzR4uN8bHe6fGa1dKoPxWi5Zs'
export const american = { id: 'en-us', language: 'en', name: 'English (America)' }

const told = (event: WebhookEvent) =>
  bodyOf({ event, at: '2026-11-21T08:00:00.000Z', office: 'Harbour Dental', data: samples[event] }, '')
const delivery = { callId: 'c-1', url: 'https://crm.example.com/hooks/calls', attempts: 1, lastError: null }
/** What was sent, newest first. */
export const deliveries = () => [
  {
    ...delivery,
    id: 'd1',
    event: 'call.ended' as const,
    body: told('call.ended'),
    status: 'delivered' as const,
    lastStatus: 200,
    createdAt: Date.now() - 60_000,
  },
  {
    ...delivery,
    id: 'd2',
    event: 'callback.requested' as const,
    body: told('callback.requested'),
    status: 'failed' as const,
    attempts: 3,
    lastStatus: 503,
    lastError: 'The server answered 503.',
    createdAt: Date.now() - 600_000,
  },
  {
    ...delivery,
    id: 'd3',
    event: null,
    body: '{"caller":"+4930123456"}',
    status: 'failed' as const,
    attempts: 3,
    lastStatus: null,
    lastError: 'No answer within 10 s.',
    createdAt: Date.now() - 90_000_000,
  },
]

const folder = '/var/lib/cordboard/scripts'
export const scripts = [
  {
    name: 'reception',
    file: `${folder}/reception.ts`,
    changedAt: Date.UTC(2026, 10, 20, 9),
    failure: null,
    flows: ['Reception'],
  },
  {
    name: 'surgery',
    file: `${folder}/surgery.ts`,
    changedAt: Date.UTC(2026, 10, 21, 8),
    failure: {
      at: Date.UTC(2026, 10, 21, 8, 5),
      message: 'TypeError: patient.name is undefined',
      file: `${folder}/surgery.ts`,
      line: 14,
      callId: 'cb-2f6b9a71c0de4e55',
    },
    flows: [],
  },
]

/** What a backend said when it was tried. */
export const sampleTrial: BackendTrial = {
  sent: JSON.stringify({ session_id: 'trial-1', caller: '+4930123', callee: '5000', event: { type: 'session_start' } }),
  ms: 38,
  status: 200,
  answer: JSON.stringify({ type: 'prompt', tts_text: 'Welcome.', next: { type: 'dtmf_menu', keys: { 1: { type: 'repeat' } } } }),
  found: { kind: 'actions', actions: ['prompt', 'dtmf_menu'] },
}

const logAt = Date.now() - 600_000
export const sampleLog: BackendLogEntry[] = [
  {
    callId: 'c-1',
    at: logAt,
    kind: 'passedOver',
    from: '+4930901820',
    details: ['queue: return_to_ivr is no object', 'prompt: volume is not known here'],
    attempt: null,
  },
  {
    callId: 'c-2',
    at: logAt - 60_000,
    kind: 'fallback',
    from: '+493077788899',
    details: ['The server answered 503.'],
    attempt: null,
  },
  { callId: 'c-2', at: logAt - 61_000, kind: 'failed', from: '+493077788899', details: ['The server answered 503.'], attempt: 3 },
]
