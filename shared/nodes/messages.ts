// Messages: a mailbox is listened to by phone.
import { z } from 'zod'
import { field, timer } from './field.ts'
import { nodeType } from './nodeType.ts'

export const messages = nodeType({
  schema: z.object({
    mailbox: field(z.enum(['own', 'any']).default('own'), {
      about: 'The mailbox of the phone that calls, or one that is chosen after the PIN.',
    }),
    askPin: field(z.boolean().default(false), {
      about: 'An operator’s PIN is asked for at the own phone, too. From outside and for other mailboxes it always is.',
    }),
    timeoutMs: timer(8000, 'input'),
  }),
  about: 'Plays the messages of a mailbox over the phone: new ones first; hear again, next, delete, archive, call back.',
  group: 'keep',
  icon: 'recordMail',
  defaults: {},
  ports: () => [
    { name: 'done', optional: true },
    { name: 'refused', optional: true },
  ],
  waits: true,
  summary: (c, { option }) => option(c.mailbox),
})
