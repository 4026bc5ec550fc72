// What is wrong beside each field, in the reader's language.
import type { z } from 'zod'
import { text } from './i18n/index.ts'

/** One sentence for what the schema found. */
export function fieldSentence(issue: z.core.$ZodIssue): string {
  const words = text.problems.field
  switch (issue.code) {
    case 'too_small':
      if (issue.origin !== 'string' && issue.origin !== 'array') return words.tooSmall({ least: Number(issue.minimum) })
      return Number(issue.minimum) === 1 ? words.required : words.tooShort({ least: Number(issue.minimum) })
    case 'too_big':
      return issue.origin === 'string'
        ? words.tooLong({ most: Number(issue.maximum) })
        : words.tooBig({ most: Number(issue.maximum) })
    case 'invalid_type':
      return words.required
    case 'invalid_value':
      return words.choice
    case 'invalid_format':
      return issue.format === 'url' ? words.url : words.format
    case 'custom':
      // A check of the form's own brings its sentence.
      return typeof issue.params?.said === 'string' ? issue.params.said : words.format
    default:
      return words.format
  }
}

/** The first problem of each field, by the field's name; empty when all fit. */
export function fieldProblems(schema: z.ZodType, draft: unknown): Record<string, string> {
  const checked = schema.safeParse(draft)
  if (checked.success) return {}
  return Object.fromEntries([...checked.error.issues].reverse().map((issue) => [String(issue.path[0]), fieldSentence(issue)]))
}
