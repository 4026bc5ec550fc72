// Queue: waits with music for an operator; see docs/spec/queues.md.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReads, promptReferences } from './nodeType.ts'

export const queue = nodeType({
  schema: z.object({
    queueId: z.string().min(1),
    maxWaitSeconds: z.int().min(5).max(14_400).default(600),
    /** Music class; empty: the default one. */
    music: z
      .string()
      .regex(/^[\w-]*$/)
      .default(''),
    /** Said before the music starts. */
    welcome: prompt.optional(),
    /** Said between the music, in turn, besides position and wait. */
    announcements: z.array(prompt).max(10).default([]),
    exitKey: z
      .string()
      .regex(/^[0-9*#]?$/)
      .default(''),
  }),
  group: 'connect',
  defaults: { queueId: 'main' },
  ports: (c) => [
    { name: 'connected', optional: true },
    { name: 'timeout' },
    { name: 'abandoned', optional: true },
    { name: 'full' },
    { name: 'noOperators' },
    ...(c.exitKey ? [{ name: 'exitKey' }] : []),
    { name: 'callbackRequested', optional: true },
  ],
  waits: true,
  references: (c) => [
    { kind: 'queue', id: c.queueId, field: 'queueId' },
    ...promptReferences({ welcome: c.welcome }),
    ...c.announcements.flatMap((p) => promptReferences({ announcements: p })),
  ],
  reads: (c) => promptReads(c.welcome, ...c.announcements),
  sets: () => ['queue.id', 'queue.name', 'queue.position', 'queue.waitSeconds', 'queue.operator', 'queue.result'],
  summary: (c) => `${c.queueId} · ${c.maxWaitSeconds} s`,
})
