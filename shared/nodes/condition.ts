// Condition: true or false of one expression, or one port a case.
import { z } from 'zod'
import { asyncPort } from '../flow/document.ts'
import { nodeType } from './nodeType.ts'
import { expressionLint, expressionReads } from './setVariable.ts'

/** Not the name of the way that every node has beside its own. */
const casePort = z
  .string()
  .regex(/^[\w-]{1,40}$/)
  .refine((name) => name !== asyncPort, `“${asyncPort}” is taken`)

export const condition = nodeType({
  schema: z.object({
    /** With `cases`: compared with each case's value; without: true or false. */
    expression: z.string().min(1).max(1000),
    cases: z
      .array(z.object({ port: casePort, equals: z.string() }))
      .max(40)
      .default([]),
  }),
  group: 'decide',
  defaults: { expression: "digits == '1'" },
  ports: (c) =>
    c.cases.length
      ? [...new Set([...c.cases.map((x) => x.port), 'otherwise'])].map((name) => ({ name }))
      : [{ name: 'true' }, { name: 'false' }],
  reads: (c) => expressionReads(c.expression),
  lint: (c) => expressionLint('expression', c.expression),
  summary: (c) => c.expression,
})
