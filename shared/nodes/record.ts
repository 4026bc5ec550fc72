// Record: the caller's voice into a file named by a variable.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'

export const record = nodeType({
  schema: z.object({
    variable: z
      .string()
      .regex(/^[A-Za-z_][\w.]*$/)
      .default('recording'),
    timeLimitSeconds: z.int().min(1).max(3600).default(120),
    silenceSeconds: z.int().min(1).max(60).optional(),
    terminationDigits: z
      .string()
      .regex(/^[0-9*#]*$/)
      .default('#'),
    playBeep: z.boolean().default(true),
  }),
  group: 'keep',
  defaults: {},
  ports: () => [{ name: 'done' }, { name: 'failed' }],
  waits: true,
  sets: (c) => [c.variable],
  summary: (c) => `→ ${c.variable} · ${c.timeLimitSeconds} s`,
})
