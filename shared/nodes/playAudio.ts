// Play Audio: a prompt, then on. Never part of a recording.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { next, nodeType, promptReads, promptReferences, promptSummary } from './nodeType.ts'

export const playAudio = nodeType({
  schema: z.object({ prompt, interruptible: z.boolean().default(true) }),
  group: 'say',
  defaults: { prompt: { kind: 'text', text: 'Welcome.' } },
  ports: () => next,
  references: (c) => promptReferences({ prompt: c.prompt }),
  reads: (c) => promptReads(c.prompt),
  summary: (c) => promptSummary(c.prompt),
})
