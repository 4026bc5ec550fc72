// Queue Login: an operator logs in or out by PIN on the keypad; see docs/spec/queues.md.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReferences } from './nodeType.ts'

export const queueLogin = nodeType({
  schema: z.object({
    /** Empty: all queues the operator belongs to. */
    queueIds: z.array(z.string()).default([]),
    /** Off-hook: keeps the line, music, a beep before each caller. On-hook: hangs up, the extension rings. */
    mode: z.enum(['offHook', 'onHook']).default('onHook'),
    prompt: prompt.optional(),
  }),
  group: 'connect',
  defaults: {},
  ports: () => [],
  terminal: true,
  waits: true,
  references: (c) => [
    ...c.queueIds.map((id) => ({ kind: 'queue' as const, id, field: 'queueIds' })),
    ...promptReferences({ prompt: c.prompt }),
  ],
  summary: (c) => `${c.queueIds.join(', ') || 'all queues'} · ${c.mode}`,
})
