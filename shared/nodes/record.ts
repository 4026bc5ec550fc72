// Record: the caller's voice into a file named by a variable.
import { z } from 'zod'
import { field, variableName } from './field.ts'
import { nodeType } from './nodeType.ts'

export const record = nodeType({
  schema: z.object({
    variable: field(variableName().default('recording'), { emptied: 'default', about: 'Gets the name of the file.' }),
    timeLimitSeconds: field(z.int().min(1).max(3600).default(120), { unit: 'seconds' }),
    silenceSeconds: field(z.int().min(1).max(60).optional(), { unit: 'seconds' }),
    terminationDigits: z
      .string()
      .regex(/^[0-9*#]*$/)
      .default('#'),
    playBeep: z.boolean().default(true),
  }),
  about: 'Records the caller’s voice into a file.',
  group: 'keep',
  icon: 'microphone',
  defaults: {},
  ports: () => [{ name: 'done' }, { name: 'failed' }],
  waits: true,
  summary: (c) => `→ ${c.variable} · ${c.timeLimitSeconds} s`,
})
