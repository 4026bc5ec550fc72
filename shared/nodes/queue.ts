// Queue: waits with music for an operator; see docs/spec/queues.md.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field } from './field.ts'
import { duration, joined, nodeType } from './nodeType.ts'

export const queue = nodeType({
  schema: z.object({
    queueId: field(z.string().min(1), { refers: 'queue' }),
    maxWaitSeconds: field(z.int().min(5).max(14_400).default(600), { unit: 'seconds' }),
    welcome: field(prompt.optional(), { about: 'Said before the music starts.' }),
    announcements: field(z.array(prompt).max(10).default([]), {
      about: 'Said between the music, in turn, besides position and wait.',
    }),
    exitKey: field(
      z
        .string()
        .regex(/^[0-9*#]?$/)
        .default(''),
      { about: 'Adds the port `exitKey`.' },
    ),
    music: field(
      z
        .string()
        .regex(/^[\w-]*$/)
        .default(''),
      { about: 'Music class; empty: the default one.' },
    ),
  }),
  about: 'The caller waits with music for an operator.',
  group: 'connect',
  icon: 'headset',
  defaults: { queueId: 'main' },
  ports: (c) => [
    { name: 'connected', optional: true },
    { name: 'timeout' },
    { name: 'abandoned', optional: true },
    { name: 'full' },
    { name: 'noOperators' },
    { name: 'closed', optional: true },
    ...(c.exitKey ? [{ name: 'exitKey' }] : []),
    { name: 'callbackRequested', optional: true },
  ],
  waits: true,
  sets: () => ['queue.id', 'queue.name', 'queue.position', 'queue.waitSeconds', 'queue.operator', 'queue.result'],
  summary: (c, { name }) => joined(name('queue', c.queueId), `≤ ${duration(c.maxWaitSeconds)}`),
})
