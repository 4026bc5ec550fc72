// Back to dialplan: the caller goes on in Asterisk's own dialplan, and is no call of ours any more.
import { z } from 'zod'
import { field, template } from './field.ts'
import { nodeType } from './nodeType.ts'

/** A priority by its number, or by its label. */
const priority = z.string().regex(/^([1-9]\d{0,4}|[A-Za-z]\w{0,39})$/)

export const backToDialplan = nodeType({
  schema: z.object({
    context: field(
      z
        .string()
        .regex(/^[\w.-]{1,79}$/)
        .default('from-internal'),
      { emptied: 'default' },
    ),
    extension: template(z.string().min(1).max(80).default('s'), {
      emptied: 'default',
      about: 'A number or `s`; in a new step the number that was dialled.',
    }),
    priority: field(priority.default('1'), { emptied: 'default' }),
  }),
  about:
    'Hands the caller to the dialplan of your own Asterisk, where the call goes on without Cordboard. Where there is no such place in it, the flow goes on.',
  group: 'end',
  icon: 'phoneOutgoing',
  defaults: { extension: '{{call.to}}' },
  ports: () => [{ name: 'failed' }],
  summary: (c) => `→ ${c.context},${c.extension},${c.priority}`,
})
