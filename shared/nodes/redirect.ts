// Redirect: rings where a call was handed on to, and brings it back when nobody takes it. Stands only in the host's own flows.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'

export const redirect = nodeType({
  schema: z.object({
    /** The target was a queue or mailbox that could not take the call: what was wrong there. Absent: the target is rung first. */
    failed: z.enum(['noAnswer', 'unreachable']).optional(),
  }),
  about: 'Rings where a call was handed on to, and brings it back when nobody takes it.',
  group: 'connect',
  icon: 'arrowRight',
  defaults: {},
  ports: () => [{ name: 'ended', optional: true }],
  waits: true,
  summary: () => '',
})
