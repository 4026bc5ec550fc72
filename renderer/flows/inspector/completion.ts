// Completion while an expression or a text with `{{names}}` is typed: what stands at the caret, what fits it, what comes of it.
import { ExpressionError, functionNames, parseExpression } from '../../../shared/domain/expression.ts'

export type Language = 'expression' | 'template'
export type Suggestion = { name: string; kind: 'variable' | 'function' }
/** What is typed of a name, and where it begins. */
export type Typed = { from: number; word: string }

const mostShown = 8

/** Whether the place is inside a quoted text of the expression. */
function quoted(before: string): boolean {
  let quote = ''
  for (let at = 0; at < before.length; at += 1) {
    const sign = before[at] ?? ''
    if (quote && sign === '\\') at += 1
    else if (quote) quote = sign === quote ? '' : quote
    else if (sign === "'" || sign === '"') quote = sign
  }
  return quote !== ''
}

/** The name being typed before the caret; null where none can stand. */
export function typedAt(source: string, caret: number, language: Language): Typed | null {
  const before = source.slice(0, caret)
  if (language === 'template') {
    const found = /\{\{\s*([A-Za-z_][\w.]*)?$/.exec(before)
    return found ? { from: caret - (found[1]?.length ?? 0), word: found[1] ?? '' } : null
  }
  if (quoted(before)) return null
  const word = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? ''
  return /[\d.]$/.test(before.slice(0, before.length - word.length)) ? null : { from: caret - word.length, word }
}

/** What may stand there: names that begin with what is typed, then those that contain it. */
export function suggestionsFor(typed: Typed | null, variables: readonly string[], language: Language): Suggestion[] {
  if (!typed) return []
  const all: Suggestion[] = [
    ...variables.map((name) => ({ name, kind: 'variable' as const })),
    ...(language === 'expression' ? functionNames.map((name) => ({ name, kind: 'function' as const })) : []),
  ]
  const word = typed.word.toLowerCase()
  const rank = ({ name }: Suggestion) => (name.toLowerCase().startsWith(word) ? 0 : name.toLowerCase().includes(word) ? 1 : 2)
  return all
    .filter((each) => rank(each) < 2)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, mostShown)
}

/** The text with the suggestion in place of what was typed, and where the caret goes. */
export function completed(source: string, caret: number, typed: Typed, { name, kind }: Suggestion, language: Language) {
  const rest = source.slice(caret).replace(/^[\w.]+/, '')
  const closes = language === 'template' ? (/^\s*\}\}/.exec(rest)?.[0].length ?? 0) : 0
  const opens = kind === 'function' && rest.startsWith('(') ? 1 : 0
  const tail = kind === 'function' ? (opens ? '' : '()') : language === 'template' && !closes ? '}}' : ''
  const inserted = name + tail
  const inside = kind === 'function' ? name.length + 1 : inserted.length + closes
  return { text: source.slice(0, typed.from) + inserted + rest, caret: typed.from + inside }
}

/** Where the expression is not understood, from 0; null where all of it is. */
export function faultAt(source: string): number | null {
  try {
    parseExpression(source)
    return null
  } catch (error) {
    return error instanceof ExpressionError ? Math.min(error.position, source.length) : null
  }
}
