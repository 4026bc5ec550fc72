// Set Variable: expressions over variables; `call.language` is one of them.
import { z } from 'zod'
import { ExpressionError, parseExpression, variablesOf } from '../domain/expression.ts'
import { type Finding, next, nodeType } from './nodeType.ts'

/** A finding where the expression cannot be parsed. */
export function expressionLint(field: string, source: string): Finding[] {
  try {
    parseExpression(source)
    return []
  } catch (error) {
    const known = error instanceof ExpressionError ? error : null
    const message = known?.message ?? 'not understood'
    return [
      {
        code: 'BAD_EXPRESSION',
        severity: 'error',
        field,
        values: { detail: message, reason: known?.reason ?? '', sign: known?.sign ?? '' },
        message: `The expression does not work: ${message}.`,
      },
    ]
  }
}

/** The variables an expression reads; none where it cannot be parsed. */
export function expressionReads(source: string): string[] {
  try {
    return variablesOf(parseExpression(source))
  } catch {
    return [] // told by expressionLint
  }
}

export const setVariable = nodeType({
  schema: z.object({
    assignments: z
      .array(z.object({ name: z.string().regex(/^[A-Za-z_][\w.]*$/), expression: z.string().max(1000) }))
      .min(1)
      .max(40),
  }),
  group: 'data',
  defaults: { assignments: [{ name: 'name', expression: "''" }] },
  ports: () => next,
  reads: (c) => c.assignments.flatMap((a) => expressionReads(a.expression)),
  sets: (c) => c.assignments.map((a) => a.name),
  lint: (c) => c.assignments.flatMap((a, i) => expressionLint(`assignments.${i}.expression`, a.expression)),
  summary: (c) => c.assignments.map((a) => `${a.name} = ${a.expression}`).join(', '),
})
