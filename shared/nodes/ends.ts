// Pause, Reject, Busy, Hangup: the plain actions as nodes.
import { z } from 'zod'
import { field } from './field.ts'
import { next, nodeType } from './nodeType.ts'

export const pause = nodeType({
  schema: z.object({ seconds: field(z.number().min(0.1).max(3600), { unit: 'seconds' }) }),
  about: 'Waits.',
  group: 'say',
  icon: 'clockPause',
  defaults: { seconds: 1 },
  ports: () => next,
  waits: true,
  summary: (c) => `${c.seconds} s`,
})
export const reject = nodeType({
  schema: z.object({ reason: z.enum(['busy', 'temporarilyUnavailable', 'declined']).default('busy') }),
  about: 'Refuses a call that was not answered yet, with a reason; one that was answered is hung up.',
  group: 'end',
  icon: 'handStop',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: (c, { option }) => option(c.reason),
})
export const busy = nodeType({
  schema: z.object({}),
  about: 'The caller hears the busy tone, and the call ends.',
  group: 'end',
  icon: 'phonePause',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: () => '',
})
export const hangup = nodeType({
  schema: z.object({}),
  about: 'Ends the call.',
  group: 'end',
  icon: 'phoneOff',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: () => '',
})
