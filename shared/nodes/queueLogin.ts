// Queue Login: an operator logs in or out by PIN on the keypad; see docs/spec/queues.md.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field } from './field.ts'
import { joined, nodeType } from './nodeType.ts'

export const queueLogin = nodeType({
  schema: z.object({
    queueIds: field(z.array(field(z.string(), { refers: 'queue' })).default([]), {
      about: 'Empty: all queues the operator belongs to.',
    }),
    mode: field(z.enum(['onHook', 'offHook']).default('onHook'), {
      about: 'Off-hook: keeps the line, music, a beep before each caller. On-hook: hangs up, the extension rings.',
    }),
    whenLoggedIn: field(z.enum(['ask', 'logout']).default('ask'), {
      about:
        'Ask: for the PIN as always, and # logs out. Log out: at once, where the operator of the calling extension is logged in.',
    }),
    prompt: prompt.optional(),
  }),
  about: 'An operator logs in or out by PIN on the keypad.',
  group: 'connect',
  icon: 'userCheck',
  defaults: {},
  ports: () => [],
  terminal: true,
  waits: true,
  summary: (c, { name, option }) => joined(c.queueIds.map((id) => name('queue', id)).join(', '), option(c.mode)),
})
