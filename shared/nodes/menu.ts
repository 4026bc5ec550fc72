// Menu: one port a key or sequence. The timer starts after the prompt; invalid and timeout are counted apart; barge-in.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReads, promptReferences, timerLint } from './nodeType.ts'

/** How long "2" waits for more where "21" exists as well. */
export const sequenceWaitMs = 4000

export const menu = nodeType({
  schema: z.object({
    prompt,
    keys: z
      .array(z.string().regex(/^[0-9*#]{1,8}$/))
      .min(1)
      .max(40),
    timeoutMs: z.int().default(8000),
    retries: z.int().min(0).max(10).default(2),
    invalidPrompt: prompt.optional(),
    timeoutPrompt: prompt.optional(),
  }),
  group: 'ask',
  defaults: { prompt: { kind: 'text', text: 'Press 1 for sales.' }, keys: ['1'] },
  ports: (c) => [...new Set(c.keys)].map((name) => ({ name })).concat([{ name: 'invalid' }, { name: 'timeout' }]),
  waits: true,
  references: (c) => promptReferences({ prompt: c.prompt, invalidPrompt: c.invalidPrompt, timeoutPrompt: c.timeoutPrompt }),
  reads: (c) => promptReads(c.prompt, c.invalidPrompt, c.timeoutPrompt),
  sets: () => ['digits'],
  lint: (c) => [
    ...timerLint('timeoutMs', c.timeoutMs),
    ...(new Set(c.keys).size < c.keys.length
      ? [{ code: 'DUPLICATE_KEY', severity: 'error' as const, field: 'keys', message: 'A key stands twice in this menu.' }]
      : []),
  ],
  summary: (c) => `${c.keys.join(', ')} · ${c.timeoutMs / 1000} s`,
})
