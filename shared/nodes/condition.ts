// Condition: true or false of one expression, or one port a case.
import { z } from 'zod'
import { asyncPort } from '../flow/document.ts'
import { expression, field } from './field.ts'
import { joined, nodeType } from './nodeType.ts'

/** Not the name of the way that every node has beside its own. */
const casePort = z
  .string()
  .regex(/^[\w-]{1,40}$/)
  .refine((name) => name !== asyncPort, `“${asyncPort}” is taken`)

export const condition = nodeType({
  schema: z.object({
    expression: field(expression().min(1), {
      about: 'With cases: compared with the value of each; without: true or false.',
    }),
    cases: field(
      z
        .array(z.object({ port: casePort, equals: z.string() }))
        .max(40)
        .default([]),
      { control: 'cases' },
    ),
  }),
  about: 'Decides by an expression over variables.',
  group: 'decide',
  icon: 'gitBranch',
  defaults: { expression: "digits == '1'" },
  ports: (c) => portsOf(c.cases).map((name) => ({ name })),
  summary: (c, { edges }) => joined(c.expression, edges(portsOf(c.cases))),
})

const portsOf = (cases: readonly { port: string }[]): string[] =>
  cases.length > 0 ? [...new Set([...cases.map(({ port }) => port), 'otherwise'])] : ['true', 'false']
