// Set Variable: expressions over variables; `call.language` is one of them.
import { z } from 'zod'
import { expression, field, variableName } from './field.ts'
import { next, nodeType } from './nodeType.ts'

export const setVariable = nodeType({
  schema: z.object({
    assignments: field(
      z
        .array(z.object({ name: variableName(), expression: expression() }))
        .min(1)
        .max(40),
      { control: 'assignments' },
    ),
  }),
  about: 'Sets variables to the values of expressions; `call.language` is one of them.',
  group: 'data',
  icon: 'variable',
  defaults: { assignments: [{ name: 'name', expression: "''" }] },
  ports: () => next,
  summary: (c) => c.assignments.map((a) => `${a.name} = ${a.expression}`).join(', '),
})
