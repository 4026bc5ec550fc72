// Voicemail: greeting, beep, record, store. Nothing is lost when the caller hangs up.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field } from './field.ts'
import { joined, nodeType } from './nodeType.ts'
import { promptSummary } from './promptSummary.ts'

export const voicemail = nodeType({
  schema: z.object({
    mailboxId: field(z.string().min(1), { refers: 'mailbox' }),
    greeting: prompt,
    maxSeconds: field(z.int().min(5).max(1800).default(180), { unit: 'seconds' }),
    silenceSeconds: field(z.int().min(0).max(60).default(5), {
      unit: 'seconds',
      about: 'Ends after so long a silence; 0: never.',
    }),
    review: field(z.boolean().default(false), { about: 'The caller may listen, record again, or keep.' }),
  }),
  about: 'Plays a greeting and records a message for a mailbox, also of a caller who hangs up while speaking.',
  group: 'keep',
  icon: 'recordMail',
  defaults: { mailboxId: 'main', greeting: { kind: 'text', text: 'Please leave a message after the tone.' } },
  ports: () => [],
  terminal: true,
  waits: true,
  sets: () => ['voicemail.id', 'voicemail.seconds'],
  summary: (c, names) => joined(names.name('mailbox', c.mailboxId), promptSummary(c.greeting, names)),
})
