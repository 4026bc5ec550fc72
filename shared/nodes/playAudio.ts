// Play Audio: a prompt, then on. Never part of a recording.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { next, nodeType } from './nodeType.ts'
import { promptSummary } from './promptSummary.ts'

export const playAudio = nodeType({
  schema: z.object({ prompt, interruptible: z.boolean().default(true) }),
  about: 'Plays a prompt, then goes on.',
  group: 'say',
  icon: 'volume',
  defaults: { prompt: { kind: 'text', text: 'Welcome.' } },
  ports: () => next,
  summary: (c, names) => promptSummary(c.prompt, names),
})
