// Voicemail: greeting, beep, record, store. Nothing is lost when the caller hangs up.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReads, promptReferences } from './nodeType.ts'

export const voicemail = nodeType({
  schema: z.object({
    mailboxId: z.string().min(1),
    greeting: prompt,
    maxSeconds: z.int().min(5).max(1800).default(180),
    /** Ends after so long a silence; 0 never. */
    silenceSeconds: z.int().min(0).max(60).default(5),
    /** The caller may listen, record again, or keep. */
    review: z.boolean().default(false),
  }),
  group: 'keep',
  defaults: { mailboxId: 'main', greeting: { kind: 'text', text: 'Please leave a message after the tone.' } },
  ports: () => [],
  terminal: true,
  waits: true,
  references: (c) => [{ kind: 'mailbox', id: c.mailboxId, field: 'mailboxId' }, ...promptReferences({ greeting: c.greeting })],
  reads: (c) => promptReads(c.greeting),
  sets: () => ['voicemail.id', 'voicemail.seconds'],
  summary: (c) => `${c.mailboxId} · ${c.maxSeconds} s`,
})
