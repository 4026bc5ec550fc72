// Dial by Name: the caller spells a name on the keypad; the matches are read out, one key each.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { nodeType, promptReads, promptReferences, timerLint } from './nodeType.ts'

/** Matches read out at a time, so that one key chooses. */
export const mostMatches = 8

export const dialByName = nodeType({
  schema: z.object({
    /** Everyone with an extension, or those who answer queues only. */
    directory: z.enum(['extensions', 'operators']).default('extensions'),
    /** How many letters are typed at most; `#` ends a shorter name. */
    letters: z.int().min(1).max(12).default(3),
    /** Absent: what the host says in the caller's language. */
    prompt: prompt.optional(),
    timeoutMs: z.int().default(8000),
    retries: z.int().min(0).max(10).default(2),
    /** Gets the extension; a Transfer to `{{extension}}` can follow. */
    variable: z
      .string()
      .regex(/^[A-Za-z_][\w.]*$/)
      .default('extension'),
  }),
  group: 'ask',
  defaults: {},
  ports: () => [{ name: 'found' }, { name: 'none' }],
  waits: true,
  references: (c) => promptReferences({ prompt: c.prompt }),
  reads: (c) => promptReads(c.prompt),
  sets: (c) => [c.variable, `${c.variable}.name`, 'digits', 'digits.result'],
  lint: (c) => timerLint('timeoutMs', c.timeoutMs),
  summary: (c) => `${c.letters} → {{${c.variable}}}`,
})
