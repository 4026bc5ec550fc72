// Get Digits: collects keys into a variable.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field, timer, variableName } from './field.ts'
import { joined, next, nodeType } from './nodeType.ts'
import { promptSummary } from './promptSummary.ts'

export const getDigits = nodeType({
  schema: z.object({
    prompt: prompt.optional(),
    variable: variableName(),
    count: field(z.int().min(1).max(40).optional(), { about: 'Ends by itself after so many digits; absent: by the terminator.' }),
    terminator: field(
      z
        .string()
        .regex(/^[0-9*#]?$/)
        .default('#'),
      { emptied: 'default' },
    ),
    timeoutMs: field(timer(10_000, 'input'), { about: 'To the first key, and again from each key to the next.' }),
  }),
  about:
    'Collects keys into a variable. Where time is up before the digits are whole, the call leaves by `timeout` with what there is.',
  group: 'ask',
  icon: 'keyboard',
  defaults: { variable: 'digits' },
  ports: () => [...next, { name: 'timeout', optional: true }],
  waits: true,
  sets: () => ['digits', 'digits.result'],
  summary: (c, names) => joined(promptSummary(c.prompt, names), `${c.count ?? `… ${c.terminator}`} → ${c.variable}`),
})
