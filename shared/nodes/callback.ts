// Callback: stores a request to be called back, confirmed by reading the number back; one open request a number and queue.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReads, promptReferences } from './nodeType.ts'

export const callback = nodeType({
  schema: z.object({
    queueId: z.string().min(1),
    /** `callerId` asks for the number only when the caller withholds it. */
    numberFrom: z.enum(['callerId', 'keypad']).default('callerId'),
    prompt: prompt.optional(),
    confirmPrompt: prompt.optional(),
  }),
  group: 'keep',
  defaults: { queueId: 'main' },
  ports: () => [],
  terminal: true,
  waits: true,
  references: (c) => [
    { kind: 'queue', id: c.queueId, field: 'queueId' },
    ...promptReferences({ prompt: c.prompt, confirmPrompt: c.confirmPrompt }),
  ],
  reads: (c) => promptReads(c.prompt, c.confirmPrompt),
  sets: () => ['callback.number', 'callback.result'],
  summary: (c) => `${c.queueId} · ${c.numberFrom}`,
})
