// Callback: stores a request to be called back.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field } from './field.ts'
import { joined, nodeType } from './nodeType.ts'

export const callback = nodeType({
  schema: z.object({
    queueId: field(z.string().min(1), { refers: 'queue' }),
    numberFrom: field(z.enum(['callerId', 'keypad']).default('callerId'), {
      about: '`callerId` asks for the number only when the caller withholds it.',
    }),
    prompt: prompt.optional(),
    confirmPrompt: prompt.optional(),
  }),
  about: 'Stores a request to be called back, confirmed by reading the number back; one open request a number and queue.',
  group: 'keep',
  icon: 'phoneOutgoing',
  defaults: { queueId: 'main' },
  ports: () => [],
  terminal: true,
  waits: true,
  sets: () => ['callback.number', 'callback.result'],
  summary: (c, { name, option }) => joined(name('queue', c.queueId), option(c.numberFrom)),
})
