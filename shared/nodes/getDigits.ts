// Get Digits: collects keys into a variable. Time that is up before the digits are whole leaves by an outlet of its own, with what there is.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { next, nodeType, promptReads, promptReferences, timerLint } from './nodeType.ts'

export const getDigits = nodeType({
  schema: z.object({
    prompt: prompt.optional(),
    variable: z.string().regex(/^[A-Za-z_][\w.]*$/),
    /** Ends by itself after so many digits; absent: by the terminator. */
    count: z.int().min(1).max(40).optional(),
    terminator: z
      .string()
      .regex(/^[0-9*#]?$/)
      .default('#'),
    /** To the first key, and anew from each key to the next. */
    timeoutMs: z.int().default(10_000),
  }),
  group: 'ask',
  defaults: { variable: 'digits' },
  ports: () => [...next, { name: 'timeout', optional: true }],
  waits: true,
  references: (c) => promptReferences({ prompt: c.prompt }),
  reads: (c) => promptReads(c.prompt),
  sets: (c) => [c.variable, 'digits', 'digits.result'],
  lint: (c) => timerLint('timeoutMs', c.timeoutMs),
  summary: (c) => `${c.count ?? `until ${c.terminator}`} → ${c.variable}`,
})
