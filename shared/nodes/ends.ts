// Pause, Reject, Busy, Hangup: the plain actions as nodes.
import { z } from 'zod'
import { next, nodeType } from './nodeType.ts'

export const pause = nodeType({
  schema: z.object({ seconds: z.number().min(0.1).max(3600) }),
  group: 'say',
  defaults: { seconds: 1 },
  ports: () => next,
  waits: true,
  summary: (c) => `${c.seconds} s`,
})
export const reject = nodeType({
  schema: z.object({ reason: z.enum(['busy', 'temporarilyUnavailable', 'declined']).default('busy') }),
  group: 'end',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: (c) => c.reason,
})
export const busy = nodeType({
  schema: z.object({}),
  group: 'end',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: () => '',
})
export const hangup = nodeType({
  schema: z.object({}),
  group: 'end',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: () => '',
})
