// Subflow and Exit: one flow inside another. The inner flow begins with its inputs set and comes back by a named exit.
import { z } from 'zod'
import { expression, field } from './field.ts'
import { joined, nodeType } from './nodeType.ts'

/** How deep flows may stand in one another. */
export const maxDepth = 10

const exitName = z.string().regex(/^[A-Za-z_][\w-]{0,39}$/)
/** The name of an input is the inner flow’s own: it is not changed with a variable of this flow. */
const inputName = z.string().regex(/^[A-Za-z_][\w.]*$/)

export const subflow = nodeType({
  schema: z.object({
    flow: field(z.string().min(1).max(64), { refers: 'flow' }),
    version: field(z.int().min(1).optional(), {
      about: 'A published version; absent: the one in force when the call gets there.',
    }),
    inputs: field(
      z
        .array(z.object({ name: inputName, expression: expression() }))
        .max(40)
        .default([]),
      { control: 'assignments', about: 'Set before the inner flow begins.' },
    ),
    exits: field(z.array(exitName).max(20).default(['next']), {
      distinct: 'An exit stands twice.',
      about: 'One port each: the names of the Exit nodes of the inner flow.',
    }),
  }),
  about: 'Runs another flow, which comes back by one of its exits.',
  group: 'decide',
  icon: 'sitemap',
  defaults: { flow: 'flow' },
  ports: (c) => [...new Set(c.exits)].map((name) => ({ name })),
  // Whether it does is the inner flow’s affair; a loop that never waits is caught as it runs.
  waits: true,
  sets: (c) => c.inputs.map((input) => input.name),
  summary: (c, { name, edges }) => joined(name('flow', c.flow), edges([...new Set(c.exits)])),
  ownFields: ['flow', 'exits'],
})

export const exit = nodeType({
  schema: z.object({ exit: exitName.default('next') }),
  about: 'Leaves a subflow; in a flow that nothing stands around, the call ends here.',
  group: 'end',
  icon: 'doorExit',
  defaults: {},
  ports: () => [],
  terminal: true,
  summary: (c) => c.exit,
})
