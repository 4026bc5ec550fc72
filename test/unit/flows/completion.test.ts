import { describe, expect, test } from 'vitest'
import { completed, faultAt, type Language, suggestionsFor, typedAt } from '../../../renderer/flows/inspector/completion.ts'

const variables = ['call.from', 'call.fromName', 'digits']
/** The text with `|` where the caret is, after the first suggestion is taken. */
function taken(marked: string, language: Language): string | null {
  const caret = marked.indexOf('|')
  const source = marked.replace('|', '')
  const typed = typedAt(source, caret, language)
  const [first] = suggestionsFor(typed, variables, language)
  if (!typed || !first) return null
  const next = completed(source, caret, typed, first, language)
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`
}

describe('completion', () => {
  test('of an expression: variables and functions, not inside quotes', () => {
    expect(taken("dig| == '1'", 'expression')).toBe("digits| == '1'")
    expect(taken('starts|', 'expression')).toBe('startsWith(|)')
    expect(taken('up|(digits)', 'expression')).toBe('upper(|digits)')
    expect(taken("digits == 'dig|", 'expression')).toBeNull()
    expect(taken("'it\\'s' + ca|", 'expression')).toBe("'it\\'s' + call.from|")
  })
  test('of a text: only after two braces, which it closes once', () => {
    expect(taken('Hello {{call.fromN|', 'template')).toBe('Hello {{call.fromName}}|')
    expect(taken('Hello {{dig|}}, bye', 'template')).toBe('Hello {{digits}}|, bye')
    expect(taken('Hello dig|', 'template')).toBeNull()
  })
  test('a name that only contains what is typed comes after those that begin with it', () =>
    expect(suggestionsFor({ from: 0, word: 'from' }, variables, 'template').map(({ name }) => name)).toEqual([
      'call.from',
      'call.fromName',
    ]))
  test('tells where an expression is not understood', () => {
    expect(faultAt('digits ==')).toBe(9)
    expect(faultAt("upper(digits) == 'A'")).toBeNull()
  })
})
