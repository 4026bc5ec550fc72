// Subflow and Exit: one flow inside another. The inner flow begins with its inputs set and comes back by a named exit.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'
import { expressionLint, expressionReads } from './setVariable.ts'

/** How deep flows may stand in one another. */
export const maxDepth = 10

const exitName = z.string().regex(/^[A-Za-z_][\w-]{0,39}$/)

export const subflow = nodeType({
  schema: z.object({
    flow: z.string().min(1).max(64),
    /** A published version; absent: the one in force when the call gets there. */
    version: z.int().min(1).optional(),
    /** Set before the inner flow begins. */
    inputs: z
      .array(z.object({ name: z.string().regex(/^[A-Za-z_][\w.]*$/), expression: z.string().max(1000) }))
      .max(40)
      .default([]),
    /** One port each: the names of the Exit nodes of the inner flow. */
    exits: z.array(exitName).max(20).default(['next']),
  }),
  group: 'decide',
  defaults: { flow: 'flow' },
  ports: (c) => [...new Set(c.exits)].map((name) => ({ name })),
  // Whether it does is the inner flow’s affair; a loop that never waits is caught as it runs.
  waits: true,
  references: (c) => [{ kind: 'flow', id: c.flow, field: 'flow' }],
  reads: (c) => c.inputs.flatMap((input) => expressionReads(input.expression)),
  sets: (c) => c.inputs.map((input) => input.name),
  lint: (c) => [
    ...c.inputs.flatMap((input, i) => expressionLint(`inputs.${i}.expression`, input.expression)),
    ...(new Set(c.exits).size < c.exits.length
      ? [{ code: 'DUPLICATE_KEY', severity: 'error' as const, field: 'exits', message: 'An exit stands twice.' }]
      : []),
  ],
  summary: (c) => `${c.flow}${c.version === undefined ? '' : ` v${c.version}`}`,
})

/** Leaves the inner flow; in a flow that nothing stands around, the call ends here. */
export const exit = nodeType({
  schema: z.object({ exit: exitName.default('next') }),
  group: 'end',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: (c) => c.exit,
})
