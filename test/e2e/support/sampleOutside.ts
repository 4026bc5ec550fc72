// What the sample office has outside: backends and the tokens of other programs.

import { type Backend, backend } from '../../../shared/domain/backend.ts'
import type { WebhookRecord } from '../../../shared/domain/webhooks.ts'

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
  { id: 't1', name: 'Shop', role: 'supervisor' as const, createdAt: 1_763_600_000_000, createdBy: 'u1', usedAt: null },
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
