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
